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
