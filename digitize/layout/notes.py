"""Tell single-line text from double-line notes 双行夹注 along a column."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from digitize.layout.model import RunType

SEAM_REACH = 0.12
"""The empty seam between two sub-lines is this part of the width off the middle at most."""
SEAM_STEPS = 7
SEAM_HALF_WIDTH = 0.03
MAIN_GAIN, NOTE_GAIN = 2.0, 0.6
"""How strongly a row speaks for single text when its middle has ink, and for a note when not."""
OUTER = (0.02, 0.12)
"""Notes reach into the outer parts of the column (in widths from either side); text seldom."""
OUTER_GAIN, INNER_GAIN = 1.2, -0.3
"""What a row with ink there, and one without, says for a note."""
ENTER_CELLS, LEAVE_CELLS, SHIFT_CELLS = 1.6, 0.5, 0.25
"""Clean note cells it takes to begin a note, to end it, and to move its seam one step."""
CORE = 0.08
"""Ink nearer to a side than this part of the width is not looked at."""


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
    half = max(1, round(SEAM_HALF_WIDTH * width))
    crossed = np.stack([ink[:, int(x) - half : int(x) + half + 1].any(axis=1) for x in seams])
    gain = np.where(crossed, -MAIN_GAIN, NOTE_GAIN)
    gain += np.where(_reaches_out(ink, margin), OUTER_GAIN, INNER_GAIN)
    gain = np.where(inked, gain, 0.0)
    states = _best_states(gain, NOTE_GAIN * cell_px)
    return _collect(states, inked, seams)


def _reaches_out(ink: NDArray[np.bool_], margin: float) -> NDArray[np.bool_]:
    """Say for each row whether there is ink close to a side of the column."""
    width = ink.shape[1] / (1 + 2 * margin)
    first, last = (round((margin + part) * width) for part in OUTER)
    left, right = ink[:, first:last], ink[:, ink.shape[1] - last : ink.shape[1] - first]
    return np.asarray(left.any(axis=1) | right.any(axis=1))


def _best_states(gain: NDArray[np.float64], cell: float) -> NDArray[np.int64]:
    """Give each row 0 for single text or the number of its seam, counted from 1."""
    steps, rows = gain.shape
    moves = _move_costs(steps, cell)
    score = -moves[0]
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


def _move_costs(steps: int, cell: float) -> NDArray[np.float64]:
    costs = np.zeros((steps + 1, steps + 1))
    costs[0, 1:] = ENTER_CELLS * cell
    costs[1:, 0] = LEAVE_CELLS * cell
    apart = np.abs(np.arange(steps)[:, None] - np.arange(steps)[None, :])
    costs[1:, 1:] = SHIFT_CELLS * cell * apart
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
