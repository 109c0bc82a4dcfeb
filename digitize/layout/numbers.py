"""Find the number of a printed page, which is no part of its text."""

import cv2
import numpy as np
from numpy.typing import NDArray

from digitize.layout.blocks import Rect
from digitize.layout.glyphs import Glyphs
from digitize.layout.model import (
    Box,
    Cell,
    Column,
    Direction,
    Panel,
    PanelKind,
    Run,
    RunType,
    SubLine,
)
from digitize.layout.strips import Edges
from digitize.layout.view import View

MAX_WIDTH, MAX_HEIGHT = 6.0, 1.8
"""A page number, with its dashes, is at most so wide and so high, in characters of the text."""
BELOW, WORD_GAP = 0.2, 0.3
"""A sheet's number is this far below the frame; its digits are nearer than the second part."""
DIGITS, LONG = (0.12, 0.6), 3.0
"""Least and most height of digits, and greatest width of a number, in column widths."""
FEWEST = 2
"""A single blot may be dirt."""
NAME = "page number"


def find_page_number(glyphs: Glyphs, blocks: list[Rect]) -> int | None:
    """Give the index of the block that is the page's number, or `None`.

    It is a short line of its own below all text.

    Args:
        glyphs: what was found on the page.
        blocks: all blocks of text, in pixels of the page.
    """
    if len(blocks) < 2:
        return None
    lowest = max(range(len(blocks)), key=lambda index: blocks[index].y1)
    number = blocks[lowest]
    above = max(block.y1 for index, block in enumerate(blocks) if index != lowest)
    is_small = number.x1 - number.x0 <= MAX_WIDTH * glyphs.size
    is_flat = number.y1 - number.y0 <= MAX_HEIGHT * glyphs.size
    return lowest if is_small and is_flat and number.y0 >= above else None


def find_number_below(ink: NDArray[np.uint8], foot: int, pitch: float) -> Rect | None:
    """Find the number that a reprint puts below its sheet.

    Args:
        ink: the page.
        foot: the last row inside the lowest frame.
        pitch: width of a column in pixels.

    Returns:
        The number's place; `None` unless there is one short row of several small blots.
    """
    top = foot + round(BELOW * pitch)
    below = ink[top:]
    if below.shape[0] == 0:
        return None
    low, wide = max(1, round(pitch / 8)), max(3, round(WORD_GAP * pitch))
    joined = cv2.morphologyEx(below, cv2.MORPH_CLOSE, np.ones((low, wide), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(np.asarray(joined, dtype=np.uint8))
    rows: list[tuple[int, Rect]] = []
    for index, (x, y, width, height, _) in enumerate(stats.tolist()):
        if index and DIGITS[0] * pitch <= height <= DIGITS[1] * pitch and width <= LONG * pitch:
            part = np.where(labels == index, below, 0)[y : y + height, x : x + width]
            rows.append((len(_ink_spans(part)), Rect(x, top + y, x + width, top + y + height)))
    count, place = max(rows, default=(0, None), key=lambda row: row[0])
    return place if count >= FEWEST else None


def lay_out_number(view: View, block: Rect) -> Panel:
    """Make a panel of a page number: one horizontal line, a cell for each piece of ink."""
    upright = Edges(*(np.array([[x, block.y0], [x, block.y1]], float) for x in block[::2]))
    placed = view.edges_to_input(upright)
    width = max(1, block.x1 - block.x0)
    spans = _ink_spans(view.ink[block.y0 : block.y1, block.x0 : block.x1])
    cells = tuple(Cell(placed.box((a / width, b / width), (0, 1))) for a, b in spans)
    box: Box = placed.box((0, 1), (0, 1))
    run = Run(RunType.MAIN, box, (SubLine(box, cells),))
    left, right = placed.points()
    column = Column(box, (run,), left, right)
    return Panel(NAME, PanelKind.PAGE_NUMBER, box, (column,), Direction.HORIZONTAL)


def _ink_spans(ink: NDArray[np.uint8]) -> list[tuple[int, int]]:
    used = np.concatenate([[0], (ink > 0).any(axis=0).astype(np.int8), [0]])
    ends = np.flatnonzero(np.diff(used)).reshape(-1, 2)
    return [(int(first), int(last)) for first, last in ends]
