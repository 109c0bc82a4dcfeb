"""Lay out pages without rules: newspapers, vertical and horizontal print."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from digitize.layout.blocks import Rect, cut_block, cut_blocks
from digitize.layout.glyphs import Glyphs
from digitize.layout.model import (
    Box,
    Cell,
    Column,
    Direction,
    Panel,
    PanelKind,
    Point,
    Run,
    SubLine,
    surround,
)
from digitize.layout.numbers import find_page_number, lay_out_number
from digitize.layout.reading import read_columns
from digitize.layout.view import View


def lay_out_blocks(view: View, glyphs: Glyphs, direction: Direction) -> tuple[Panel, ...]:
    """Make a panel of every block of text, in reading order."""
    is_vertical = direction is Direction.VERTICAL
    ink = glyphs.ink if is_vertical else np.ascontiguousarray(glyphs.ink.T[:, ::-1])
    blocks = cut_blocks(ink, glyphs.size)
    number = find_page_number(
        glyphs, [_upright(block, ink, is_vertical=is_vertical) for block in blocks]
    )
    facing = replace(view, ink=ink)
    panels: list[Panel] = []
    for index, block in enumerate(blocks):
        if index == number:
            continue
        columns = _read_block(facing, block, glyphs.size, is_vertical=is_vertical)
        if columns:
            name = str(len(panels) + 1)
            box = surround([column.box for column in columns])
            panels.append(Panel(name, PanelKind.HALF_LEAF, box, columns, direction))
    if number is not None and panels:
        panels.append(lay_out_number(view, _upright(blocks[number], ink, is_vertical=is_vertical)))
    return tuple(panels)


def _upright(block: Rect, facing: NDArray[np.uint8], *, is_vertical: bool) -> Rect:
    """Give a block of the page as it was turned for cutting in the pixels of the page."""
    if is_vertical:
        return block
    height = facing.shape[1]
    return Rect(block.y0, height - block.x1, block.y1, height - block.x0)


def _read_block(view: View, block: Rect, size: float, *, is_vertical: bool) -> tuple[Column, ...]:
    edges = tuple(cut_block(view.ink, block, size))
    columns = read_columns(view, edges, ruled=False)
    columns = tuple(column for column in columns if column.runs)
    if is_vertical:
        return columns
    height = view.ink.shape[1] / view.scale
    return tuple(_lay_down(column, height) for column in columns)


def _lay_down(column: Column, height: float) -> Column:
    """Turn a column of the page turned clockwise back into a line of the page."""
    upper = [_point(column.right[end], height) for end in (0, -1)]
    lower = [_point(column.left[end], height) for end in (0, -1)]
    runs = tuple(
        Run(run.type, _box(run.box, height), tuple(_line(line, height) for line in run.lines))
        for run in column.runs
    )
    left, right = zip(upper, lower, strict=True)
    return Column(_box(column.box, height), runs, left, right)


def _line(line: SubLine, height: float) -> SubLine:
    cells = tuple(Cell(_box(cell.box, height)) for cell in line.cells)
    return SubLine(_box(line.box, height), cells)


def _point(point: Point, height: float) -> Point:
    return Point(point.y, round(height - point.x, 1))


def _box(box: Box, height: float) -> Box:
    return Box(box.y0, round(height - box.x1), box.y1, round(height - box.x0))
