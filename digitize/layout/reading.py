"""Read the columns of one panel: runs, sub-lines and cells in each."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitize.imaging.clean import SPECK_PART, clean_strip
from digitize.layout.cells import Span, cut_cells, estimate_pitch
from digitize.layout.model import Cell, Column, Run, RunType, SubLine
from digitize.layout.notes import Stretch, find_stretches
from digitize.layout.strips import Edges, straighten
from digitize.layout.view import View, drop_specks

STRIP_PX = 48
MARGIN = 0.075
"""A rule is followed this part of the column's width to either side."""
RULE_CELLS = 0.45
EXPECTED_PITCH = 0.72
"""Height of a cell as a part of the column's width, before it is measured."""
MIN_NOTE_PITCH = 0.45
MAX_ASPECT = 60
"""No column is longer than so many times its width."""


@dataclass(frozen=True, slots=True)
class Strip:
    """The ink of one column drawn upright, with a margin beyond its rules."""

    edges: Edges
    ink: NDArray[np.bool_]

    def across(self, x: int) -> float:
        """Turn an x of the strip into a part of the column's width."""
        return float(x / self.ink.shape[1] * (1 + 2 * MARGIN) - MARGIN)

    def down(self, y: int) -> float:
        """Turn a row of the strip into a part of the column's height."""
        return float(y / self.ink.shape[0])


def read_columns(view: View, edges: tuple[Edges, ...], *, ruled: bool) -> tuple[Column, ...]:
    """Read columns whose sides are known.

    Args:
        view: the page.
        edges: both sides of every column, in the view's pixels and in reading order.
        ruled: whether there are rules at the sides to take away, and notes between them.
    """
    strips = [draw_strip(view.ink, sides, ruled=ruled) for sides in edges]
    profiles = [strip.ink.mean(axis=1) for strip in strips]
    pitch = estimate_pitch(profiles, EXPECTED_PITCH * STRIP_PX)
    found = [
        find_stretches(strip.ink, pitch, MARGIN) if ruled else _one_stretch(strip)
        for strip in strips
    ]
    note_pitch = _note_pitch(strips, found, pitch)
    columns = []
    for strip, stretches in zip(strips, found, strict=True):
        runs = [_make_run(view, strip, part, (pitch, note_pitch)) for part in stretches]
        placed = view.edges_to_input(strip.edges)
        left, right = placed.points()
        kept = tuple(run for run in runs if run.cells)
        columns.append(Column(placed.box((0, 1), (0, 1)), kept, left, right))
    return tuple(columns)


def draw_strip(
    ink: NDArray[np.uint8], edges: Edges, width_px: int = STRIP_PX, *, ruled: bool
) -> Strip:
    """Draw a column upright, `width_px` from side to side, without its rules and specks."""
    width = round(width_px * (1 + 2 * MARGIN))
    height = round(np.clip(edges.height / max(edges.width, 1.0), 1, MAX_ASPECT) * width_px)
    drawn = straighten(ink, edges, (width, height), MARGIN, 0)
    bare = np.where(drawn > 127, 255, 0).astype(np.uint8)
    if not ruled:
        return Strip(edges, drop_specks(bare, max(2, round(SPECK_PART * width_px**2))) > 0)
    cell = EXPECTED_PITCH * width_px
    clean = clean_strip(bare, max(1, round(MARGIN * width_px)), round(RULE_CELLS * cell))
    return Strip(edges, clean > 0)


def _one_stretch(strip: Strip) -> list[Stretch]:
    rows = np.flatnonzero(strip.ink.any(axis=1))
    middle = strip.ink.shape[1] // 2
    return [Stretch(RunType.MAIN, int(rows[0]), int(rows[-1]) + 1, middle)] if len(rows) else []


def _note_pitch(strips: list[Strip], found: list[list[Stretch]], pitch: float) -> float:
    """Measure the pitch of the sub-lines, which may be that of the text or smaller."""
    profiles = []
    for strip, stretches in zip(strips, found, strict=True):
        for part in stretches:
            if part.type is RunType.NOTE:
                for first, last in _sub_lines(strip, part):
                    profiles.append(strip.ink[part.top : part.bottom, first:last].mean(axis=1))
    return max(MIN_NOTE_PITCH * pitch, estimate_pitch(profiles, 0.85 * pitch))


def _sub_lines(strip: Strip, part: Stretch) -> list[Span]:
    """Give the x spans of a stretch's lines in reading order."""
    width = strip.ink.shape[1]
    if part.type is RunType.MAIN:
        return [(0, width)]
    return [(part.seam, width), (0, part.seam)]


def _make_run(view: View, strip: Strip, part: Stretch, pitches: tuple[float, float]) -> Run:
    pitch = pitches[part.type is RunType.NOTE]
    lines = []
    for first, last in _sub_lines(strip, part):
        profile = strip.ink[part.top : part.bottom, first:last].mean(axis=1)
        spans = [(part.top + a, part.top + b) for a, b in cut_cells(profile, pitch)]
        lines.append(_make_line(view, strip, (first, last), spans, (part.top, part.bottom)))
    placed = view.edges_to_input(strip.edges)
    box = placed.box((0, 1), (strip.down(part.top), strip.down(part.bottom)))
    return Run(part.type, box, tuple(lines))


def _make_line(view: View, strip: Strip, sides: Span, spans: list[Span], whole: Span) -> SubLine:
    placed = view.edges_to_input(strip.edges)
    across = max(0.0, strip.across(sides[0])), min(1.0, strip.across(sides[1]))
    cells = [Cell(placed.box(across, (strip.down(a), strip.down(b)))) for a, b in spans]
    top, bottom = (spans[0][0], spans[-1][1]) if spans else whole
    return SubLine(placed.box(across, (strip.down(top), strip.down(bottom))), tuple(cells))
