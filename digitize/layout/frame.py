"""Find the bands of a page on which ruled columns stand: one leaf's height each."""

from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from digitize.imaging.rules import horizontal_runs, vertical_runs
from digitize.layout.traces import trace_lines

LONG_PART = 1 / 25
"""Vertical runs of this part of the picture's height are mostly rules and frames."""
SPARSE = 0.3
"""Rows with fewer rules than this part of the usual number are outside the frame."""
MIN_BAND = 0.15
"""A band is at least this part of the picture's height."""
FRAME_REACH = 0.05
"""The frame's line is looked for this part of the height about the ends of the rules."""
DOUBLE_LINE = 0.012
"""The outer and the inner line of a double frame are nearer than this part of the height."""
MAX_BREAK = 0.15
"""A crack through the whole block, or worn rules, part a leaf by less than this."""
MIN_FRAME = 0.3
"""A frame's line covers at least this part of the width of the ink."""
RUN_PART, BEYOND_STROKES = 1 / 30, 1 / 9
"""Pieces of frame are at least so long, in widths of the page; strokes are less than the second."""
MIN_WORN_FRAME = 0.2
"""Between two leaves of one height a frame's line may be worn down to this part of the width."""
ALIKE = 0.8
"""Leaves of one sheet are as high as each other, but for this part."""
MAX_LEAN = 0.02
"""A frame's line leans or curls at most this much (dy/dx) on a straightened page."""


class Band(NamedTuple):
    """Rows `top` to `bottom` inside the frame, and where the frame's two lines have ink.

    `framed[x]` is true where the upper or the lower line of the frame stands at `x`; it is all
    false when the band has no frame.
    """

    top: int
    bottom: int
    framed: NDArray[np.bool_]


