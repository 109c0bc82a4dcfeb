"""Set a scan upright and cut away the ground it was photographed on."""

import cv2
import numpy as np
from numpy.typing import NDArray

from digitize.imaging.crop import crop, find_sheet
from digitize.imaging.deskew import measure_skew, rotate
from digitize.pipeline.steps.contract import IMAGE, StepContext, StepResult
from digitize.pipeline.steps.pixels import load_scan, save_picture


def straighten(context: StepContext) -> StepResult:
    """Turn by the angle at which lines are sharpest, then cut to the sheet of paper.

    The result is the page's image: everything after it counts in its pixels.
    """
    scan = load_scan(context, context.master)
    skew = measure_skew(scan)
    upright = rotate(scan, skew.degrees, fill=_border_tone(scan))
    sheet = find_sheet(upright)
    image = np.ascontiguousarray(crop(upright, sheet))
    path = save_picture(image, context.folder / "straightened.tif")
    facts = {
        "skew_degrees": skew.degrees,
        "confidence": skew.confidence,
        "sheet": list(sheet),
        "width": image.shape[1],
        "height": image.shape[0],
    }
    return StepResult(files={IMAGE: path}, facts=facts)


def _border_tone(image: NDArray[np.uint8]) -> int:
    """Return the tone that fills the corners, so that turning draws no edge of its own."""
    gray = image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    sides = (gray[0], gray[-1], gray[:, 0], gray[:, -1])
    return int(np.median(np.concatenate(sides)))
