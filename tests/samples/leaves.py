"""Scans of Siku paper: a half-leaf, a whole leaf, a reprint sheet of two leaves."""

import numpy as np

from tests.samples.fonts import Face
from tests.samples.ink import Sheet
from tests.samples.scan import ScanStyle, scan_sheet
from tests.samples.siku import Leaf, SikuStyle, lay_fold, lay_half, rule_side
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


def draw_half_leaf(
    style: SikuStyle,
    scan: ScanStyle,
    leaf: Leaf,
    side: str,
    rng: np.random.Generator,
    name: str = "half",
) -> DrawnPage:
    """Return the scan of side "a" (right half) or "b" (left half), the fold cut through."""
    fold_shown = style.fold_width * float(rng.uniform(0.3, 0.6))
    edge = style.frame_px + style.frame_gap_px
    width = round(fold_shown + style.body_width + edge + style.margin)
    sheet = Sheet(width, _paper_height(style), rng)
    top, is_a = _head_room(style), side == "a"
    left = fold_shown if is_a else style.margin + edge
    fold_left = left - style.fold_width if is_a else left + style.body_width
    fold = lay_fold(sheet, style, (fold_left, top), leaf.fold, f"fold {leaf.fold.leaf}")
    typed = leaf.side_a if is_a else leaf.side_b
    half = lay_half(sheet, style, (left, top), typed, f"{leaf.fold.leaf}{side}")
    rule_side(sheet, style, left + style.body_width if is_a else left, top, to_right=is_a)
    cut = PanelTruth(fold.name, fold.kind, fold.box)
    panels = (half, cut) if is_a else (cut, half)
    label = f"{leaf.fold.title}{leaf.fold.juan} 葉{leaf.fold.leaf}{side}"
    return scan_sheet(sheet, panels, scan, is_red=style.is_red, name=name, label=label)


def draw_whole_leaf(
    style: SikuStyle, scan: ScanStyle, leaf: Leaf, rng: np.random.Generator, name: str = "leaf"
) -> DrawnPage:
    """Return the scan of an unfolded leaf: side a at the right, fold, side b at the left."""
    side = style.margin + style.frame_px + style.frame_gap_px
    sheet = Sheet(round(_leaf_width(style) + 2 * side), _paper_height(style), rng)
    panels = _lay_leaf(sheet, style, (side, _head_room(style)), leaf)
    label = f"{leaf.fold.title}{leaf.fold.juan} 葉{leaf.fold.leaf}"
    return scan_sheet(sheet, panels, scan, is_red=style.is_red, name=name, label=label)


def draw_reprint_sheet(
    style: SikuStyle,
    scan: ScanStyle,
    leaves: tuple[Leaf, Leaf],
    number: str,
    rng: np.random.Generator,
    name: str = "sheet",
) -> DrawnPage:
    """Return a page of the photo-reprint: one leaf above another, the page number below."""
    side = 2 * style.margin + style.frame_px
    outside = 2 * (style.frame_px + style.frame_gap_px)
    gap = outside + style.pitch_px * float(rng.uniform(0.5, 0.8))
    width = round(_leaf_width(style) + 2 * side)
    height = round(2 * style.frame_height + gap + 2 * _head_room(style))
    sheet = Sheet(width, height, rng)
    top = _head_room(style)
    upper = _lay_leaf(sheet, style, (side, top), leaves[0])
    lower_top = top + style.frame_height + gap
    lower = _lay_leaf(sheet, style, (side, lower_top), leaves[1])
    at = (width / 2, lower_top + style.frame_height + style.pitch_px * 0.7)
    folio = _lay_number(sheet, at, style.pitch_px * 0.32, number)
    panels = (*upper, *lower, folio)
    return scan_sheet(sheet, panels, scan, is_red=style.is_red, name=name, label=number)


def _lay_leaf(
    sheet: Sheet, style: SikuStyle, corner: tuple[float, float], leaf: Leaf
) -> tuple[PanelTruth, PanelTruth, PanelTruth]:
    left, top = corner
    fold_left = left + style.body_width
    right_left = fold_left + style.fold_width
    number = leaf.fold.leaf
    side_a = lay_half(sheet, style, (right_left, top), leaf.side_a, f"{number}a")
    fold = lay_fold(sheet, style, (fold_left, top), leaf.fold, f"fold {number}")
    side_b = lay_half(sheet, style, (left, top), leaf.side_b, f"{number}b")
    rule_side(sheet, style, right_left + style.body_width, top, to_right=True)
    rule_side(sheet, style, left, top, to_right=False)
    return side_a, fold, side_b


def _lay_number(sheet: Sheet, centre: tuple[float, float], size: float, number: str) -> PanelTruth:
    cells = []
    for place, char in enumerate(number):
        x = centre[0] + (place - (len(number) - 1) / 2) * size * 0.62
        sheet.write(char, (x, centre[1]), size, Face.SONG)
        half = size * 0.31
        cells.append(
            CellTruth(char, Box(x - half, centre[1] - size / 2, x + half, centre[1] + size / 2))
        )
    box = around(cell.box for cell in cells)
    column = ColumnTruth(box, (RunTruth(box, main=number),), tuple(cells))
    return PanelTruth("page number", PanelKind.PAGE_NUMBER, box, (column,))


def _leaf_width(style: SikuStyle) -> float:
    return 2 * style.body_width + style.fold_width


def _head_room(style: SikuStyle) -> float:
    return 2 * style.margin + style.frame_px + style.frame_gap_px


def _paper_height(style: SikuStyle) -> int:
    return round(style.frame_height + 2 * _head_room(style))
