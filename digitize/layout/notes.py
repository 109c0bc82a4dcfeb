"""Tell single-line text from double-line notes 双行夹注 along a column."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from digitize.layout.model import RunType

SEAM_REACH = 0.12
"""The empty seam between two sub-lines is this part of the width off the middle at most."""
SEAM_STEPS = 7
SEAM_HALF_WIDTH = 0.03
CROSSED, BOTH_SIDES, RIGHT_SIDE, LEFT_SIDE = -2.7, 1.6, 0.3, 0.0
"""What a row says for a note: how much likelier (as a logarithm) its pattern is in notes.

Of the rows with ink one in three crosses the middle in single text, one in fifty in a note; ink
on both sides of an empty seam stands in one row of seven and in three of five. The last
character of a note often stands alone, at the right.
"""
OUTER, OUTER_INK, OUTER_EMPTY = (0.03, 0.14), 0.9, -0.15
"""Notes reach into the outer parts of the column (in widths from either side), text seldom.

The figures are below what rows of notes and of text differ by: wide hands reach there as well.
"""
HALVES = (0.15, 0.36)
"""Where each sub-line has its ink, in widths from either side."""
STROKE_CELLS = 0.15
"""Rows of this part of a cell belong to one stroke and speak with one voice."""
ENTER, LEAVE, BEGIN, SHIFT = 5.0, 3.0, 1.5, 1.5
"""Evidence it takes to begin a note, to end it, to begin a column with one, to move its seam."""
CORE = 0.08
"""Ink nearer to a side than this part of the width is not looked at."""
MIN_STROKE = 0.025
"""A stretch with less ink than this part of a cell holds no stroke, but specks."""


class Stretch(NamedTuple):
    """Rows `top` to `bottom` of a strip in one setting; `seam` is the x between sub-lines."""

    type: RunType
    top: int
    bottom: int
    seam: int


def find_stretches(ink: NDArray[np.bool_], cell_px: float, margin: float = 0.0) -> list[Stretch]:
    """Split a straightened column into stretches of single text and of notes.

    A note is a stretch whose rows keep an empty seam near the middle for long enough that no
    succession of characters with a gap between left and right part would do so.

    Args:
        ink: `(rows, width)` ink of the column without rules.
        cell_px: height of a character in rows.
        margin: how far the picture goes beyond the column's sides, as a part of its width.

    Returns:
        Stretches from top to bottom, each from its first to its last row of ink.
    """
    width = ink.shape[1]
    core = ink[:, round(CORE * width) : max(round(CORE * width) + 1, round((1 - CORE) * width))]
    inked = np.asarray(core.any(axis=1))
    if not inked.any():
        return []
    seams = np.linspace(0.5 - SEAM_REACH, 0.5 + SEAM_REACH, SEAM_STEPS) * width
    gain = _row_gains(ink, seams, margin) * inked / max(1.0, STROKE_CELLS * cell_px)
    stretches = _collect(_best_states(gain), inked, seams)
    least = MIN_STROKE * cell_px * width
    return [part for part in stretches if core[part.top : part.bottom].sum() >= least]


def _row_gains(
    ink: NDArray[np.bool_], seams: NDArray[np.float64], margin: float
) -> NDArray[np.float64]:
    """Say for each seam and row how much the row speaks for a note."""
    half = max(1, round(SEAM_HALF_WIDTH * ink.shape[1]))
    crossed = np.stack([ink[:, int(x) - half : int(x) + half + 1].any(axis=1) for x in seams])
    left, right = _has_ink_within(ink, margin, HALVES)
    outer = np.logical_or(*_has_ink_within(ink, margin, OUTER))
    apart = np.where(left & right, BOTH_SIDES, np.where(left, LEFT_SIDE, RIGHT_SIDE))
    return np.where(crossed, CROSSED, apart) + np.where(outer, OUTER_INK, OUTER_EMPTY)


def _has_ink_within(
    ink: NDArray[np.bool_], margin: float, zone: tuple[float, float]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Say for each row whether there is ink in a zone counted from the left, from the right."""
    width = ink.shape[1] / (1 + 2 * margin)
    first, last = (round((margin + part) * width) for part in zone)
    left, right = ink[:, first:last], ink[:, ink.shape[1] - last : ink.shape[1] - first]
    return np.asarray(left.any(axis=1)), np.asarray(right.any(axis=1))


def _best_states(gain: NDArray[np.float64]) -> NDArray[np.int64]:
    """Give each row 0 for single text or the number of its seam, counted from 1."""
    steps, rows = gain.shape
    moves = _move_costs(steps)
    score = np.full(steps + 1, -BEGIN)
    score[0] = 0.0
    came = np.zeros((rows, steps + 1), dtype=np.int64)
    for row in range(rows):
        options = score[:, None] - moves
        came[row] = options.argmax(axis=0)
        score = options.max(axis=0)
        score[1:] += gain[:, row]
    states = np.zeros(rows, dtype=np.int64)
    state = int(np.argmax(score))
    for row in range(rows - 1, -1, -1):
        states[row] = state
        state = int(came[row, state])
    return states


def _move_costs(steps: int) -> NDArray[np.float64]:
    costs = np.zeros((steps + 1, steps + 1))
    costs[0, 1:] = ENTER
    costs[1:, 0] = LEAVE
    costs[1:, 1:] = SHIFT * np.abs(np.arange(steps)[:, None] - np.arange(steps)[None, :])
    return costs


def _collect(
    states: NDArray[np.int64], inked: NDArray[np.bool_], seams: NDArray[np.float64]
) -> list[Stretch]:
    is_note = states > 0
    ends = np.flatnonzero(np.diff(is_note.astype(np.int8))) + 1
    stretches = []
    for top, bottom in zip([0, *ends], [*ends, len(states)], strict=True):
        used = top + np.flatnonzero(inked[top:bottom])
        if len(used) == 0:
            continue
        kind = RunType.NOTE if is_note[top] else RunType.MAIN
        middle = np.median(states[used]) if is_note[top] else (len(seams) + 1) / 2
        seam = int(seams[max(0, round(float(middle)) - 1)])
        stretches.append(Stretch(kind, int(used[0]), int(used[-1]) + 1, seam))
    return stretches
