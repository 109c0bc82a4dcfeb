"""Choose, among all vertical lines, those that stand a column apart."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

MIN_LINE = 0.12
"""Weaker lines than this part of the strongest are no evidence."""
MIN_INTERVALS = 4
"""Fewer columns show no regularity: the edges of paper and pictures stand as evenly."""
GAP_TOLERANCE = 0.06
"""Columns of one leaf differ in width by about this part of the pitch."""
LARGEST_SKIP = 4
MISSING_COST = 0.4
"""What a rule that must be there but is not seen costs; a clear rule gains up to 1."""
WEAK, WEAK_COST = 0.4, 0.3
"""Lines of less than this part of the better ones' strength cost so much each."""
FOLD_COST = 0.9
"""What one interval of another width costs: the fold strip, or the gutter of an opening."""
FOLD_WIDTHS = (0.35, 1.4)


class Line(NamedTuple):
    """A vertical line at `x` (mid height) with a strength from 0 (guessed) to 1 (clear)."""

    x: int
    strength: float


class Comb(NamedTuple):
    """Lines from left to right about one pitch apart, and how well they explain the page."""

    pitch: float
    lines: tuple[Line, ...]
    score: float


def pick_lines(coverage: NDArray[np.float64], reach_px: int) -> list[Line]:
    """Take the local maxima of coverage and say how far each stands out of the text's own.

    Args:
        coverage: part of the height on which there is a line, by x.
        reach_px: two lines are at least this far apart.
    """
    used = np.flatnonzero(coverage > 0)
    if len(used) == 0:
        return []
    floor = float(np.median(coverage[used[0] : used[-1] + 1]))
    top = float(np.percentile(coverage, 99.5))
    if top - floor < 0.1:
        return []
    lines: list[Line] = []
    for x in np.argsort(-coverage, kind="stable"):
        strength = (coverage[x] - floor) / (top - floor)
        if strength < MIN_LINE:
            break
        if all(abs(int(x) - line.x) >= reach_px for line in lines):
            lines.append(Line(int(x), float(min(strength, 1.0))))
    return sorted(lines)


def fit_comb(lines: list[Line], smallest_px: float, largest_px: float) -> Comb | None:
    """Find the pitch and the lines that suit each other best.

    Args:
        lines: candidates from left to right.
        smallest_px: the smallest pitch tried.
        largest_px: the largest pitch tried.

    Returns:
        The best comb of more than `MIN_INTERVALS` lines, missing rules filled in, or `None`.
    """
    if len(lines) < MIN_INTERVALS or smallest_px >= largest_px:
        return None
    best: Comb | None = None
    count = int(np.log(largest_px / smallest_px) / np.log(1.015)) + 1
    for pitch in np.geomspace(smallest_px, largest_px, count):
        comb = _best_chain(lines, float(pitch))
        if len(comb.lines) > MIN_INTERVALS and (best is None or comb.score > best.score):
            best = comb
    return best


def _best_chain(lines: list[Line], pitch: float) -> Comb:
    x = np.array([line.x for line in lines], dtype=np.float64)
    strength = np.array([line.strength for line in lines])
    total = strength.copy()
    previous = np.full(len(lines), -1)
    costs = gap_costs(x[None, :] - x[:, None], pitch)
    for index in range(1, len(lines)):
        options = total[:index] - costs[:index, index]
        choice = int(np.argmax(options))
        if options[choice] > 0:
            total[index] += options[choice]
            previous[index] = choice
    index = int(np.argmax(total))
    score = float(total[index])
    chain = [index]
    while previous[chain[-1]] >= 0:
        chain.append(int(previous[chain[-1]]))
    filled = _fill_missing([lines[i] for i in reversed(chain)], pitch)
    return Comb(pitch, filled, score - WEAK_COST * _count_weak(filled))


def _count_weak(lines: tuple[Line, ...]) -> int:
    """Count the lines far weaker than the others: a comb of half the pitch has many."""
    strengths = np.array([line.strength for line in lines])
    return int((strengths < WEAK * np.percentile(strengths, 75)).sum())


def gap_costs(gaps: NDArray[np.float64], pitch: float) -> NDArray[np.float64]:
    """Say what it costs to let two lines follow each other `gaps` pixels apart."""
    parts = gaps / pitch
    steps = np.clip(np.rint(parts), 1, LARGEST_SKIP)
    off = np.abs(parts - steps) / np.sqrt(steps) / GAP_TOLERANCE
    cost = 0.25 * off**2 + MISSING_COST * (steps - 1)
    fold = (parts >= FOLD_WIDTHS[0]) & (parts <= FOLD_WIDTHS[1])
    cost = np.where(fold, np.minimum(cost, FOLD_COST), cost)
    beside = (parts > FOLD_WIDTHS[1]) & (parts <= FOLD_WIDTHS[1] + 1)
    cost = np.where(beside, np.minimum(cost, FOLD_COST + MISSING_COST), cost)
    return np.where(gaps <= 0, np.inf, cost)


def _fill_missing(chain: list[Line], pitch: float) -> tuple[Line, ...]:
    """Put in the lines that the costs said were missing."""
    middle = (chain[0].x + chain[-1].x) / 2
    filled = [chain[0]]
    for line in chain[1:]:
        filled += [
            Line(round(x), 0.0) for x in _missing_between(filled[-1].x, line.x, pitch, middle)
        ]
        filled.append(line)
    return tuple(filled)


def _missing_between(left: int, right: int, pitch: float, middle: float) -> list[float]:
    parts = (right - left) / pitch
    steps = max(1, min(LARGEST_SKIP, round(parts)))
    regular = 0.25 * (abs(parts - steps) / steps**0.5 / GAP_TOLERANCE) ** 2
    regular += MISSING_COST * (steps - 1)
    if FOLD_WIDTHS[0] <= parts <= FOLD_WIDTHS[1] and regular >= FOLD_COST:
        return []
    if FOLD_WIDTHS[1] < parts <= FOLD_WIDTHS[1] + 1 and regular >= FOLD_COST + MISSING_COST:
        # The fold is in the middle of the leaf: the rule that is missing is on its farther side.
        return [left + pitch if (left + right) / 2 < middle else right - pitch]
    return [left + (right - left) * step / steps for step in range(1, steps)]