def find_bands(ink: NDArray[np.uint8]) -> list[Band]:
    """Find the leaves on a page, from top to bottom."""
    height = ink.shape[0]
    runs = vertical_runs(ink, max(8, round(height * LONG_PART)))
    count = (np.diff((runs > 0).astype(np.int8), axis=1) == 1).sum(axis=1)
    if not count.any():
        return []
    usual = np.percentile(count[count > 0], 75)
    full = (count >= max(1.0, SPARSE * usual)).astype(np.uint8)
    mend = np.ones(max(1, round(height * 0.004)), np.uint8)
    full = cv2.morphologyEx(full[:, None], cv2.MORPH_CLOSE, mend[:, None])[:, 0]
    lines, level = _frame_lines(ink)
    extent = max(1, int(np.ptp(np.flatnonzero(ink.any(axis=0)))))
    cover = lines.sum(axis=1) / extent
    ends = np.flatnonzero(np.diff(np.concatenate([[0], full, [0]]))).reshape(-1, 2)
    reach = round(FRAME_REACH * height)
    leaves = _join(ends.tolist(), level / extent, reach // 4)
    between = [(above[1] + below[0]) // 2 for above, below in pairwise(leaves)]
    bands = [
        _fit_frame(
            (start, end), (max(floor, start - reach), min(ceiling, end + reach)), cover, lines
        )
        for (start, end), floor, ceiling in zip(
            leaves, [0, *between], [*between, height], strict=True
        )
        if end - start >= MIN_BAND * height
    ]
    return [band for band in bands if band.bottom - band.top >= MIN_BAND * height * 0.8]


def find_framed_bands(ink: NDArray[np.uint8]) -> list[Band]:
    """Find the leaves by the lines above and below them alone, from top to bottom.

    So leaves are found whose rules are worn to dashes; but so is much else that has two lines.
    """
    height = ink.shape[0]
    if not ink.any():
        return []
    lines, level = _frame_lines(ink, BEYOND_STROKES)
    extent = max(1, int(np.ptp(np.flatnonzero(ink.any(axis=0)))))
    cover = lines.sum(axis=1) / extent
    strong = np.flatnonzero(level >= MIN_FRAME * extent)
    ends = [(int(a), int(b)) for a, b in pairwise(strong) if b - a >= MIN_BAND * height]
    reach = round(DOUBLE_LINE * height)
    return [_fit_frame((a, b), (a - reach, b + reach), cover, lines) for a, b in ends]


def _join(ends: list[list[int]], level: NDArray[np.float64], near: int) -> list[tuple[int, int]]:
    """Join stretches of rules unless the frames of two leaves, or a wide gap, part them."""
    joined: list[tuple[int, int]] = []
    last = ends[-1][1]
    for start, end in ends:
        if joined and not _is_parted((*joined[-1], start, last), level, near):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _is_parted(rows: tuple[int, int, int, int], level: NDArray[np.float64], near: int) -> bool:
    """Say whether a gap between rules is one between leaves.

    Args:
        rows: begin and end of what is above the gap, begin and end of what is below it.
        level: how much of a horizontal line crosses mid width at each row, as a part of the ink's.
        near: the frame's lines lie at most so many rows within the ends of the rules.
    """
    first, above, below, last = rows
    if below - above > MAX_BREAK * len(level):
        return True
    part = level[max(0, above - near) : below + near]
    lines = _count_lines(part >= MIN_FRAME)
    shorter, longer = sorted((above - first, last - below))
    is_middle = shorter >= ALIKE * longer
    return lines >= 2 or (is_middle and _count_lines(part >= MIN_WORN_FRAME) >= 1)


def _count_lines(rows: NDArray[np.bool_]) -> int:
    """Count the separate stretches of rows that are set."""
    return int((np.diff(rows.astype(np.int8), prepend=0) == 1).sum())


def _frame_lines(
    ink: NDArray[np.uint8], run_part: float = RUN_PART
) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Mark, for every row and x, whether a long horizontal line runs there or close by.

    Returns:
        The marks, and how many pixels of line there are along the best level, which may lean and
        curl, through each row at mid width.
    """
    height, width = ink.shape
    runs = horizontal_runs(ink, max(8, round(width * run_part)))
    reach = max(1, round(height * 0.003))
    kernel = np.ones((2 * reach + 1, 1), np.uint8)
    traced = trace_lines(np.ascontiguousarray(runs.T), MAX_LEAN)
    return np.asarray(cv2.dilate(runs, kernel) > 0), traced.coverage * width


def _fit_frame(
    rules: tuple[int, int],
    limits: tuple[int, int],
    cover: NDArray[np.float64],
    lines: NDArray[np.bool_],
) -> Band:
    """Find the frame about the ends of the rules, not beyond the limits."""
    inward = round(FRAME_REACH * len(cover))
    above, below = (limits[0], rules[0] + inward), (rules[1] - inward, limits[1])
    top, upper = _inner_end(cover, lines, rules[0], above, downwards=True)
    bottom, lower = _inner_end(cover, lines, rules[1], below, downwards=False)
    return Band(top, bottom, upper | lower)


def _inner_end(
    cover: NDArray[np.float64],
    lines: NDArray[np.bool_],
    at: int,
    rows: tuple[int, int],
    *,
    downwards: bool,
) -> tuple[int, NDArray[np.bool_]]:
    """Find the frame's line near a row: its inner side, and where it has ink."""
    first, last = max(0, rows[0]), min(len(cover), rows[1])
    if last <= first or cover[first:last].max() < MIN_FRAME:
        return at, np.zeros(lines.shape[1], dtype=bool)
    level = max(MIN_FRAME, float(cover[first:last].max()) / 2)
    strong = first + np.flatnonzero(cover[first:last] >= level)
    groups = np.split(strong, np.flatnonzero(np.diff(strong) > DOUBLE_LINE * len(cover)) + 1)
    strong = min(groups, key=lambda rows: int(np.abs(rows - at).min()))
    thickness = max(1, round(len(cover) * 0.003))
    inner = int(strong[-1]) - thickness if downwards else int(strong[0]) + thickness
    return inner, np.asarray(lines[strong].any(axis=0))
