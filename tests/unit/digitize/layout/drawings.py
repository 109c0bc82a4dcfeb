"""Tiny pages made of rules and strokes; no font is needed to look like text to a projection."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]


@dataclass(frozen=True)
class Leaf:
    """A ruled half-leaf: sizes in pixels; `texts[i]` counts the cells of column i from the right.

    A negative count draws a column of double-line notes.
    """

    texts: tuple[int, ...] = (12, 8, 0, 12, -12, 3, 12, 0)
    pitch: int = 60
    cell: int = 42
    rows: int = 16
    rule: int = 2
    frame: int = 5
    margin: int = 80
    fold: int = 0
    seed: int = 7

    @property
    def size(self) -> tuple[int, int]:
        """Height and width of the page."""
        width = self.fold + len(self.texts) * self.pitch + 2 * self.margin
        return self.rows * self.cell + 2 * self.margin, width

    @property
    def top(self) -> int:
        return self.margin

    @property
    def bottom(self) -> int:
        return self.margin + self.rows * self.cell


def draw_leaf(leaf: Leaf) -> Picture:
    """Draw the leaf black on white."""
    page: Picture = np.full(leaf.size, 255, dtype=np.uint8)
    rng = np.random.default_rng(leaf.seed)
    right = leaf.size[1] - leaf.margin
    left = right - len(leaf.texts) * leaf.pitch
    for index in range(len(leaf.texts) + 1):
        x = right - index * leaf.pitch
        cv2.line(page, (x, leaf.top), (x, leaf.bottom), (0,), leaf.rule)
    for y in (leaf.top, leaf.bottom):
        cv2.line(page, (left - leaf.fold, y), (right, y), (0,), leaf.frame)
    cv2.line(page, (right, leaf.top), (right, leaf.bottom), (0,), leaf.frame)
    for index, count in enumerate(leaf.texts):
        x0 = right - (index + 1) * leaf.pitch
        for row in range(abs(count)):
            y0 = leaf.top + row * leaf.cell + 12 + int(rng.integers(-2, 3))
            if count > 0:
                draw_glyph(page, (x0 + 9, y0, leaf.pitch - 18, leaf.cell - 8), rng)
            else:
                half = leaf.pitch // 2
                draw_glyph(page, (x0 + 4, y0, half - 8, leaf.cell - 10), rng)
                draw_glyph(page, (x0 + half + 4, y0, half - 8, leaf.cell - 10), rng)
    return page


def draw_glyph(page: Picture, place: tuple[int, int, int, int], rng: np.random.Generator) -> None:
    """Draw something as dense as a character into `(x, y, width, height)`."""
    x, y, width, height = place
    for part in rng.permutation([0.1, 0.35, 0.6, 0.9])[:3]:
        row = y + round(height * float(part))
        cv2.line(page, (x, row), (x + width, row), (0,), 2)
    middle = x + width // 2 + int(rng.integers(-2, 3))
    cv2.line(page, (middle, y), (middle, y + height), (0,), 2)
    cv2.line(page, (x, y + height), (middle, y + height // 2), (0,), 2)


def turn(page: Picture, degrees: float) -> Picture:
    """Turn a page counter-clockwise on a larger white sheet."""
    pad = max(page.shape) // 8
    larger = cv2.copyMakeBorder(page, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=(255,))
    height, width = larger.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    turned = cv2.warpAffine(larger, matrix, (width, height), borderValue=(255,))
    return np.asarray(turned, dtype=np.uint8)
