"""The reduced, straightened picture on which layout is found, and the way back."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from digitize.imaging.binarise import find_ink, is_paper, to_gray
from digitize.imaging.crop import Rectangle, erase_surround, find_sheet
from digitize.imaging.deskew import estimate_skew, rotate, turn_matrix
from digitize.layout.strips import Edges, Points

WORK_SIDE_PX = 2000
FAINTNESS = 0.45
INSET_PART = 0.01
SPECK_PX = 4
"""Isolated blots of fewer pixels than this, at working size, are dirt."""


@dataclass(frozen=True, slots=True)
class View:
    """The page's ink at working size, set upright; `to_input` leads back to its pixels.

    `faint` has the fainter traces too, among them worn and coloured rules.
    """

    ink: NDArray[np.uint8]
    faint: NDArray[np.uint8]
    scale: float
    degrees: float

    def to_input(self, points: Points) -> Points:
        """Take `(n, 2)` points of the view to the picture as it was given."""
        height, width = self.ink.shape
        turn = turn_matrix(width, height, self.degrees)
        back = cv2.invertAffineTransform(turn)
        scanned = (points - 0.5) @ back[:, :2].T + back[:, 2] + 0.5
        return np.asarray(scanned / self.scale, dtype=np.float64)

    def edges_to_input(self, edges: Edges) -> Edges:
        """Take edges of the view to the picture as it was given."""
        return Edges(self.to_input(edges.left), self.to_input(edges.right))


def make_view(image: NDArray[np.uint8]) -> View:
    """Reduce a picture to its upright ink, without what surrounds the sheet."""
    height, width = image.shape[:2]
    scale = min(1.0, WORK_SIDE_PX / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    x0, y0, x1, y1 = _inside(find_sheet(small), size)
    paper = np.ascontiguousarray(to_gray(small[y0:y1, x0:x1]))
    layers = [np.zeros(small.shape[:2], dtype=np.uint8) for _ in range(2)]
    if is_paper(paper):
        for layer, faintness in zip(layers, (0.0, FAINTNESS), strict=True):
            layer[y0:y1, x0:x1] = erase_surround(find_ink(paper, faintness))
    degrees = estimate_skew(layers[0]).degrees
    ink, faint = (_turn(layer, degrees) for layer in layers)
    return View(drop_specks(ink, SPECK_PX), faint, scale, degrees)


def _turn(layer: NDArray[np.uint8], degrees: float) -> NDArray[np.uint8]:
    return np.where(rotate(layer, degrees, fill=0) > 127, 255, 0).astype(np.uint8)


def _inside(sheet: Rectangle, size: tuple[int, int]) -> Rectangle:
    """Draw a sheet's cut sides in, past the sliver of ground that a cut leaves."""
    inset = round(INSET_PART * max(size))
    x0, y0, x1, y1 = sheet
    x0, y0 = (side + inset if side > 0 else 0 for side in (x0, y0))
    x1, y1 = (side - inset if side < end else end for side, end in zip((x1, y1), size, strict=True))
    return x0, y0, max(x0 + 1, x1), max(y0 + 1, y1)


def drop_specks(ink: NDArray[np.uint8], fewest_px: int) -> NDArray[np.uint8]:
    """Drop connected blots of fewer pixels than given."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    kept = stats[:, cv2.CC_STAT_AREA] >= fewest_px
    kept[0] = False
    return np.asarray(np.where(kept[labels], 255, 0), dtype=np.uint8)
