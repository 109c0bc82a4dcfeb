"""Follow rules down a page: how much of a line stands at each x, allowing lean and curl."""

import itertools
import math
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from digitize.imaging.rules import vertical_runs

SLICE_COUNT = 24
MAX_LEAN = 0.035
"""A rule leans or curls at most this much (dx/dy) on a straightened page."""
RUN_PART = 1 / 90
"""A piece of rule is at least this part of the band's height: a good third of a character."""
LONG_PART = 1 / 12
"""What runs on for this part of the height is no stroke, but a rule or a frame."""
MEND_PART = 1 / 400
"""Breaks of a worn rule up to this part of the height are mended."""
NEAR_PART, FAR_PART = 1 / 350, 1 / 110
"""Beside a rule there is paper, from this to that part of the height away; beside a stroke, ink."""
MAX_BESIDE = 0.2


class Traces(NamedTuple):
    """What vertical lines a band holds.

    `coverage[x]` (0 to 1) is the part of the height that the best line crossing mid height at
    `x` has ink on; `offsets[slice, x]` is that line's x in every slice, top to bottom;
    `cover[slice, x]` is the part of a slice's height with a piece of rule at `x`.
    """

    coverage: NDArray[np.float64]
    cover: NDArray[np.float64]
    offsets: NDArray[np.int64]


def trace_rules(ink: NDArray[np.uint8]) -> Traces:
    """Trace the rules and frames of a band of `(height, width)` ink."""
    return trace_lines(lone_runs(ink), MAX_LEAN)


def trace_lines(mask: NDArray[np.uint8], max_lean: float) -> Traces:
    """Trace the lines along which most of a `(height, width)` mask is set.

    Args:
        mask: what lines are made of: rules, or the white between columns.
        max_lean: how far a line may run aside for each pixel down.
    """
    height, width = mask.shape
    edges = np.linspace(0, height, SLICE_COUNT + 1).astype(int)
    cover = np.zeros((SLICE_COUNT, width))
    for index, (top, bottom) in enumerate(itertools.pairwise(edges)):
        if bottom > top:
            cover[index] = (mask[top:bottom] > 0).mean(axis=0)
    reach = max(1, math.ceil(height / SLICE_COUNT * max_lean))
    middle = SLICE_COUNT // 2
    up, up_steps = _follow(cover[middle::-1], reach)
    down, down_steps = _follow(cover[middle:], reach)
    offsets = np.vstack([up_steps[::-1], down_steps[1:]])
    return Traces((up + down - cover[middle]) / SLICE_COUNT, cover, offsets)


def lone_runs(ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Keep the vertical runs that are rules or frames rather than strokes of characters."""
    height = ink.shape[0]
    mend = np.ones((max(1, round(height * MEND_PART)) | 1, 1), np.uint8)
    mended = np.asarray(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, mend), dtype=np.uint8)
    length = max(3, round(height * RUN_PART))
    long = vertical_runs(mended, max(6, round(height * LONG_PART)))
    text = cv2.bitwise_and(ink, cv2.bitwise_not(cv2.dilate(long, np.ones((3, 3), np.uint8))))
    near = max(2, round(height * NEAR_PART))
    far = max(near + 2, round(height * FAR_PART))
    beside = cv2.blur(text, (far - near, length), borderType=cv2.BORDER_CONSTANT)
    shift = (near + far) // 2
    left, right = np.zeros_like(beside), np.zeros_like(beside)
    left[:, shift:] = beside[:, :-shift]
    right[:, :-shift] = beside[:, shift:]
    lone = np.maximum(left, right) < MAX_BESIDE * 255
    runs = np.where(lone, vertical_runs(mended, length), 0).astype(np.uint8)
    kept = cv2.bitwise_or(runs, long)
    return np.asarray(cv2.dilate(kept, np.ones((1, 3), np.uint8)), dtype=np.uint8)


def _follow(
    cover: NDArray[np.float64], reach: int
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Find for each x the line from the first slice on that meets most ink, and its path."""
    count, width = cover.shape
    best = cover[-1].copy()
    steps = np.zeros((count, width), dtype=np.int64)
    shifts = sorted(range(-reach, reach + 1), key=abs)
    for index in range(count - 2, -1, -1):
        options = np.stack([_shift(best, shift) - 0.01 * abs(shift) for shift in shifts])
        choice = options.argmax(axis=0)
        steps[index + 1] = np.asarray(shifts)[choice]
        best = cover[index] + options[choice, np.arange(width)]
    paths = np.zeros((count, width), dtype=np.int64)
    paths[0] = np.arange(width)
    for index in range(1, count):
        paths[index] = np.clip(paths[index - 1] + steps[index][paths[index - 1]], 0, width - 1)
    return best, paths


def _shift(values: NDArray[np.float64], by: int) -> NDArray[np.float64]:
    """Give the values `by` places to the right of each place; none beyond the ends."""
    moved = np.zeros_like(values)
    if by > 0:
        moved[:-by] = values[by:]
    elif by < 0:
        moved[-by:] = values[:by]
    else:
        moved[:] = values
    return moved
