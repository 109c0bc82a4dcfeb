"""Plain figures about a picture, for the operator's eye and later gates."""

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from digitize.imaging.binarise import find_ink, to_gray

WORK_SIDE_PX = 1600


class Measures(NamedTuple):
    """What can be said of a picture without knowing what is on it.

    `sharpness` is the variance of the Laplacian at a fixed size; `brightness` and `contrast` are
    mean and standard deviation of the gray values (0 to 255); `ink_share` is the part of the
    picture that is ink (0 to 1).
    """

    width: int
    height: int
    sharpness: float
    brightness: float
    contrast: float
    ink_share: float


def measure(image: NDArray[np.uint8]) -> Measures:
    """Measure `(height, width)` gray or `(height, width, 3)` BGR pixels."""
    height, width = image.shape[:2]
    scale = min(1.0, WORK_SIDE_PX / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    gray = to_gray(np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8))
    return Measures(
        width=width,
        height=height,
        sharpness=float(cv2.Laplacian(gray, cv2.CV_64F).var()),
        brightness=float(gray.mean()),
        contrast=float(gray.std()),
        ink_share=float((find_ink(gray) > 0).mean()),
    )
