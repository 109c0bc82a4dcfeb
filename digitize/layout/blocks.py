"""Cut a page without rules into blocks of text, and blocks into lines.

Everything here sees vertical text; horizontal text is handed over with its axes exchanged.
"""

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from digitize.layout.strips import Edges
from digitize.layout.traces import Traces, trace_lines

BLOCK_GAP_X, BLOCK_GAP_Y = 1.6, 1.1
"""Blocks are parted by more white than this, in characters, beside and between their lines."""
MIN_BLOCK = 2.5
"""A block narrower than this, in characters, is one line and is not cut through."""
MAX_DEPTH = 8
MAX_LEAN = 0.02
MIN_LINE = 0.35
"""A line is at least this wide, in characters; less is a mark beside one."""
SMOOTH = 0.25
"""White is smoothed over this part of a character."""
DIP = 0.03
"""Where a line stands, white is rarer by at least this part of the block's height."""
RIM = 0.12
"""A line ends where white is but this part of its rise below its best."""
SHALLOW = 0.55
"""Between two lines white rises at least this part of the way to the block's best."""
SIDES = (0.08, 0.25)
"""Least and most that is kept beside a line's densest part, in characters."""


class Rect(NamedTuple):
    """Rows and columns of a block, half open."""

    x0: int
    y0: int
    x1: int
    y1: int


def cut_blocks(ink: NDArray[np.uint8], size: float) -> list[Rect]:
    """Cut where the white is widest, again and again.

    Args:
        ink: characters only, vertical text.
        size: usual size of a character in pixels.

    Returns:
        Blocks in reading order: the upper before the lower, the right before the left.
    """
    whole = _shrink(ink, Rect(0, 0, ink.shape[1], ink.shape[0]))
    return _cut(ink, whole, size, MAX_DEPTH) if whole else []


def _cut(ink: NDArray[np.uint8], block: Rect, size: float, depth: int) -> list[Rect]:
    part = ink[block.y0 : block.y1, block.x0 : block.x1] > 0
    across, wide = _widest_gap(np.asarray(part.any(axis=0)), BLOCK_GAP_X * size)
    down, high = _widest_gap(np.asarray(part.any(axis=1)), BLOCK_GAP_Y * size)
    if block.x1 - block.x0 < MIN_BLOCK * size:
        down = None
    if depth == 0 or (across is None and down is None):
        return [block]
    if down is not None and (across is None or high / BLOCK_GAP_Y >= wide / BLOCK_GAP_X):
        middle = block.y0 + down
        halves = [block._replace(y1=middle), block._replace(y0=middle)]
    else:
        middle = block.x0 + (across or 0)
        halves = [block._replace(x0=middle), block._replace(x1=middle)]
    shrunk = [_shrink(ink, half) for half in halves]
    return [found for half in shrunk if half for found in _cut(ink, half, size, depth - 1)]


def _widest_gap(used: NDArray[np.bool_], least: float) -> tuple[int | None, int]:
    """Find the middle and the width of the widest gap between used places."""
    places = np.flatnonzero(used)
    gaps = np.diff(places) - 1
    if len(gaps) == 0 or gaps.max() < least:
        return None, 0
    index = int(np.argmax(gaps))
    return int(places[index] + places[index + 1]) // 2 + 1, int(gaps[index])


def _shrink(ink: NDArray[np.uint8], block: Rect) -> Rect | None:
    part = ink[block.y0 : block.y1, block.x0 : block.x1]
    x, y = np.flatnonzero(part.any(axis=0)), np.flatnonzero(part.any(axis=1))
    if len(x) == 0:
        return None
    return Rect(
        block.x0 + int(x[0]),
        block.y0 + int(y[0]),
        block.x0 + int(x[-1]) + 1,
        block.y0 + int(y[-1]) + 1,
    )


def cut_block(ink: NDArray[np.uint8], block: Rect, size: float) -> list[Edges]:
    """Cut a block of vertical text into lines, from right to left, following their lean."""
    pad = max(2, round(size / 4))
    part = np.pad(ink[block.y0 : block.y1, block.x0 : block.x1], ((0, 0), (pad, pad)))
    width = max(1, round(size / 12))
    dark = cv2.dilate(part, np.ones((max(1, round(size / 4)), width), np.uint8))
    traces = trace_lines(np.asarray(cv2.bitwise_not(dark), dtype=np.uint8), MAX_LEAN)
    cores = _find_cores(traces.coverage, size)
    lines = []
    for left, right in reversed(cores):
        sides = [_side(traces, x, block, pad) for x in (left, right)]
        lines.append(Edges(*sides))
    return lines


def _find_cores(white: NDArray[np.float64], size: float) -> list[tuple[int, int]]:
    """Find the x spans of lines at mid height: dips of white between two rises of it."""
    reach = max(1, round(SMOOTH * size))
    smooth = np.convolve(np.pad(white, reach, mode="edge"), np.ones(reach) / reach, mode="same")
    dips, rises = _join_shallow(smooth[reach:-reach], *_find_dips(smooth[reach:-reach]))
    spans = []
    for dip, low, high in zip(dips, rises[:-1], rises[1:], strict=True):
        edge = min(white[low], white[high])
        edge -= RIM * (edge - white[dip])
        left = dip - int(np.argmax(white[low : dip + 1][::-1] >= edge))
        right = dip + int(np.argmax(white[dip : high + 1] >= edge))
        if right - left >= MIN_LINE * size:
            near, far = SIDES[0] * size, SIDES[1] * size
            left -= round(np.clip((left - low) / 2, near, far))
            right += round(np.clip((high - right) / 2, near, far))
            spans.append((max(0, left), min(len(white) - 1, right)))
    return spans


def _join_shallow(
    white: NDArray[np.float64], dips: list[int], rises: list[int]
) -> tuple[list[int], list[int]]:
    """Join dips between which white hardly rises: strokes of one line, not two lines."""
    if len(dips) < 2:
        return dips, rises
    top = float(np.percentile(white, 97))
    kept, bounds = dips[:1], rises[:1]
    for dip, rise in zip(dips[1:], rises[1:-1], strict=True):
        low = min(white[kept[-1]], white[dip])
        if white[rise] - low >= SHALLOW * (top - low):
            kept.append(dip)
            bounds.append(rise)
        elif white[dip] < white[kept[-1]]:
            kept[-1] = dip
    return kept, [*bounds, rises[-1]]


def _find_dips(white: NDArray[np.float64]) -> tuple[list[int], list[int]]:
    """Find the dips deeper than `DIP`, from left to right, and the rises about them: one more."""
    dips: list[int] = []
    rises: list[int] = [0]
    low = high = 0
    sinking = True
    for x, value in enumerate(white):
        if sinking:
            low = x if value < white[low] else low
            if value > white[low] + DIP and white[rises[-1]] > white[low] + DIP / 2:
                dips.append(low)
                sinking, high = False, x
        else:
            high = x if value > white[high] else high
            if value < white[high] - DIP:
                rises.append(high)
                sinking, low = True, x
    return dips, rises if sinking else [*rises, high]


def _side(traces: Traces, x: int, block: Rect, pad: int) -> NDArray[np.float64]:
    """Give a line's side as points of the page: the straight line nearest to its trace."""
    course = traces.offsets[:, x].astype(np.float64)
    count = len(course)
    knots = np.linspace(-1, 1, count)
    straight = np.polyval(np.polyfit(knots, course, 1), knots) if course.any() else course
    down = np.linspace(block.y0, block.y1, count)
    return np.stack([straight + block.x0 - pad, down], axis=1)
