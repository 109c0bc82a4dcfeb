"""Tell characters from everything else on a page without rules, and how they run."""

from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from digitize.imaging.crop import find_solids
from digitize.layout.model import Direction

MIN_SIZE_PX = 7
"""Smaller blots at working size are no characters that could be read."""
MAX_SIZE_PART = 1 / 6
"""Larger ones, as a part of the page's long side, are pictures."""
LARGEST = 6
"""Headings are at most so many times the usual character."""
CHAIN, CHAIN_FILL = (0.75, 1.6), 0.2
"""Characters that touch make long blots, still about one character thick and well filled."""
SOLID = 0.88
"""Blots that fill more of their box are blocks of colour, not characters."""
MIN_COUNT = 6
MIN_INK_SHARE = 0.35
"""Characters make up at least this part of a page's drawn ink, or the page is a picture."""
THICK_PART = 1 / 40
"""No stroke is thicker than this part of the page's long side."""
BLUR = 0.4
"""Strokes are blurred over this part of a character, so that only the gaps between remain."""
TILE = 10
"""Directions are judged in tiles of so many characters."""


class Glyphs(NamedTuple):
    """Ink of the characters alone, and their usual size in pixels."""

    ink: NDArray[np.uint8]
    size: float


def find_glyphs(ink: NDArray[np.uint8]) -> Glyphs | None:
    """Keep the blots that may be characters; `None` when the page seems to hold no text."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    area, extent = stats[:, cv2.CC_STAT_AREA], np.maximum(width, height)
    able = (extent >= MIN_SIZE_PX) & (extent <= MAX_SIZE_PART * max(ink.shape))
    able &= (area < SOLID * width * height) | (np.minimum(width, height) < MIN_SIZE_PX)
    able[0] = False
    if able.sum() < MIN_COUNT:
        return None
    size = _weighted_median(extent[able], extent[able])
    thickness = np.minimum(width, height)
    chained = (thickness >= CHAIN[0] * size) & (thickness <= CHAIN[1] * size)
    chained &= (area >= CHAIN_FILL * width * height) & (extent < max(ink.shape) / 2)
    kept = (able & (extent <= LARGEST * size) & (extent >= size / 8)) | chained
    kept[0] = False
    drawn = ~_holds_solid(ink, labels, len(stats))
    drawn[0] = False
    if kept.sum() < MIN_COUNT or area[kept].sum() < MIN_INK_SHARE * area[drawn].sum():
        return None
    return Glyphs(np.where(kept[labels], 255, 0).astype(np.uint8), size)


def _holds_solid(ink: NDArray[np.uint8], labels: NDArray[Any], count: int) -> NDArray[np.bool_]:
    """Mark the blots with a core thicker than any stroke: pictures in bilevel scans."""
    solid = find_solids(ink, max(3, round(THICK_PART * max(ink.shape))))
    return np.asarray(np.isin(np.arange(count), labels[solid > 0]))


def _weighted_median(values: NDArray[np.int32], weights: NDArray[np.int32]) -> float:
    order = np.argsort(values)
    total = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(total, total[-1] / 2)])


def find_direction(glyphs: Glyphs) -> Direction:
    """Say whether most text runs down or across.

    Along its lines a text is dense and across them it alternates, so of the two sums of ink the
    one across the lines varies more.
    """
    side = max(8, round(TILE * glyphs.size))
    reach = max(1, round(glyphs.size * BLUR))
    vote = 0.0
    height, width = glyphs.ink.shape
    for top in range(0, height, side):
        for left in range(0, width, side):
            tile = glyphs.ink[top : top + side, left : left + side]
            vote += _tile_vote(tile, reach)
    return Direction.VERTICAL if vote >= 0 else Direction.HORIZONTAL


def _tile_vote(tile: NDArray[np.uint8], reach: int) -> float:
    """Weigh a tile for vertical (above 0) or horizontal text by its ink."""
    if min(tile.shape) < 3 * reach or not tile.any():
        return 0.0
    spread = []
    for axis in (0, 1):
        line = tile.mean(axis=axis)
        used = np.flatnonzero(line)
        line = line[used[0] : used[-1] + 1]
        smooth = np.convolve(line, np.ones(reach) / reach, mode="same")
        spread.append(float(smooth.std() / max(smooth.mean(), 1e-6)))
    return (spread[0] - spread[1]) * float(tile.mean())
