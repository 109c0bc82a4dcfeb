"""Find the ruled columns of one leaf, its fold strip among them."""

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from digitize.layout.comb import Comb, fit_comb, pick_lines
from digitize.layout.frame import Band
from digitize.layout.strips import Edges, Points
from digitize.layout.traces import Traces, trace_rules

SMALLEST_PITCH = 1 / 45
"""The narrowest column, as a part of the leaf's height."""
LARGEST_PITCH = 1 / 5
"""The widest column, as a part of the leaf's height."""
VALLEY_WEIGHT = 0.3
"""How much an empty gap between two texts counts beside a printed rule."""
MIN_STRENGTH = {True: 0.3, False: 0.5}
MIN_COVERAGE = {True: 0.2, False: 0.4}
"""Lines weaker than this, inside a frame and without one, are no rules but chance."""
MAX_INK = 0.33
"""A written page has less ink than this; pictures and cloth have more."""
MIN_PITCH_PX = 10
REACH_PX = 3
SNAP = 0.12
"""Rules of two leaves of a sheet stand above each other, but for this part of the pitch."""
MIN_INK_WITHIN = 0.6
"""A ruling holds at least this part of its band's ink between its outermost lines."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """The column boundaries of one leaf: x at mid height, and each one's course down the page.

    `courses` is `(boundaries, knots, 2)` points, left to right and top to bottom.
    """

    band: Band
    pitch: float
    xs: tuple[int, ...]
    courses: NDArray[np.float64]
    evidence: float = 0.0
    """How much of rules there is to see, summed over the boundaries."""

    def edges(self, index: int) -> Edges:
        """Give the edges of interval `index`, counted from the left."""
        return Edges(self.courses[index], self.courses[index + 1])

    def between(self, x0: float, x1: float) -> Edges:
        """Give the edges of a strip from `x0` to `x1`, bent like the nearest boundary."""
        return Edges(self._course(x0), self._course(x1))

    def _course(self, x: float) -> Points:
        nearest = int(np.argmin(np.abs(np.array(self.xs) - x)))
        moved = self.courses[nearest].copy()
        moved[:, 0] += x - self.xs[nearest]
        return np.asarray(moved)


def find_ruling(ink: NDArray[np.uint8], band: Band) -> Ruling | None:
    """Find the boundaries of a band's columns; `None` when it is not ruled."""
    body = ink[band.top : band.bottom]
    height, width = body.shape
    traces = trace_rules(body)
    evidence = traces.coverage + VALLEY_WEIGHT * _valleys(body, traces)
    lines = pick_lines(evidence, max(3, height // 200))
    smallest = max(MIN_PITCH_PX, height * SMALLEST_PITCH)
    comb = fit_comb(lines, smallest, min(height * LARGEST_PITCH, width / 2))
    if comb is None or not _is_ruling(comb, traces, body, framed=bool(band.framed.any())):
        return None
    xs = tuple(line.x for line in comb.lines)
    strengths = np.array([line.strength for line in comb.lines])
    seen = float(traces.coverage[list(xs)].sum())
    return Ruling(band, comb.pitch, xs, _courses(xs, strengths, traces, band), seen)


def transfer_ruling(ink: NDArray[np.uint8], band: Band, model: Ruling) -> Ruling | None:
    """Look for the rules of one leaf where those of another leaf of the sheet stand.

    Args:
        ink: the page with its faint traces.
        band: the rows of the leaf whose rules are too worn to be found alone.
        model: the ruling of the leaf above or below it.

    Returns:
        A ruling with as many columns as the model; `None` when there is too little to see.
    """
    traces = trace_rules(ink[band.top : band.bottom])
    evidence = traces.coverage + VALLEY_WEIGHT * _valleys(ink[band.top : band.bottom], traces)
    near = max(1, round(SNAP * model.pitch))
    best = np.asarray(_running_max(evidence, near))
    reach = round(model.pitch / 2)
    places = np.array(model.xs)
    shifts = [by for by in range(-reach, reach + 1) if _fits(places + by, len(evidence))]
    if not shifts:
        return None
    shift = max(shifts, key=lambda by: float(best[places + by].sum()) - abs(by) / reach)
    xs = tuple(_snap(evidence, int(x) + shift, near) for x in places)
    coverage = traces.coverage[list(xs)]
    if float(np.median(coverage)) < MIN_COVERAGE[True] or any(np.diff(xs) <= 0):
        return None
    return Ruling(band, model.pitch, xs, _courses(xs, np.clip(coverage, 0, 1), traces, band))


def _fits(places: NDArray[np.int64], width: int) -> bool:
    return bool(places[0] >= 0 and places[-1] < width)


def _running_max(values: NDArray[np.float64], reach: int) -> NDArray[np.float64]:
    """Give the greatest value within `reach` of each place."""
    kernel = np.ones((1, 2 * reach + 1), np.uint8)
    return np.asarray(cv2.dilate(values[None, :], kernel)[0])


def _snap(evidence: NDArray[np.float64], x: int, near: int) -> int:
    """Move a place to the best evidence near it; the nearest of equals."""
    first = max(0, x - near)
    part = evidence[first : x + near + 1]
    away = np.abs(np.arange(first, first + len(part)) - x)
    return first + int(np.argmax(part - 1e-3 * away))


def _is_ruling(comb: Comb, traces: Traces, body: NDArray[np.uint8], *, framed: bool) -> bool:
    within = body[:, comb.lines[0].x : comb.lines[-1].x + 1]
    if np.count_nonzero(within) < MIN_INK_WITHIN * np.count_nonzero(body):
        return False
    if np.count_nonzero(body) > MAX_INK * body.size:
        return False
    strengths = [line.strength for line in comb.lines]
    coverage = [traces.coverage[line.x] for line in comb.lines]
    is_strong = float(np.mean(strengths)) >= MIN_STRENGTH[framed]
    return is_strong and float(np.median(coverage)) >= MIN_COVERAGE[framed]


def _valleys(body: NDArray[np.uint8], traces: Traces) -> NDArray[np.float64]:
    """Say how empty each traced course is between texts to its left and right (0 to 1)."""
    height, width = body.shape
    slices = np.array_split(body, len(traces.offsets))
    window = max(3, round(height / 150)) | 1
    ink = np.stack([cv2.blur(part, (window, len(part))).mean(axis=0) for part in slices])
    along = ink[np.arange(len(ink))[:, None], traces.offsets].mean(axis=0)
    reach = max(3, round(height / 22))
    padded = np.pad(along, reach, mode="edge")
    left = np.array([padded[x : x + reach].max() for x in range(width)])
    right = np.array([padded[x + reach : x + 2 * reach].max() for x in range(width)])
    usual = max(float(np.percentile(along, 90)), 1.0)
    return np.asarray(np.clip((np.minimum(left, right) - along) / usual, 0, 1))


def _centre(traces: Traces, x: int) -> NDArray[np.float64]:
    """Give the middle of a traced line's ink in every slice: a trace may hug one side of it."""
    course = traces.offsets[:, x]
    near = course[:, None] + np.arange(-REACH_PX, REACH_PX + 1)[None, :]
    near = np.clip(near, 0, traces.cover.shape[1] - 1)
    weight = np.take_along_axis(traces.cover, near, axis=1) ** 2 + 1e-6
    return np.asarray((weight * near).sum(axis=1) / weight.sum(axis=1))


def _courses(
    xs: tuple[int, ...], strengths: NDArray[np.float64], traces: Traces, band: Band
) -> NDArray[np.float64]:
    """Smooth the traced lines; weak ones take the bend of their stronger neighbours."""
    count = len(traces.offsets)
    knots = np.linspace(-1, 1, count)
    bends = np.stack([_centre(traces, x) - x for x in xs])
    cover = np.stack([traces.cover[np.arange(count), traces.offsets[:, x]] for x in xs])
    fits = np.zeros((len(xs), 3))
    for index in range(len(xs)):
        fits[index] = np.polyfit(knots, bends[index], 2, w=np.sqrt(cover[index] + 0.02))
    places = np.array(xs, dtype=np.float64)
    pitch = max(1.0, float(np.median(np.diff(places))))
    near = np.exp(-np.square((places[:, None] - places[None, :]) / (2 * pitch)))
    weight = near * (strengths[None, :] + 0.02)
    smooth = (weight @ fits) / weight.sum(axis=1, keepdims=True)
    trust = np.clip(strengths, 0, 1)[:, None]
    fits = trust * fits + (1 - trust) * smooth
    down = np.linspace(band.top, band.bottom, count)
    course = [
        np.stack([x + np.polyval(fit, knots), down], axis=1)
        for x, fit in zip(xs, fits, strict=True)
    ]
    return np.stack(course)


def interval_widths(ruling: Ruling) -> list[float]:
    """Give the width of each interval in pitches, from left to right."""
    return [(right - left) / ruling.pitch for left, right in pairwise(ruling.xs)]
