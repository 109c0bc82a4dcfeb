"""Pixels in and out of the steps, with errors in the operator's words."""

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from archive.kernel.errors import OutOfSpaceError, StepCrashedError, UnreadableScanError
from archive.kernel.storage import is_space_short
from digitize.imaging.errors import ImagingError
from digitize.imaging.load import load_image
from digitize.pipeline.steps.contract import StepContext

_UNCOMPRESSED = 1


def load_scan(context: StepContext, path: Path) -> NDArray[np.uint8]:
    """Return the pixels of a file, upright; :class:`UnreadableScanError` names the scan."""
    try:
        return load_image(path, context.max_pixels)
    except ImagingError as error:
        raise UnreadableScanError(name=context.name, detail=str(error)) from error


def save_picture(image: NDArray[np.uint8], path: Path) -> Path:
    """Write pixels without loss, quickly, as an intermediate file (TIFF).

    Raises:
        OutOfSpaceError: the disk is full.
    """
    if not cv2.imwrite(str(path), image, [cv2.IMWRITE_TIFF_COMPRESSION, _UNCOMPRESSED]):
        if is_space_short(path.parent):
            raise OutOfSpaceError(detail=f"cannot write {path}")
        raise StepCrashedError(detail=f"cannot write {path}")
    return path
