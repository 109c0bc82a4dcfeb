"""Cut a line of characters into cells of about one pitch."""

import numpy as np
from numpy.typing import NDArray

BLANK = 0.03
"""Rows with less ink than this part of the line's width are blank."""
SHORTEST, LONGEST = 0.45, 1.5
"""A cell's length in pitches."""
CUT_COST = 4.0
"""What cutting through ink costs, per part of the line's width."""
LENGTH_COST = 8.0
"""What a cell of half or double the pitch costs, about."""
CELL_COST = 0.1
PACES = (0.78, 0.88, 1.0, 1.12)
"""One line may be written this much tighter or wider than the others."""
PACE_COST = 4.0
PITCH_SPREAD = 0.35
"""How far a pitch may be from the expected one, as a natural logarithm."""
MIN_INK = 0.012
"""A cell with less ink than this part of its area is blank."""

Span = tuple[int, int]


def estimate_pitch(profiles: list[NDArray[np.float64]], expected: float) -> float:
    """Find the distance at which lines of characters repeat.

    Args:
        profiles: ink by row (0 to 1) of lines whose characters are about equally tall.
        expected: a likely pitch in rows; the answer stays within 0.4 to 2 times of it.
    """
    lags = np.arange(max(2, int(0.4 * expected)), max(4, int(2 * expected) + 1))
    total = np.zeros(len(lags))
    for profile in profiles:
        inked = np.flatnonzero(profile > BLANK)
        if len(inked) < 2:
            continue
        line = _smooth(profile[inked[0] : inked[-1] + 1], max(1, int(expected / 6)))
        wave = line - line.mean()
        for index, lag in enumerate(lags):
            if lag < len(wave):
                total[index] += float(wave[lag:] @ wave[:-lag])
    if total.max(initial=0.0) <= 0:
        return expected
    prior = np.exp(-0.5 * np.square(np.log(lags / expected) / PITCH_SPREAD))
    return float(lags[int(np.argmax(np.maximum(total, 0) * prior))])


def _smooth(values: NDArray[np.float64], reach: int) -> NDArray[np.float64]:
    kernel = np.ones(2 * reach + 1) / (2 * reach + 1)
    return np.convolve(values, kernel, mode="same")


def cut_cells(profile: NDArray[np.float64], pitch: float) -> list[Span]:
    """Cut one line where it costs least.

    Args:
        profile: ink by row, as a part of the line's width.
        pitch: the usual distance from one character to the next, in rows.

    Returns:
        Spans of rows, half open, in order and apart; blank stretches belong to none.
    """
    inked = np.flatnonzero(profile > BLANK)
    if len(inked) == 0:
        return []
    pad = round(pitch / 2)
    start, end = max(0, int(inked[0]) - pad), min(len(profile), int(inked[-1]) + 1 + pad)
    part = profile[start:end]
    tries = [(*_cheapest(part, max(pitch * pace, 2.0)), pace) for pace in PACES]
    _, cheapest, _ = min(tries, key=lambda each: each[0] + PACE_COST * np.log2(each[2]) ** 2)
    spans = [(start + top, start + bottom) for top, bottom in cheapest]
    return [span for span in spans if profile[span[0] : span[1]].mean() >= MIN_INK]


def _cheapest(profile: NDArray[np.float64], pitch: float) -> tuple[float, list[Span]]:
    count = len(profile)
    padded = np.concatenate([[0.0], profile, [0.0]])
    cut = CUT_COST * np.minimum(padded[:-1], padded[1:])
    shortest, longest = max(1, round(SHORTEST * pitch)), round(LONGEST * pitch)
    lengths = np.arange(shortest, longest + 1)
    shape = CELL_COST + LENGTH_COST * np.square(np.log(lengths / pitch) / np.log(2))
    best = np.full(count + 1, np.inf)
    best[0] = 0.0
    came = np.zeros(count + 1, dtype=np.int64)
    for row in range(count):
        if profile[row] <= BLANK and best[row] < best[row + 1]:
            best[row + 1], came[row + 1] = best[row], row
        first, last = row + shortest, min(row + longest, count) + 1
        if first < last:
            costs = shape[: last - first] + cut[first:last] + (best[row] + cut[row])
            better = costs < best[first:last]
            best[first:last][better] = costs[better]
            came[first:last][better] = row
    return float(best[-1]), _walk_back(best, came, shortest)


def _walk_back(best: NDArray[np.float64], came: NDArray[np.int64], shortest: int) -> list[Span]:
    row = len(best) - 1
    if not np.isfinite(best[row]):
        return [(0, row)]
    spans = []
    while row > 0:
        previous = int(came[row])
        if row - previous >= shortest:
            spans.append((previous, row))
        row = previous
    return spans[::-1]
