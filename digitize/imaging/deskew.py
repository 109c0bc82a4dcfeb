"""Measure how far a page's lines lean, and set it upright."""

import math
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from digitize.imaging.binarise import find_ink, is_paper, to_gray
from digitize.imaging.crop import crop, erase_surround, find_sheet

MAX_SKEW_DEGREES = 5.0
WORK_SIDE_PX = 900
COARSE_STEP, FINE_STEP = 0.5, 0.1
PAGE_SIDE_PX = 2000
SMALLEST_TURN = 0.15
MIN_CONFIDENCE = 0.15


class Skew(NamedTuple):
    """By how many degrees, counter-clockwise, a picture must be turned to stand upright.

    `confidence` runs from 0 (no direction stands out) to 1 (only one does).
    """

    degrees: float
    confidence: float


def estimate_skew(ink: NDArray[np.uint8], max_degrees: float = MAX_SKEW_DEGREES) -> Skew:
    """Find the turn that makes rows or columns of ink sharpest.

    Both directions are tried, since rules, frames and lines of text all run along one of them.

    Args:
        ink: mask of ink, 255 on ink.
        max_degrees: larger angles are not looked for.

    Returns:
        The turn; of 0 degrees with confidence 0 when no direction stands out.
    """
    small = _shrink(ink)
    if not small.any():
        return Skew(0.0, 0.0)
    coarse = np.arange(-max_degrees, max_degrees + COARSE_STEP / 2, COARSE_STEP)
    scores = np.array([_sharpness(small, angle) for angle in coarse])
    axis = int(np.argmax(scores.max(axis=0) / np.maximum(np.median(scores, axis=0), 1e-9)))
    best = float(coarse[int(np.argmax(scores[:, axis]))])
    fine = best + np.arange(-COARSE_STEP, COARSE_STEP + FINE_STEP / 2, FINE_STEP)
    fine = np.clip(fine, -max_degrees, max_degrees)
    fine_scores = np.array([_sharpness(small, angle)[axis] for angle in fine])
    degrees = float(fine[int(np.argmax(fine_scores))])
    confidence = 1 - float(np.median(scores[:, axis])) / max(float(fine_scores.max()), 1e-9)
    if confidence < MIN_CONFIDENCE:
        return Skew(0.0, 0.0)
    return Skew(round(degrees, 2) + 0.0, round(confidence, 3))


def measure_skew(image: NDArray[np.uint8]) -> Skew:
    """Find the turn that sets a photographed or scanned page upright.

    Only the sheet counts, not what surrounds it. Pictures that are no written or printed paper,
    and pages that lean by less than can be seen, are left as they are: turning blurs.

    Args:
        image: `(height, width)` gray or `(height, width, 3)` BGR pixels.
    """
    height, width = image.shape[:2]
    scale = min(1.0, PAGE_SIDE_PX / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    sheet = to_gray(crop(small, find_sheet(small)))
    if not is_paper(sheet):
        return Skew(0.0, 0.0)
    skew = estimate_skew(erase_surround(find_ink(sheet)))
    return skew if abs(skew.degrees) >= SMALLEST_TURN else Skew(0.0, skew.confidence)


def rotate(image: NDArray[np.uint8], degrees: float, fill: int = 255) -> NDArray[np.uint8]:
    """Turn a picture counter-clockwise about its centre, in a frame of the same size."""
    if degrees == 0:
        return image
    height, width = image.shape[:2]
    turn = turn_matrix(width, height, degrees)
    value = (fill,) * 3
    turned = cv2.warpAffine(image, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=value)
    return np.asarray(turned, dtype=np.uint8)


def turn_matrix(width: int, height: int, degrees: float) -> NDArray[np.float64]:
    """Give the 2 x 3 matrix that `rotate` uses: from points as scanned to points set upright."""
    centre = ((width - 1) / 2, (height - 1) / 2)
    return np.asarray(cv2.getRotationMatrix2D(centre, degrees, 1.0), dtype=np.float64)


def _shrink(ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
    scale = WORK_SIDE_PX / max(ink.shape)
    if scale >= 1:
        return ink
    size = (max(1, round(ink.shape[1] * scale)), max(1, round(ink.shape[0] * scale)))
    return np.asarray(cv2.resize(ink, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _sharpness(ink: NDArray[np.uint8], degrees: float) -> tuple[float, float]:
    """Measure how sharply columns and rows of ink alternate once sheared upright."""
    lean = math.tan(math.radians(degrees))
    height, width = ink.shape
    matrix = np.array([[1, lean, -lean * height / 2], [-lean, 1, lean * width / 2]])
    turned = cv2.warpAffine(ink, matrix, (width, height), flags=cv2.INTER_NEAREST)
    columns = turned.sum(axis=0, dtype=np.float64)
    rows = turned.sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(columns)).sum()), float(np.square(np.diff(rows)).sum())
