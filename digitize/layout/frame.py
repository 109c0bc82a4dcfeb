"""Find the bands of a page on which ruled columns stand: one leaf's height each."""

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from digitize.imaging.rules import horizontal_runs, vertical_runs

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
    lines = _frame_lines(ink)
    extent = max(1, int(np.ptp(np.flatnonzero(ink.any(axis=0)))))
    cover = lines.sum(axis=1) / extent
    ends = np.flatnonzero(np.diff(np.concatenate([[0], full, [0]]))).reshape(-1, 2)
    reach = round(FRAME_REACH * height)
    bands = [
        _fit_frame(start, end, reach, cover, lines)
        for start, end in _join(ends.tolist(), cover, reach)
        if end - start >= MIN_BAND * height
    ]
    return [band for band in bands if band.bottom - band.top >= MIN_BAND * height * 0.8]


def _join(ends: list[list[int]], cover: NDArray[np.float64], reach: int) -> list[tuple[int, int]]:
    """Join stretches of rules unless two frame lines, or a wide gap, part them."""
    joined: list[tuple[int, int]] = []
    for start, end in ends:
        if joined and not _is_parted(joined[-1][1], start, cover, reach):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _is_parted(above: int, below: int, cover: NDArray[np.float64], reach: int) -> bool:
    if below - above > MAX_BREAK * len(cover):
        return True
    near = cover[max(0, above - reach // 4) : below + reach // 4] >= MIN_FRAME
    return int((np.diff(near.astype(np.int8)) == 1).sum()) + int(near[0]) >= 2


def _frame_lines(ink: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Mark, for every row and x, whether a long horizontal line runs there or close by."""
    height, width = ink.shape
    runs = horizontal_runs(ink, max(8, width // 30))
    reach = max(1, round(height * 0.003))
    kernel = np.ones((2 * reach + 1, 1), np.uint8)
    return np.asarray(cv2.dilate(runs, kernel) > 0)


def _fit_frame(
    start: int, end: int, reach: int, cover: NDArray[np.float64], lines: NDArray[np.bool_]
) -> Band:
    top, upper = _inner_end(cover, lines, start, reach, downwards=True)
    bottom, lower = _inner_end(cover, lines, end, reach, downwards=False)
    return Band(top, bottom, upper | lower)


def _inner_end(
    cover: NDArray[np.float64], lines: NDArray[np.bool_], at: int, reach: int, *, downwards: bool
) -> tuple[int, NDArray[np.bool_]]:
    """Find the frame's line near a row: its inner side, and where it has ink."""
    first, last = max(0, at - reach), min(len(cover), at + reach)
    if last <= first or cover[first:last].max() < MIN_FRAME:
        return at, np.zeros(lines.shape[1], dtype=bool)
    level = max(MIN_FRAME, float(cover[first:last].max()) / 2)
    strong = first + np.flatnonzero(cover[first:last] >= level)
    groups = np.split(strong, np.flatnonzero(np.diff(strong) > DOUBLE_LINE * len(cover)) + 1)
    strong = min(groups, key=lambda rows: int(np.abs(rows - at).min()))
    thickness = max(1, round(len(cover) * 0.003))
    inner = int(strong[-1]) - thickness if downwards else int(strong[0]) + thickness
    return inner, np.asarray(lines[strong].any(axis=0))
