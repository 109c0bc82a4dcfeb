"""Find the number of a printed page, which is no part of its text."""

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
