"""Straighten a column that leans or bends, and find the way back to the page."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from digitize.layout.model import Box, Point

Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Edges:
    """Two lines between which text stands: `(knots, 2)` points each, top to bottom, in pairs.

    Places between them are given as parts: `across` from 0 (left) to 1 (right), `down` from 0
    (top) to 1 (bottom).
    """

    left: Points
    right: Points

    @property
    def width(self) -> float:
        """Mean distance between the two lines, in pixels."""
        return float(np.linalg.norm(self.right - self.left, axis=1).mean())

    @property
    def height(self) -> float:
        """Length from the first knots to the last, in pixels."""
        middle = (self.left + self.right) / 2
        return float(np.linalg.norm(np.diff(middle, axis=0), axis=1).sum())

    def place(self, across: NDArray[np.float64], down: NDArray[np.float64]) -> Points:
        """Give the `(n, 2)` points at `n` places."""
        knots = np.linspace(0, 1, len(self.left))
        left = np.stack([np.interp(down, knots, self.left[:, axis]) for axis in (0, 1)], axis=1)
        right = np.stack([np.interp(down, knots, self.right[:, axis]) for axis in (0, 1)], axis=1)
        return np.asarray(left + (right - left) * across[:, None])

    def box(self, across: tuple[float, float], down: tuple[float, float]) -> Box:
        """Give the upright box of a part: its own size about its own centre."""
        middle = np.array([sum(across) / 2]), np.array([sum(down) / 2])
        x, y = self.place(*middle)[0]
        width, height = (across[1] - across[0]) * self.width, (down[1] - down[0]) * self.height
        return Box(
            round(x - width / 2), round(y - height / 2), round(x + width / 2), round(y + height / 2)
        )

    def part(self, across: tuple[float, float], down: tuple[float, float]) -> "Edges":
        """Give the edges of a part, with as many knots."""
        rows = np.linspace(down[0], down[1], len(self.left))
        sides = (self.place(np.full(len(rows), side), rows) for side in across)
        return Edges(*sides)

    def points(self) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
        """Give both lines as the model keeps them."""
        left, right = (
            tuple(Point(round(float(x), 1), round(float(y), 1)) for x, y in line)
            for line in (self.left, self.right)
        )
        return left, right


def edges_of(left: tuple[Point, ...], right: tuple[Point, ...]) -> Edges:
    """Make edges of the model's lines."""
    return Edges(np.array(left, dtype=np.float64), np.array(right, dtype=np.float64))


def straighten(
    picture: NDArray[np.uint8], edges: Edges, size: tuple[int, int], margin: float, fill: int
) -> NDArray[np.uint8]:
    """Draw what stands between two edges as an upright rectangle.

    Args:
        picture: one channel of `(height, width)`, in the pixels of the edges.
        edges: the two lines.
        size: width and height wanted, in pixels.
        margin: how far to look beyond each edge, as a part of the distance between them.
        fill: what stands where the picture ends.
    """
    width, height = max(1, size[0]), max(1, size[1])
    across = (np.arange(width) + 0.5) / width * (1 + 2 * margin) - margin
    down = (np.arange(height) + 0.5) / height
    knots = np.linspace(0, 1, len(edges.left))
    maps = []
    for axis in (0, 1):
        left = np.interp(down, knots, edges.left[:, axis])[:, None]
        right = np.interp(down, knots, edges.right[:, axis])[:, None]
        maps.append((left + (right - left) * across[None, :] - 0.5).astype(np.float32))
    drawn = cv2.remap(picture, maps[0], maps[1], cv2.INTER_LINEAR, borderValue=fill)
    return np.asarray(drawn, dtype=np.uint8)
