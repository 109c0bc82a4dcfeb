"""Brush and rule: glyphs and worn lines on a flat sheet, before any scanner sees it."""

import functools
from dataclasses import dataclass, field

import cv2
import numpy as np
from PIL import Image, ImageDraw

from tests.samples.fonts import Face, load_font
from tests.samples.truth import Picture

Point = tuple[float, float]


@dataclass(frozen=True)
class Wear:
    """How a printed line has suffered.

    Attributes:
        gaps: share of the length that is missing, 0 to 0.6.
        wobble_px: how far it strays from straight.
    """

    gaps: float = 0.05
    wobble_px: float = 0.5


@dataclass
class Sheet:
    """A flat sheet: `glyphs` and `rules` hold how much ink lies on each pixel, 0 to 255."""

    width: int
    height: int
    rng: np.random.Generator
    rules: Picture = field(init=False)
    _glyphs: Image.Image = field(init=False)
    _pen: ImageDraw.ImageDraw = field(init=False)

    def __post_init__(self) -> None:
        self.rules = np.zeros((self.height, self.width), np.uint8)
        self._glyphs = Image.new("L", (self.width, self.height))
        self._pen = ImageDraw.Draw(self._glyphs)

    @property
    def glyphs(self) -> Picture:
        return np.asarray(self._glyphs, np.uint8)

    def write(
        self, char: str, centre: Point, size_px: float, face: Face, jitter: float = 0
    ) -> None:
        """Write one character; `jitter` is the share of its size by which the hand strays."""
        shift, swell = self.rng.normal(0, jitter / 2, 2) * size_px, 1 + self.rng.normal(0, jitter)
        font = load_font(face, max(6, round(size_px * min(1.15, max(0.85, swell)))))
        _must_hold(face, char)
        spot = (centre[0] + float(shift[0]), centre[1] + float(shift[1]))
        self._pen.text(spot, char, fill=int(self.rng.integers(215, 256)), font=font, anchor="mm")

    def rule(self, start: Point, end: Point, thickness_px: float, wear: Wear) -> None:
        """Draw a printed line with gaps and wobble."""
        length = float(np.hypot(end[0] - start[0], end[1] - start[1]))
        count = max(2, round(length / 12))
        along = np.linspace(0, 1, count)
        points = np.outer(1 - along, start) + np.outer(along, end)
        points += _wander(count, wear.wobble_px, self.rng)[:, None] * _across(start, end)
        kept = _kept_steps(count - 1, wear.gaps, self.rng)
        for a, b, keep in zip(points, points[1:], kept, strict=False):
            if keep:
                self._stroke(a, b, thickness_px)

    def _stroke(self, a: np.ndarray, b: np.ndarray, thickness_px: float) -> None:
        thickness = max(1, round(thickness_px + float(self.rng.normal(0, thickness_px * 0.08))))
        start, end = (int(a[0] * 16), int(a[1] * 16)), (int(b[0] * 16), int(b[1] * 16))
        shade = int(self.rng.integers(200, 256))
        cv2.line(self.rules, start, end, (shade,), thickness, cv2.LINE_AA, 4)

    def fish_tail(self, left: float, right: float, top: float, depth: float) -> None:
        """Draw the black fish-tail of a fold: a block whose lower edge is notched upwards."""
        middle = (left + right) / 2
        outline = [
            (left, top),
            (right, top),
            (right, top + depth),
            (middle, top + depth * 0.55),
            (left, top + depth),
        ]
        cv2.fillPoly(self.rules, [np.array(outline, np.int32)], (245,), cv2.LINE_AA)

    def speckle(self, count: int) -> None:
        """Drop specks of one to three pixels."""
        for _ in range(count):
            spot = int(self.rng.integers(0, self.width)), int(self.rng.integers(0, self.height))
            cv2.circle(self.rules, spot, int(self.rng.integers(1, 3)), (230,), -1)


@functools.lru_cache(maxsize=4096)
def _must_hold(face: Face, char: str) -> None:
    """Refuse a character the face lacks: its empty box would make the truth a lie."""
    font = load_font(face, 32)
    if bytes(font.getmask(char)) == bytes(font.getmask("\U000f0000")):
        raise ValueError(f"the {face} face has no {char}")


def _across(start: Point, end: Point) -> np.ndarray:
    direction = np.array([start[1] - end[1], end[0] - start[0]], float)
    return np.asarray(direction / max(1e-6, float(np.hypot(*direction))))


def _wander(count: int, amount: float, rng: np.random.Generator) -> np.ndarray:
    coarse = rng.normal(0, amount, max(2, count // 8))
    return np.interp(np.linspace(0, len(coarse) - 1, count), np.arange(len(coarse)), coarse)


def _kept_steps(count: int, gaps: float, rng: np.random.Generator) -> np.ndarray:
    kept = np.ones(count, bool)
    while count - int(kept.sum()) < gaps * count:
        start = int(rng.integers(0, count))
        kept[start : start + int(rng.integers(1, max(2, count // 6)))] = False
    return kept
