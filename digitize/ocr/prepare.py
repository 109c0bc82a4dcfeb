"""Bring a line to the size Tesseract reads best. Pure."""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from digitize.layout.model import Direction
from digitize.ocr.line import LinePicture

_BREADTH_PX: Final = 64  # of a line with its white border; the models know letters of 36 to 48
_BORDER_PX: Final = 10
_WHITE: Final = 255
_MIN_SIDE_PX: Final = 4


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture to be read, and how to find back along the line it was made from.

    Attributes:
        pixels: gray (height, width), dark on white.
        direction: how words follow one another in this picture.
        centres: for a line set across, where each cell stood, 0 to 1; else empty.
    """

    pixels: NDArray[np.uint8]
    direction: Direction
    centres: tuple[float, ...] = ()

    def position_of(self, box: tuple[int, int, int, int], share: float) -> float:
        """Return where the point at `share` of a box (left, top, width, height) lies, 0 to 1."""
        left, top, width, height = box
        if self.direction is Direction.VERTICAL:
            along = (top + share * height) / self.pixels.shape[0]
        else:
            along = (left + share * width) / self.pixels.shape[1]
        along = float(min(1.0, max(0.0, along)))
        if not self.centres:
            return along
        return self.centres[min(len(self.centres) - 1, int(along * len(self.centres)))]


def prepare_line(line: LinePicture) -> Prepared:
    """Scale a line to the usual breadth."""
    height, width = line.picture.shape
    breadth = width if line.direction is Direction.VERTICAL else height
    return Prepared(_scale(line.picture, _BREADTH_PX / max(1, breadth)), line.direction)


def set_across(line: LinePicture) -> Prepared:
    """Set the cells of a short vertical line side by side."""
    height = line.picture.shape[0]
    tallest = max(end - start for start, end in line.spans)
    row = np.hstack([_cut(line.picture, start, tallest) for start, _ in line.spans])
    framed = np.pad(row, ((_BORDER_PX, _BORDER_PX), (0, 0)), constant_values=_WHITE)
    pixels = _scale(framed, _BREADTH_PX / framed.shape[0])
    centres = tuple((start + end) / 2 / height for start, end in line.spans)
    return Prepared(pixels, Direction.HORIZONTAL, centres)


def encode_png(pixels: NDArray[np.uint8]) -> bytes:
    """Return the picture as PNG."""
    return bytes(cv2.imencode(".png", pixels)[1].tobytes())


def _cut(picture: NDArray[np.uint8], start: int, height: int) -> NDArray[np.uint8]:
    cut = picture[max(0, start) : max(0, start) + height]
    return np.pad(cut, ((0, height - cut.shape[0]), (0, 0)), constant_values=_WHITE)


def _scale(pixels: NDArray[np.uint8], factor: float) -> NDArray[np.uint8]:
    height, width = pixels.shape
    size = max(_MIN_SIDE_PX, round(width * factor)), max(_MIN_SIDE_PX, round(height * factor))
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, size, interpolation=way), np.uint8)
