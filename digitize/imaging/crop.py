"""Find the sheet of paper on the ground it was photographed on.

The cut is at the paper's edge and never at the printed frame: raised heads 抬头, notes in the
upper margin and seals stand outside it.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

WORK_SIDE_PX = 500
SIDE_SHARE = 0.8
"""A side of the picture shows the ground when this part of its edge has the ground's colour."""
TOLERANCE = 26
"""Colours of the ground differ by less than this in every channel."""
MIN_CONTRAST = 24
"""The sheet is lighter than the ground by at least this much."""
MIN_FILL = 0.8
"""A sheet fills this part of its upright box, or it is no sheet."""
MIN_AREA = 0.1
BRIDGE_PART = 0.04
"""Straps, rulers and tabs narrower than this part of the long side do not belong to the sheet."""
MARGIN_PART = 0.004

Rectangle = tuple[int, int, int, int]


def find_sheet(image: NDArray[np.uint8]) -> Rectangle:
    """Give the upright rectangle of the paper.

    Args:
        image: `(height, width)` gray or `(height, width, 3)` BGR pixels.

    Returns:
        `(x0, y0, x1, y1)` in pixels, half open; the whole picture unless at least two of its
        sides show one even ground that is darker than the sheet.
    """
    height, width = image.shape[:2]
    whole = (0, 0, width, height)
    scale = min(1.0, WORK_SIDE_PX / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = _shrink(image, size)
    ground = _find_ground(small)
    if ground is None:
        return whole
    box = _largest_sheet(small, ground)
    if box is None:
        return whole
    margin = round(MARGIN_PART * max(height, width))
    x0, y0, x1, y1 = (round(side / scale) for side in box)
    return (
        max(0, x0 - margin),
        max(0, y0 - margin),
        min(width, x1 + margin),
        min(height, y1 + margin),
    )


def crop(image: NDArray[np.uint8], rectangle: Rectangle) -> NDArray[np.uint8]:
    """Cut `(x0, y0, x1, y1)` out of a picture; the pixels are shared, not copied."""
    x0, y0, x1, y1 = rectangle
    return image[y0:y1, x0:x1]


def _shrink(image: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.uint8]:
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    small = cv2.cvtColor(small, cv2.COLOR_GRAY2BGR) if small.ndim == 2 else small
    return np.asarray(cv2.medianBlur(small, 3), dtype=np.uint8)


def _find_ground(small: NDArray[np.uint8]) -> NDArray[np.uint8] | None:
    """Mark the ground (255) as seen from the sides that show it."""
    sides = [small[0], small[-1], small[:, 0], small[:, -1]]
    tones = [np.median(side, axis=0) for side in sides]
    even = [_share_like(side, tone) >= SIDE_SHARE for side, tone in zip(sides, tones, strict=True)]
    for tone, is_even in sorted(zip(tones, even, strict=True), key=lambda pair: pair[0].sum()):
        alike = [_share_like(side, tone) >= SIDE_SHARE for side in sides]
        if is_even and sum(alike) >= 2:
            return _flood_from_edge(np.asarray(_like(small, tone), dtype=np.uint8) * 255)
    return None


def _like(pixels: NDArray[np.uint8], tone: NDArray[np.float64]) -> NDArray[np.bool_]:
    return np.asarray(np.abs(pixels.astype(np.float64) - tone).max(axis=-1) < TOLERANCE)


def _share_like(side: NDArray[np.uint8], tone: NDArray[np.float64]) -> float:
    return float(_like(side, tone).mean())


def _flood_from_edge(mask: NDArray[np.uint8]) -> NDArray[np.uint8]:
    _, labels = cv2.connectedComponents(mask)
    edge = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    touching = np.setdiff1d(np.unique(edge), [0])
    return np.where(np.isin(labels, touching), 255, 0).astype(np.uint8)


def _largest_sheet(small: NDArray[np.uint8], ground: NDArray[np.uint8]) -> Rectangle | None:
    bridge = max(3, round(BRIDGE_PART * max(ground.shape))) | 1
    kernel = np.ones((bridge, bridge), np.uint8)
    paper = cv2.morphologyEx(cv2.bitwise_not(ground), cv2.MORPH_OPEN, kernel)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(paper)
    if count < 2:
        return None
    best = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
    x, y, width, height, area = (int(value) for value in stats[best])
    brightness = small.mean(axis=2)
    contrast = np.median(brightness[labels == best]) - np.median(brightness[ground > 0])
    is_sheet = area >= MIN_FILL * width * height and area >= MIN_AREA * ground.size
    return (x, y, x + width, y + height) if is_sheet and contrast >= MIN_CONTRAST else None


def find_solids(ink: NDArray[np.uint8], thick_px: int) -> NDArray[np.uint8]:
    """Mark the areas that are ink for at least `thick_px` in every direction."""
    kernel = np.ones((thick_px, thick_px), np.uint8)
    return np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel), dtype=np.uint8)


def erase_surround(ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Drop the thick black areas that reach the picture's edge: table, clamps, colour charts."""
    thick = max(3, max(ink.shape) // 60)
    edge = _flood_from_edge(find_solids(ink, thick))
    grown = cv2.dilate(edge, np.ones((thick // 2 | 1, thick // 2 | 1), np.uint8))
    return np.asarray(cv2.bitwise_and(ink, cv2.bitwise_not(grown)), dtype=np.uint8)
