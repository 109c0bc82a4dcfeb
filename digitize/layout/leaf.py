"""Tell half-leaves from folds among the intervals of a ruling."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from digitize.imaging.rules import vertical_runs
from digitize.layout.columns import Ruling, interval_widths
from digitize.layout.model import PanelKind
from digitize.layout.strips import Edges, straighten

STRIP_PX = 48
"""Width to which an interval is drawn for looking at its text."""
MARGIN = 0.0
MIN_TEXT = 0.012
"""An interval whose middle has less ink than this part of its area is blank."""
WHOLE_LEAF_ASPECT = 1.0
"""A leaf wider than this part of its height shows both sides and the fold between."""
MIN_FOLD_SCORE = 0.0
"""A mark of a fold outweighs being one column off the middle, two marks being three off."""
NARROW, WIDE = 0.88, 1.1
"""Intervals outside these bounds, in pitches, are no ordinary columns."""
FULL_TEXT = 0.72
"""Text beyond the last rule is a column when it is at least this wide, in pitches."""
MIN_STRIP = 0.12
AROUND, FISHTAIL_AREA = 0.3, 0.08
RUN_ON, RUNS_ON_SHARE = 0.025, 0.7
"""A line that still has ink on this share of the rows this far beyond the frame runs on."""
FRAMED_TEXT = 0.5
"""... and the frame's lines run along so much of it."""
GLYPH_WIDTH, MIN_GLYPHS, MIN_GLYPH_INK = 0.15, 4, 0.15
"""Text beside the last rule shows at least so many blots of at least this width, in columns."""
MIN_FRAMED = 0.35


@dataclass(frozen=True, slots=True)
class Part:
    """A side of a leaf or a fold strip; the edges of its columns run from right to left."""

    kind: PanelKind
    columns: tuple[Edges, ...]


def split_leaf(ink: NDArray[np.uint8], ruling: Ruling) -> list[Part]:
    """Split a leaf into its parts, from right to left."""
    strips = [ruling.edges(index) for index in range(len(ruling.xs) - 1)]
    widths = interval_widths(ruling)
    first, last = _trim(ink, ruling, strips)
    folds = _find_folds(ink, ruling, strips, widths, (first, last))
    inner = [index for index in folds if first < index < last - 1]
    if len(inner) == 1:
        first, last = _balance(ink, strips, inner[0], (first, last))
    parts: list[Part] = []
    before = _strip_beyond(ink, ruling, first, leftwards=True)
    after = _strip_beyond(ink, ruling, last, leftwards=False)
    ordered = [(strips[i], i in folds) for i in range(first, last)]
    ordered = ([before] if before else []) + ordered + ([after] if after else [])
    run: list[Edges] = []
    for edges, is_fold in reversed(ordered):
        if is_fold:
            parts += [Part(PanelKind.HALF_LEAF, tuple(run))] if run else []
            parts.append(Part(PanelKind.FOLD, (edges,)))
            run = []
        else:
            run.append(edges)
    return parts + ([Part(PanelKind.HALF_LEAF, tuple(run))] if run else [])


