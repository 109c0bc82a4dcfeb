"""Cut a page without rules into blocks of text, and blocks into lines.

Everything here sees vertical text; horizontal text is handed over with its axes exchanged.
"""

from itertools import pairwise
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
MAX_LINE = 1.75
"""A line wider than this many usual ones is two that touch."""
SIDE = 0.08
"""What is kept beside a line's ink, in characters."""


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
    cores = _find_cores(traces, size)
    lines = []
    for left, right in reversed(cores):
        sides = [_side(traces, x, block, pad) for x in (left, right)]
        lines.append(Edges(*sides))
    return lines


def _find_cores(traces: Traces, size: float) -> list[tuple[int, int]]:
    """Find the x spans of lines at mid height: where less white runs through than between."""
    white = traces.coverage
    text, gap = np.percentile(white, (15, 97))
    between = white >= text + 0.6 * (gap - text)
    ends = np.flatnonzero(np.diff(np.concatenate([[True], between, [True]]).astype(np.int8)))
    spans = [(int(a), int(b)) for a, b in ends.reshape(-1, 2) if b - a >= MIN_LINE * size]
    if not spans:
        return [(0, len(white) - 1)]
    usual = max(float(np.median([b - a for a, b in spans])), 0.7 * size)
    side = max(1, round(SIDE * size))
    parts = [piece for span in spans for piece in _split(span, white, usual)]
    return [(max(0, a - side), min(len(white) - 1, b + side)) for a, b in parts]


def _split(
    span: tuple[int, int], white: NDArray[np.float64], usual: float
) -> list[tuple[int, int]]:
    """Part lines that touch at the whitest places near where the usual width ends."""
    first, last = span
    count = round((last - first) / (1.15 * usual))
    if last - first < MAX_LINE * usual or count < 2:
        return [span]
    cuts = [first]
    for index in range(1, count):
        about = first + (last - first) * index / count
        low, high = round(about - 0.3 * usual), round(about + 0.3 * usual)
        cuts.append(low + int(np.argmax(white[low : high + 1])))
    cuts.append(last)
    return list(pairwise(cuts))


def _side(traces: Traces, x: int, block: Rect, pad: int) -> NDArray[np.float64]:
    """Give a line's side as points of the page: the straight line nearest to its trace."""
    course = traces.offsets[:, x].astype(np.float64)
    count = len(course)
    knots = np.linspace(-1, 1, count)
    straight = np.polyval(np.polyfit(knots, course, 1), knots) if course.any() else course
    down = np.linspace(block.y0, block.y1, count)
    return np.stack([straight + block.x0 - pad, down], axis=1)
