"""Cut the lines of a page into clean pictures for a recogniser."""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from digitize.imaging.binarise import find_ink, to_gray
from digitize.layout.model import (
    RULED_PROFILES,
    Box,
    Cell,
    Column,
    Direction,
    PageLayout,
    Run,
    SubLine,
)
from digitize.layout.reading import MARGIN, Strip, draw_strip
from digitize.layout.strips import Edges, edges_of, straighten

WORK_WIDTH_PX = 96
"""Columns are cleaned at about this width, or at their own where that is less."""
LINE_PX = 56
"""Width of a vertical line's picture, height of a horizontal one's, without margins."""
BORDER_PX = 10
"""White paper left around the line."""
PAD_CELLS = 0.15
"""What is kept beyond a line's first and last cell, as a part of a cell."""


@dataclass(frozen=True, slots=True)
class LineImage:
    """One line to be recognised: a run, or one sub-line of a note.

    `panel`, `column`, `run` and `line` are indices into the layout. `picture` is gray, dark on
    white. `spans[i]` says where `cells[i]` begins and ends along the line: rows of the picture
    for vertical text, columns of it for horizontal.
    """

    panel: int
    column: int
    run: int
    line: int
    direction: Direction
    picture: NDArray[np.uint8]
    cells: tuple[Cell, ...]
    spans: tuple[tuple[int, int], ...]


def cut_lines(image: NDArray[np.uint8], layout: PageLayout) -> list[LineImage]:
    """Cut every line that holds cells, in reading order.

    Rules and specks are taken away, curl and skew straightened.

    Args:
        image: the picture that was analysed, `(height, width)` gray or with 3 BGR channels.
        layout: its layout.
    """
    columns = [column for panel in layout.panels for column in panel.columns]
    if not columns:
        return []
    thickness = float(np.median([_thickness(column) for column in columns]))
    scale = min(1.0, WORK_WIDTH_PX / max(thickness, 1.0))
    gray = to_gray(image)
    size = (max(1, round(gray.shape[1] * scale)), max(1, round(gray.shape[0] * scale)))
    small = cv2.resize(gray, size, interpolation=cv2.INTER_AREA) if scale < 1 else gray
    ink = find_ink(np.asarray(small, dtype=np.uint8))
    return list(_cut_all(ink, scale, layout))


def _thickness(column: Column) -> float:
    edges = edges_of(column.left, column.right)
    return min(edges.width, edges.height)


def _cut_all(ink: NDArray[np.uint8], scale: float, layout: PageLayout) -> Iterator[LineImage]:
    is_ruled = layout.profile in RULED_PROFILES
    for panel_index, panel in enumerate(layout.panels):
        is_vertical = panel.direction is Direction.VERTICAL
        for column_index, column in enumerate(panel.columns):
            if not column.cells:
                continue
            edges = edges_of(column.left, column.right)
            small = Edges(edges.left * scale, edges.right * scale)
            strip = (
                _draw_column(ink, small, ruled=is_ruled) if is_vertical else _draw_row(ink, small)
            )
            for run_index, line_index, line in _lines(column.runs):
                picture, spans = _cut_line(strip, edges, line, is_vertical=is_vertical)
                place = panel_index, column_index, run_index, line_index
                yield LineImage(*place, panel.direction, picture, line.cells, spans)


def _lines(runs: tuple[Run, ...]) -> Iterator[tuple[int, int, SubLine]]:
    for run_index, run in enumerate(runs):
        for line_index, line in enumerate(run.lines):
            if line.cells:
                yield run_index, line_index, line


def _draw_column(ink: NDArray[np.uint8], edges: Edges, *, ruled: bool) -> Strip:
    width = max(24, min(WORK_WIDTH_PX, round(edges.width)))
    return draw_strip(ink, edges, width, ruled=ruled)


def _draw_row(ink: NDArray[np.uint8], edges: Edges) -> Strip:
    size = max(1, round(edges.width)), max(1, round(edges.height))
    return Strip(edges, straighten(ink, edges, size, 0.0, 0) > 127)


def _cut_line(
    strip: Strip, edges: Edges, line: SubLine, *, is_vertical: bool
) -> tuple[NDArray[np.uint8], tuple[tuple[int, int], ...]]:
    """Cut one line out of its column's strip and bring it to the size wanted."""
    margin = MARGIN if is_vertical else 0.0
    boxes = [_place(strip, edges, cell.box, margin) for cell in line.cells]
    x0, y0, x1, y1 = _place(strip, edges, line.box, margin)
    if is_vertical:
        pad = round(PAD_CELLS * (boxes[0].y1 - boxes[0].y0))
        y0, y1 = max(0, y0 - pad), min(strip.ink.shape[0], y1 + pad)
        x0, x1 = _reach_out(strip, x0, x1)
    ink = np.where(strip.ink[y0:y1, x0:x1], 0, 255).astype(np.uint8)
    scale = LINE_PX / max(1, ink.shape[1] if is_vertical else ink.shape[0])
    size = max(1, round(ink.shape[1] * scale)), max(1, round(ink.shape[0] * scale))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    sized = cv2.resize(ink, size, interpolation=way) if ink.size else np.full(size[::-1], 255)
    framed = cv2.copyMakeBorder(
        np.asarray(sized, dtype=np.uint8), *(BORDER_PX,) * 4, cv2.BORDER_CONSTANT, value=(255,)
    )
    ends = [
        (box.y0 - y0, box.y1 - y0) if is_vertical else (box.x0 - x0, box.x1 - x0) for box in boxes
    ]
    spans = tuple((round(a * scale) + BORDER_PX, round(b * scale) + BORDER_PX) for a, b in ends)
    return np.asarray(framed, dtype=np.uint8), spans


def _reach_out(strip: Strip, x0: int, x1: int) -> tuple[int, int]:
    """Take the strip's margin along where a line lies at the column's side."""
    width = strip.ink.shape[1]
    margin = round(width * MARGIN / (1 + 2 * MARGIN)) + 1
    return (0 if x0 <= margin else x0), (width if x1 >= width - margin else x1)


def _place(strip: Strip, edges: Edges, box: Box, margin: float) -> Box:
    """Find a box of the page on its column's strip."""
    rows, width = strip.ink.shape
    knots = np.linspace(0, 1, len(edges.left))
    middle = (edges.left + edges.right) / 2
    down = float(np.interp((box.y0 + box.y1) / 2, middle[:, 1], knots))
    left, right = edges.place(np.array([0.0, 1.0]), np.array([down, down]))[:, 0]
    across = ((box.x0 + box.x1) / 2 - left) / max(right - left, 1e-6)
    half_width, half_height = box.width / edges.width / 2, box.height / edges.height / 2
    scale = width / (1 + 2 * margin)
    return Box(
        max(0, round((across - half_width + margin) * scale)),
        max(0, round((down - half_height) * rows)),
        min(width, round((across + half_width + margin) * scale)),
        min(rows, round((down + half_height) * rows)),
    )
