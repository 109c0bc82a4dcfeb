"""The printed form of a Siku leaf: frame, rules, columns of cells, notes, raised heads, fold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from tests.samples.fonts import Face
from tests.samples.ink import Sheet, Wear
from tests.samples.notation import BLANK, Piece, TypedColumn, parse_column
from tests.samples.truth import (
    Box,
    CellTruth,
    ColumnTruth,
    PanelKind,
    PanelTruth,
    RunTruth,
    around,
)

_USUAL: Final = Wear()
_FIRM: Final = Wear(gaps=0, wobble_px=0.2)


@dataclass(frozen=True)
class SikuStyle:
    """How one manuscript copy is ruled and written; sizes in pixels, shares of a column or cell.

    Attributes:
        pitch_px: width of a column, rule to rule.
        height_ratio: height of the frame in column widths.
        inset_ratio: white between the frame and the first and last cell, in column widths.
        glyph_ratio: size of a main character in cell heights.
        fold_ratio: width of the fold in column widths.
        margin_ratio: paper around the frame in column widths (head and foot have twice that).
    """

    column_count: int = 8
    cell_count: int = 21
    pitch_px: float = 96
    height_ratio: float = 12.4
    inset_ratio: float = 0.12
    rule_px: float = 2
    frame_px: float = 6
    frame_gap_px: float = 8
    is_red: bool = False
    wear: Wear = _USUAL
    glyph_ratio: float = 1.05
    jitter: float = 0.04
    fold_ratio: float = 0.7
    margin_ratio: float = 0.9
    face: Face = Face.KAI

    @property
    def frame_height(self) -> float:
        """Inner height of the frame."""
        return self.pitch_px * self.height_ratio

    @property
    def body_width(self) -> float:
        """Width of the columns of one half-leaf."""
        return self.pitch_px * self.column_count

    @property
    def fold_width(self) -> float:
        return self.pitch_px * self.fold_ratio

    @property
    def margin(self) -> float:
        return self.pitch_px * self.margin_ratio

    @property
    def cell_height(self) -> float:
        return (self.frame_height - 2 * self.inset_ratio * self.pitch_px) / self.cell_count


def random_style(rng: np.random.Generator) -> SikuStyle:
    """Return a style within the ranges seen on real scans between 200 and 400 dpi."""
    return SikuStyle(
        pitch_px=float(rng.uniform(72, 132)),
        height_ratio=float(rng.uniform(11.8, 13.0)),
        inset_ratio=float(rng.uniform(0.05, 0.25)),
        rule_px=float(rng.uniform(1.2, 3.2)),
        frame_px=float(rng.uniform(3, 9)),
        frame_gap_px=float(rng.uniform(4, 11)),
        is_red=bool(rng.random() < 0.5),
        wear=Wear(float(rng.uniform(0, 0.25)), float(rng.uniform(0, 1.2))),
        glyph_ratio=float(rng.uniform(0.92, 1.1)),
        jitter=float(rng.uniform(0.01, 0.06)),
        fold_ratio=float(rng.uniform(0.6, 0.8)),
        margin_ratio=float(rng.uniform(0.6, 1.5)),
    )


@dataclass(frozen=True)
class Fold:
    """What the fold of a leaf says."""

    title: str
    juan: str
    leaf: str
    head: str = "欽定四庫全書"


@dataclass(frozen=True)
class Leaf:
    """One printed leaf: columns of side a (right) and b (left) as typed, and the fold between."""

    side_a: tuple[str, ...]
    side_b: tuple[str, ...]
    fold: Fold


def lay_half(
    sheet: Sheet, style: SikuStyle, corner: tuple[float, float], typed: Sequence[str], name: str
) -> PanelTruth:
    """Write one half-leaf whose columns start (left, top inside the frame) at `corner`."""
    left, top = corner
    columns = [parse_column(text) for text in typed]
    columns += [parse_column("")] * (style.column_count - len(columns))
    drawn = []
    for number, column in enumerate(columns[: style.column_count]):
        right = left + style.body_width - number * style.pitch_px
        drawn.append(_lay_column(sheet, style, Box(right - style.pitch_px, top, right, 0), column))
    for number in range(1, style.column_count):
        x = left + number * style.pitch_px
        sheet.rule((x, top), (x, top + style.frame_height), style.rule_px, style.wear)
    _rule_head(sheet, style, corner, [column.raised for column in columns])
    foot = top + style.frame_height
    _rule_level(sheet, style, (left, left + style.body_width), foot, down=True)
    frame = Box(left, top, left + style.body_width, foot)
    return PanelTruth(
        name, PanelKind.HALF_LEAF, around([frame, *(c.box for c in drawn)]), tuple(drawn)
    )


def _lay_column(sheet: Sheet, style: SikuStyle, place: Box, column: TypedColumn) -> ColumnTruth:
    if column.length > style.cell_count + column.raised:
        raise ValueError(f"{column.length} characters do not fit {style.cell_count} cells")
    head = place.y0 + style.inset_ratio * style.pitch_px - column.raised * style.cell_height
    runs, cells, row = [], [], 0
    for piece in column.pieces:
        at = Box(place.x0, head + row * style.cell_height, place.x1, 0)
        made = list(_lay_piece(sheet, style, at, piece))
        if made:
            runs.append(_as_run(piece, made))
            cells += made
        row += piece.length
    box = Box(place.x0, min(place.y0, head), place.x1, place.y0 + style.frame_height)
    return ColumnTruth(box, tuple(runs), tuple(cells))


def _as_run(piece: Piece, cells: list[CellTruth]) -> RunTruth:
    main, right, left = (part.replace(BLANK, "") for part in (piece.main, piece.right, piece.left))
    return RunTruth(around(cell.box for cell in cells), main, right, left)


def _lay_piece(sheet: Sheet, style: SikuStyle, at: Box, piece: Piece) -> Iterator[CellTruth]:
    if not piece.is_note:
        yield from _lay_chars(sheet, style, at, piece.main)
        return
    middle = (at.x0 + at.x1) / 2
    yield from _lay_chars(sheet, style, Box(middle, at.y0, at.x1, 0), piece.right)
    yield from _lay_chars(sheet, style, Box(at.x0, at.y0, middle, 0), piece.left)


def _lay_chars(sheet: Sheet, style: SikuStyle, at: Box, text: str) -> Iterator[CellTruth]:
    width, step = at.x1 - at.x0, style.cell_height
    size = min(style.glyph_ratio * step, 0.86 * width)
    for row, char in enumerate(text):
        if char == BLANK:
            continue
        cell = Box(at.x0, at.y0 + row * step, at.x1, at.y0 + (row + 1) * step)
        centre = ((cell.x0 + cell.x1) / 2, (cell.y0 + cell.y1) / 2)
        sheet.write(char, centre, size, style.face, style.jitter)
        yield CellTruth(char, cell)


def _rule_head(
    sheet: Sheet, style: SikuStyle, corner: tuple[float, float], raised: Sequence[int]
) -> None:
    left, top = corner
    right = left + style.body_width
    lift_before = 0.0
    for number in range(style.column_count):
        x1 = right - number * style.pitch_px
        lift = raised[number] * style.cell_height + (style.frame_gap_px if raised[number] else 0)
        _rule_level(sheet, style, (x1 - style.pitch_px, x1), top - lift, down=False)
        if lift != lift_before:
            _rule_step(sheet, style, x1, (top - lift_before, top - lift))
        lift_before = lift
    if lift_before:
        _rule_step(sheet, style, left, (top - lift_before, top))


def _rule_step(sheet: Sheet, style: SikuStyle, x: float, ends: tuple[float, float]) -> None:
    sheet.rule((x, ends[0]), (x, ends[1]), style.frame_px, _FIRM)


def _rule_level(
    sheet: Sheet, style: SikuStyle, ends: tuple[float, float], y: float, *, down: bool
) -> None:
    outside = style.frame_gap_px + style.frame_px / 2
    away = outside if down else -outside
    sheet.rule((ends[0], y), (ends[1], y), style.rule_px, style.wear)
    sheet.rule((ends[0], y + away), (ends[1], y + away), style.frame_px, style.wear)


def rule_side(sheet: Sheet, style: SikuStyle, x: float, top: float, *, to_right: bool) -> None:
    """Draw the double upright of the frame at the outer edge of a half-leaf."""
    away = style.frame_gap_px + style.frame_px / 2
    x_outer = x + (away if to_right else -away)
    foot = top + style.frame_height
    sheet.rule((x, top), (x, foot), style.rule_px, style.wear)
    reach = style.frame_gap_px + style.frame_px
    sheet.rule((x_outer, top - reach), (x_outer, foot + reach), style.frame_px, style.wear)


def lay_fold(
    sheet: Sheet, style: SikuStyle, corner: tuple[float, float], fold: Fold, name: str
) -> PanelTruth:
    """Draw the fold strip: head title, fish-tail, short title and juan, leaf number."""
    left, top = corner
    width, foot = style.fold_width, corner[1] + style.frame_height
    right = left + width
    for x in (left, right):
        sheet.rule((x, top), (x, foot), style.rule_px, style.wear)
    _rule_level(sheet, style, (left, right), top, down=False)
    _rule_level(sheet, style, (left, right), foot, down=True)
    tail = top + 0.29 * style.frame_height
    sheet.fish_tail(left, right, tail, width * 0.7)
    step, gap = style.cell_height, style.inset_ratio * style.pitch_px
    number = top + 0.83 * style.frame_height
    sheet.rule((left, number), (right, number), style.rule_px, _FIRM)
    note = tail + width * 1.1
    middle = (left + right) / 2
    columns = (
        _fold_column(sheet, style, Box(left, top + gap, right, step), fold.head),
        _fold_column(sheet, style, Box(middle, note, right, step * 0.8), fold.title),
        _fold_column(sheet, style, Box(left, note, middle, step * 0.8), fold.juan),
        _fold_column(sheet, style, Box(left, number + gap, right, step * 0.8), fold.leaf),
    )
    return PanelTruth(name, PanelKind.FOLD, Box(left, top, right, foot), columns)


def _fold_column(sheet: Sheet, style: SikuStyle, at: Box, text: str) -> ColumnTruth:
    """Write small characters down from `at`, whose y1 is the step in pixels."""
    step = at.y1
    size = min(step, 0.86 * (at.x1 - at.x0))
    cells = []
    for row, char in enumerate(text):
        cell = Box(at.x0, at.y0 + row * step, at.x1, at.y0 + (row + 1) * step)
        centre = ((cell.x0 + cell.x1) / 2, (cell.y0 + cell.y1) / 2)
        sheet.write(char, centre, size, style.face, style.jitter)
        cells.append(CellTruth(char, cell))
    box = around(cell.box for cell in cells)
    return ColumnTruth(box, (RunTruth(box, main=text),), tuple(cells))
