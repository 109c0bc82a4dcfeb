"""Modern print: horizontal lines, or vertical ones without rules."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tests.samples.fonts import Face
from tests.samples.ink import Sheet
from tests.samples.picture import paint_scene
from tests.samples.scan import ScanStyle, scan_sheet
from tests.samples.truth import (
    Box,
    CellTruth,
    ColumnTruth,
    DrawnPage,
    PanelKind,
    PanelTruth,
    RunTruth,
    around,
)


@dataclass(frozen=True)
class PrintStyle:
    """Type and page of a modern book; sizes in pixels.

    Attributes:
        size_px: size of the body type.
        leading: distance of lines in type sizes.
        measure: characters a line or column holds.
        line_count: lines or columns the page has room for.
        heading_scale: size of the first line, the heading, in type sizes.
        picture_height: height of a photograph below the text in type sizes, 0 for none.
    """

    size_px: float = 40
    leading: float = 1.8
    measure: int = 26
    line_count: int = 22
    margin_px: float = 160
    heading_scale: float = 1.5
    picture_height: float = 0
    face: Face = Face.SONG


def draw_horizontal_print(
    style: PrintStyle,
    scan: ScanStyle,
    lines: Sequence[str],
    rng: np.random.Generator,
    name: str = "print",
) -> DrawnPage:
    """Return a page of lines read from left to right, the first being its heading."""
    sheet = Sheet(*_paper(style, style.measure, style.line_count), rng)
    step, y, drawn = style.size_px * style.leading, style.margin_px, []
    for number, text in enumerate(lines):
        size = style.size_px * (1 if number else style.heading_scale)
        x = style.margin_px if number else (sheet.width - size * len(text)) / 2
        drawn.append(_set_line(sheet, style, (x, y), size, text))
        y += step * (1 if number else style.heading_scale)
    panels: tuple[PanelTruth, ...] = (_as_panel(drawn),)
    if style.picture_height:
        place = Box(style.margin_px, y + step, sheet.width - style.margin_px, 0)
        panels += (_paste_scene(sheet, style, place),)
    return scan_sheet(sheet, panels, scan, is_red=False, name=name, label=name)


def draw_vertical_print(
    style: PrintStyle,
    scan: ScanStyle,
    columns: Sequence[str],
    rng: np.random.Generator,
    name: str = "print",
) -> DrawnPage:
    """Return a page of columns read from right to left, without rules."""
    sheet = Sheet(*_paper(style, style.line_count, style.measure), rng)
    x, drawn = sheet.width - style.margin_px, []
    for text in columns:
        drawn.append(_set_column(sheet, style, (x, style.margin_px), text))
        x -= style.size_px * style.leading
    return scan_sheet(sheet, (_as_panel(drawn),), scan, is_red=False, name=name, label=name)


def _paper(style: PrintStyle, across: int, down: int) -> tuple[int, int]:
    wide, high = style.size_px, style.size_px * style.leading
    if across == style.line_count and down == style.measure:
        wide, high = high, wide
    return (
        round(across * wide + 2 * style.margin_px),
        round(down * high + 2 * style.margin_px),
    )


def _set_line(
    sheet: Sheet, style: PrintStyle, at: tuple[float, float], size: float, text: str
) -> ColumnTruth:
    cells = []
    for place, char in enumerate(text):
        cell = Box(at[0] + place * size, at[1], at[0] + (place + 1) * size, at[1] + size)
        sheet.write(char, ((cell.x0 + cell.x1) / 2, (cell.y0 + cell.y1) / 2), size, style.face)
        cells.append(CellTruth(char, cell))
    return _as_column(cells, text)


def _set_column(
    sheet: Sheet, style: PrintStyle, corner: tuple[float, float], text: str
) -> ColumnTruth:
    cells, size = [], style.size_px
    for place, char in enumerate(text):
        y = corner[1] + place * size
        sheet.write(char, (corner[0] - size / 2, y + size / 2), size, style.face)
        cells.append(CellTruth(char, Box(corner[0] - size, y, corner[0], y + size)))
    return _as_column(cells, text)


def _as_column(cells: list[CellTruth], text: str) -> ColumnTruth:
    box = around(cell.box for cell in cells)
    return ColumnTruth(box, (RunTruth(box, main=text),), tuple(cells))


def _as_panel(columns: list[ColumnTruth]) -> PanelTruth:
    return PanelTruth("text", PanelKind.HALF_LEAF, around(c.box for c in columns), tuple(columns))


def _paste_scene(sheet: Sheet, style: PrintStyle, place: Box) -> PanelTruth:
    width, height = round(place.x1 - place.x0), round(style.picture_height * style.size_px)
    box = Box(place.x0, place.y0, place.x0 + width, place.y0 + height)
    if box.y1 > sheet.height:
        raise ValueError("the picture does not fit below the text")
    x, y = round(box.x0), round(box.y0)
    sheet.rules[y : y + height, x : x + width] = 255 - paint_scene(width, height, sheet.rng)
    return PanelTruth("picture", PanelKind.PICTURE, box)
