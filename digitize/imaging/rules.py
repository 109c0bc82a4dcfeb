"""Find the straight lines of a page: column rules and frames, apart from strokes."""

import cv2
import numpy as np
from numpy.typing import NDArray


def vertical_runs(ink: NDArray[np.uint8], length_px: int, slack_px: int = 1) -> NDArray[np.uint8]:
    """Keep the ink that belongs to vertical runs of at least `length_px`.

    A run may wander by `slack_px` to either side without being broken: rules were ruled by hand.
    """
    return _runs(ink, (1, length_px), (1 + 2 * slack_px, 1))


def horizontal_runs(ink: NDArray[np.uint8], length_px: int, slack_px: int = 1) -> NDArray[np.uint8]:
    """Keep the ink that belongs to horizontal runs of at least `length_px`."""
    return _runs(ink, (length_px, 1), (1, 1 + 2 * slack_px))


def _runs(
    ink: NDArray[np.uint8], run: tuple[int, int], slack: tuple[int, int]
) -> NDArray[np.uint8]:
    thick = cv2.dilate(ink, cv2.getStructuringElement(cv2.MORPH_RECT, slack))
    line = cv2.getStructuringElement(cv2.MORPH_RECT, (max(1, run[0]), max(1, run[1])))
    runs = cv2.morphologyEx(thick, cv2.MORPH_OPEN, line)
    return np.asarray(cv2.bitwise_and(runs, ink), dtype=np.uint8)


def remove_side_rules(strip: NDArray[np.uint8], zone_px: int, length_px: int) -> NDArray[np.uint8]:
    """Take the rules at both sides of a column's picture away and leave its strokes.

    Only vertical runs of at least `length_px` go, and only those within `zone_px` of a side: a
    stroke that crosses the rule keeps all but the crossing.

    Args:
        strip: ink of one column, 255 on ink.
        zone_px: how far into the strip a rule may wander.
        length_px: about 0.45 of a character's height.
    """
    runs = vertical_runs(strip, max(2, length_px))
    zone = max(1, min(zone_px, strip.shape[1] // 2))
    runs[:, zone : strip.shape[1] - zone] = 0
    return np.asarray(cv2.bitwise_and(strip, cv2.bitwise_not(runs)), dtype=np.uint8)


def remove_end_rules(strip: NDArray[np.uint8], zone_px: int, share: float) -> NDArray[np.uint8]:
    """Take the frame's lines at the head and foot of a column's picture away.

    Args:
        strip: ink of one column, 255 on ink.
        zone_px: how far from either end a line may be.
        share: a line covers at least this part of the width, which no stroke does.
    """
    cleaned = strip.copy()
    lines = (strip > 0).mean(axis=1) >= share
    lines[zone_px : max(zone_px, len(lines) - zone_px)] = False
    cleaned[lines] = 0
    return cleaned
