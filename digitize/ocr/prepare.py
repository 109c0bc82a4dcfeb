"""Bring a line to the size and margin Tesseract reads best. Pure."""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from digitize.layout.model import Direction
from digitize.ocr.line import LinePicture

_BREADTH_PX: Final = 48  # of a column or line; best of 40 to 72 on drawn pages
_MARGIN_PX: Final = 8
_WHITE: Final = 255
_MIN_SIDE_PX: Final = 4


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture to be read, and how to find back along the line it was made from.

    Attributes:
        pixels: gray (height, width), 0 black.
        direction: the direction words follow in this picture.
        length_px: length of the line in this picture, the margin left out.
    """

    pixels: NDArray[np.uint8]
    direction: Direction
    length_px: float

    def position_of(self, box: tuple[int, int, int, int], share: float) -> float:
        """Return where the point at `share` of a box (left, top, width, height) lies, 0 to 1."""
        left, top, width, height = box
        if self.direction is Direction.VERTICAL:
            along = top + share * height
        else:
            along = left + share * width
        return float(min(1.0, max(0.0, (along - _MARGIN_PX) / max(1.0, self.length_px))))


def prepare_line(line: LinePicture) -> Prepared:
    """Scale a line to the usual breadth and lay it on a white margin."""
    is_vertical = line.direction is Direction.VERTICAL
    breadth = line.pixels.shape[1 if is_vertical else 0]
    scaled = _scale(line.pixels, _BREADTH_PX / max(1, breadth))
    length = scaled.shape[0 if is_vertical else 1]
    return Prepared(_with_margin(scaled), line.direction, length)


def set_across(line: LinePicture) -> Prepared:
    """Set the cells of a short vertical line side by side."""
    height = max(end - start for start, end in line.cell_spans)
    cells = [_cell(line.pixels, start, height) for start, _ in line.cell_spans]
    row = np.hstack(cells)
    scaled = _scale(row, _BREADTH_PX / max(1, height))
    return Prepared(_with_margin(scaled), Direction.HORIZONTAL, scaled.shape[1])


def encode_png(pixels: NDArray[np.uint8]) -> bytes:
    """Return the picture as PNG."""
    return bytes(cv2.imencode(".png", pixels)[1].tobytes())


def _cell(pixels: NDArray[np.uint8], start: int, height: int) -> NDArray[np.uint8]:
    cut = pixels[max(0, start) : max(0, start) + height]
    missing = height - cut.shape[0]
    return np.pad(cut, ((0, missing), (0, 0)), constant_values=_WHITE)


def _scale(pixels: NDArray[np.uint8], factor: float) -> NDArray[np.uint8]:
    height, width = pixels.shape
    size = max(_MIN_SIDE_PX, round(width * factor)), max(_MIN_SIDE_PX, round(height * factor))
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, size, interpolation=way), np.uint8)


def _with_margin(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.pad(pixels, _MARGIN_PX, constant_values=_WHITE)