def _without_lines(strip: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Drop the vertical lines of a strip, and what clings to them."""
    lines = cv2.dilate(vertical_runs(strip, round(1.2 * STRIP_PX)), np.ones((5, 5), np.uint8))
    return np.asarray(cv2.bitwise_and(strip, cv2.bitwise_not(lines)), dtype=np.uint8)


def _glyph_extent(strip: NDArray[np.uint8], unit: float) -> tuple[int, int] | None:
    """Give the columns of a strip's pixels that hold characters, whole or cut through.

    Args:
        strip: ink beside the outermost rule.
        unit: a column's width in the strip's pixels.
    """
    _, _, stats, _ = cv2.connectedComponentsWithStats(_without_lines(strip), connectivity=8)
    x, _, width, height, area = (stats[1:, index].astype(np.int64) for index in range(5))
    glyph = (width >= GLYPH_WIDTH * unit) & (height <= 3 * width) & (height <= 2 * unit)
    if glyph.sum() < MIN_GLYPHS or area[glyph].sum() < MIN_GLYPH_INK * unit**2:
        return None
    return int(x[glyph].min()), int((x + width)[glyph].max())


def _draw(ink: NDArray[np.uint8], edges: Edges) -> NDArray[np.uint8]:
    height = max(1, round(edges.height / max(edges.width, 1) * STRIP_PX))
    return straighten(ink, edges, (STRIP_PX, min(height, 40 * STRIP_PX)), MARGIN, 0)


def _trim(ink: NDArray[np.uint8], ruling: Ruling, strips: list[Edges]) -> tuple[int, int]:
    """Drop intervals at the ends that hold no text and are outside the frame's lines."""
    first, last = 0, len(strips)
    widths = interval_widths(ruling)
    kept = [_is_kept(ink, ruling, index, widths[index]) for index in range(len(strips))]
    while last - first > 1 and not kept[last - 1]:
        last -= 1
    while last - first > 1 and not kept[first]:
        first += 1
    return first, last


def _balance(
    ink: NDArray[np.uint8], strips: list[Edges], fold: int, ends: tuple[int, int]
) -> tuple[int, int]:
    """Give both sides of a leaf as many columns, as far as blank intervals at its ends allow."""
    first, last = ends
    while fold - first < last - 1 - fold and first > 0:
        first -= 1
    while fold - first > last - 1 - fold and last < len(strips):
        last += 1
    while fold - first > last - 1 - fold and not _has_text(ink, strips[first]):
        first += 1
    while fold - first < last - 1 - fold and not _has_text(ink, strips[last - 1]):
        last -= 1
    return first, last


def _is_kept(ink: NDArray[np.uint8], ruling: Ruling, index: int, width: float) -> bool:
    strip = ruling.edges(index)
    if width < NARROW:
        return _glyph_extent(_draw(ink, strip), STRIP_PX / width) is not None
    boundary = 0 if index == 0 else index + 1
    if not ruling.band.framed.any():
        return True
    if all(_run_on(ink, ruling, boundary)):
        return False
    if _is_framed(ruling, index):
        return True
    if any(_run_on(ink, ruling, boundary)):
        return _glyph_extent(_draw(ink, strip), STRIP_PX) is not None
    return _has_text(ink, strip)


def _run_on(ink: NDArray[np.uint8], ruling: Ruling, boundary: int) -> tuple[bool, bool]:
    """Say whether a line goes on above and below the frame, as the edge of the paper does."""
    course, band = ruling.courses[boundary], ruling.band
    reach = max(2, round(RUN_ON * (band.bottom - band.top)))
    ends = ((course[0, 0], band.top - 2 * reach), (course[-1, 0], band.bottom + reach))
    above, below = (_has_line(ink, ruling, float(x), (first, first + reach)) for x, first in ends)
    return above, below


def _has_line(ink: NDArray[np.uint8], ruling: Ruling, x: float, rows: tuple[int, int]) -> bool:
    half = max(2, round(0.12 * ruling.pitch))
    left, top = max(0, round(x) - half), max(0, rows[0])
    part = ink[top : max(0, rows[1]), left : round(x) + half + 1]
    is_seen = part.shape[0] >= (rows[1] - rows[0]) // 2
    return is_seen and bool((part > 0).any(axis=1).mean() >= RUNS_ON_SHARE)


def _has_text(ink: NDArray[np.uint8], strip: Edges) -> bool:
    bare = _without_lines(_draw(ink, strip))[:, STRIP_PX // 6 : -STRIP_PX // 6]
    return float((bare > 127).mean()) >= MIN_TEXT


def _is_framed(ruling: Ruling, index: int) -> bool:
    framed = ruling.band.framed[ruling.xs[index] : ruling.xs[index + 1]]
    return bool(framed.mean() >= MIN_FRAMED)


def _find_folds(
    ink: NDArray[np.uint8],
    ruling: Ruling,
    strips: list[Edges],
    widths: list[float],
    ends: tuple[int, int],
) -> set[int]:
    """Choose the intervals that are fold strips (or the gutter between two pages)."""
    first, last = ends
    folds = {
        index
        for index in {first, last - 1}
        if widths[index] < NARROW or (has_fishtail(ink, strips[index]) and last - first > 3)
    }
    band = ruling.band
    wide = (ruling.xs[last] - ruling.xs[first]) / max(1, band.bottom - band.top)
    if wide < WHOLE_LEAF_ASPECT:
        return folds
    inner = range(first + 1, last - 1)
    marks = {index: _fold_marks(ink, strips[index], widths[index]) for index in inner}
    off_centre = {index: abs((index - first) - (last - 1 - index)) for index in inner}
    marked = [index for index in inner if marks[index] >= 0.5]
    best = max(marked, key=lambda index: marks[index] - 0.5 * off_centre[index], default=None)
    if best is not None and marks[best] - 0.5 * off_centre[best] >= MIN_FOLD_SCORE:
        folds = {index for index in folds if widths[index] < NARROW} | {best}
    return folds


def _fold_marks(ink: NDArray[np.uint8], strip: Edges, width: float) -> float:
    """Count what tells a fold from a column: its width, and a fishtail."""
    odd = 1.0 if width < NARROW else 0.5 if width > WIDE else 0.0
    return odd + (1.0 if has_fishtail(ink, strip) else 0.0)


def has_fishtail(ink: NDArray[np.uint8], edges: Edges) -> bool:
    """Say whether a strip holds a fishtail 鱼尾, far blacker and wider than any character.

    What reaches over the strip's sides, as a seal or a picture does, is none.
    """
    height = round(np.clip(edges.height / max(edges.width, 1.0), 1, 40) * STRIP_PX)
    around = round(STRIP_PX * (1 + 2 * AROUND))
    strip = straighten(ink, edges, (around, height), AROUND, 0)
    kernel = np.ones((STRIP_PX // 8, STRIP_PX // 2), np.uint8)
    solid = cv2.morphologyEx(strip, cv2.MORPH_OPEN, kernel)
    _, _, stats, _ = cv2.connectedComponentsWithStats(
        np.where(solid > 127, 255, 0).astype(np.uint8)
    )
    x, width, area = (stats[1:, index] for index in (0, 2, 4))
    least, most = (AROUND - 0.12) * STRIP_PX, (1 + AROUND + 0.12) * STRIP_PX
    inside = (x >= least) & (x + width <= most)
    return bool((inside & (area >= FISHTAIL_AREA * STRIP_PX**2)).any())


def _strip_beyond(
    ink: NDArray[np.uint8], ruling: Ruling, at: int, *, leftwards: bool
) -> tuple[Edges, bool] | None:
    """Find what stands beside the outermost boundary: a fold cut through, or a column.

    Returns:
        Its edges and whether it is a fold; `None` when there is only margin.
    """
    x, pitch, width = ruling.xs[at], ruling.pitch, ink.shape[1]
    far = max(0.0, x - 1.05 * pitch) if leftwards else min(width - 1.0, x + 1.05 * pitch)
    if abs(far - x) < MIN_STRIP * pitch:
        return None
    edges = ruling.between(far, x) if leftwards else ruling.between(x, far)
    unit = STRIP_PX * pitch / abs(far - x)
    used = _glyph_extent(_draw(ink, edges), unit)
    if used is None:
        return None
    reach = (STRIP_PX - used[0] if leftwards else used[1]) / unit * pitch
    outer = x - reach if leftwards else x + reach
    edges = ruling.between(outer, x) if leftwards else ruling.between(x, outer)
    is_column = reach >= FULL_TEXT * pitch and _is_within_frame(ruling, *sorted((x, outer)))
    return edges, not is_column or has_fishtail(ink, edges)


def _is_within_frame(ruling: Ruling, x0: float, x1: float) -> bool:
    framed = ruling.band.framed
    return not framed.any() or bool(framed[round(x0) : round(x1) + 1].mean() >= FRAMED_TEXT)
