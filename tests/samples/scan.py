"""From a flat sheet to what a scanner saw: paper, show-through, skew, curl, surround, noise."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from tests.samples.ink import Sheet
from tests.samples.truth import Box, DrawnPage, PageTruth, PanelTruth, Picture, move_panels

Colour = tuple[int, int, int]
_Floats = npt.NDArray[np.float32]
_RED: Final[Colour] = (52, 48, 176)


class Tone(StrEnum):
    """What the scanner records."""

    BILEVEL = "bilevel"
    GREY = "grey"
    COLOUR = "colour"


@dataclass(frozen=True)
class ScanStyle:
    """Paper and scanner; colours are BGR, lengths pixels.

    Attributes:
        skew_deg: the page lies turned by this, counter-clockwise positive.
        curl_px: how far the outer edge of the page is lifted or dropped, growing with x cubed.
        bend_px: how far the uprights bow sideways at mid height.
        show_through: darkness of the other side's text, 0 to 0.4.
        surround: colour beyond the paper, None for a scan cut at the paper's edge.
        surround_px: width of that border.
        noise: standard deviation of the sensor's noise in grey levels.
    """

    tone: Tone = Tone.COLOUR
    paper: Colour = (205, 222, 232)
    ink: Colour = (38, 36, 40)
    texture: float = 2.5
    skew_deg: float = 0
    curl_px: float = 0
    bend_px: float = 0
    show_through: float = 0
    surround: Colour | None = None
    surround_px: int = 0
    noise: float = 2
    blur: float = 0.6
    speck_count: int = 0
    has_seal: bool = False
    dpi: int = 300


def random_scan(rng: np.random.Generator) -> ScanStyle:
    """Return paper and scanner within the ranges seen on real scans."""
    tone = Tone(rng.choice([Tone.BILEVEL, Tone.GREY, Tone.COLOUR]))
    light = int(rng.integers(205, 240))
    surrounds: list[Colour | None] = [None, (12, 12, 14), (128, 128, 130), (250, 250, 250)]
    return ScanStyle(
        tone=tone,
        paper=(light - int(rng.integers(5, 45)), light - int(rng.integers(0, 12)), light),
        skew_deg=float(rng.uniform(-2, 2)),
        curl_px=float(rng.uniform(-14, 14)),
        bend_px=float(rng.uniform(-6, 6)),
        show_through=float(rng.uniform(0, 0.2)),
        surround=surrounds[int(rng.integers(0, len(surrounds)))],
        surround_px=int(rng.integers(10, 120)),
        noise=float(rng.uniform(0, 5)),
        blur=float(rng.uniform(0.3, 1.0)),
        speck_count=int(rng.integers(0, 60)),
        has_seal=bool(rng.random() < 0.25),
    )


def scan_sheet(
    sheet: Sheet,
    panels: tuple[PanelTruth, ...],
    style: ScanStyle,
    *,
    is_red: bool,
    name: str,
    label: str,
) -> DrawnPage:
    """Return the scan of a flat sheet, its truth moved along with the pixels."""
    rng = sheet.rng
    sheet.speckle(style.speck_count)
    flat = _print_colours(sheet, style, is_red=is_red)
    if style.has_seal:
        flat = _press_seal(flat, rng)
    warp = Warp(sheet.width, sheet.height, style)
    image = _record(warp.apply(flat), style, rng)
    height, width = image.shape[:2]
    moved = move_panels(panels, warp.move)
    return DrawnPage(name, label, image, PageTruth(width, height, moved, style.skew_deg), style.dpi)


def _print_colours(sheet: Sheet, style: ScanStyle, *, is_red: bool) -> _Floats:
    paper = np.full((sheet.height, sheet.width, 3), style.paper, np.float32)
    coarse = sheet.rng.normal(0, style.texture, (sheet.height // 48 + 2, sheet.width // 48 + 2))
    tint = cv2.resize(coarse.astype(np.float32), (sheet.width, sheet.height))
    paper += np.asarray(tint, np.float32)[:, :, None]
    if style.show_through:
        behind = cv2.GaussianBlur(cv2.flip(cv2.max(sheet.glyphs, sheet.rules), 1), (0, 0), 2)
        paper *= 1 - style.show_through * np.asarray(behind, np.float32)[:, :, None] / 255
    ruled = _lay_ink(paper, sheet.rules, _RED if is_red else style.ink)
    return _lay_ink(ruled, sheet.glyphs, style.ink)


def _lay_ink(ground: _Floats, amount: Picture, colour: Colour) -> _Floats:
    alpha = amount.astype(np.float32)[:, :, None] / 255
    return np.asarray(ground * (1 - alpha) + np.array(colour, np.float32) * alpha, np.float32)


def _press_seal(flat: _Floats, rng: np.random.Generator) -> _Floats:
    side = flat.shape[1] // 7
    x, y = int(rng.uniform(0.3, 0.7) * flat.shape[1]), int(rng.uniform(0.05, 0.3) * flat.shape[0])
    stamp = np.zeros(flat.shape[:2], np.uint8)
    cv2.rectangle(stamp, (x, y), (x + side, y + side), (255,), max(3, side // 14))
    for step in range(1, 4):
        at = x + step * side // 4
        cv2.line(stamp, (at, y + side // 6), (at, y + side - side // 6), (255,), max(3, side // 12))
    alpha = stamp.astype(np.float32)[:, :, None] / 255 * 0.75
    red = np.minimum(flat, np.array(_RED, np.float32))
    return np.asarray(flat * (1 - alpha) + red * alpha, np.float32)


class Warp:
    """Curl, bend and turn a sheet; exact for points, so that boxes follow the pixels."""

    def __init__(self, width: int, height: int, style: ScanStyle) -> None:
        self._size = width, height
        self._curl, self._bend = style.curl_px, style.bend_px
        self._border = style.surround_px if style.surround else 0
        self._fill = style.surround or style.paper
        self._has_surround = style.surround is not None
        centre = (width / 2, height / 2)
        self._turn = np.asarray(cv2.getRotationMatrix2D(centre, style.skew_deg, 1.0), float)

    @property
    def out_size(self) -> tuple[int, int]:
        """Width and height of the scan."""
        return self._size[0] + 2 * self._border, self._size[1] + 2 * self._border

    def apply(self, flat: _Floats) -> _Floats:
        """Return the warped picture, float32 BGR."""
        out_w, out_h = self.out_size
        xs, ys = np.meshgrid(
            np.arange(out_w, dtype=np.float32) - self._border,
            np.arange(out_h, dtype=np.float32) - self._border,
        )
        back = np.asarray(cv2.invertAffineTransform(self._turn), np.float32)
        x = back[0, 0] * xs + back[0, 1] * ys + back[0, 2]
        y = back[1, 0] * xs + back[1, 1] * ys + back[1, 2]
        x -= np.asarray(self._bend_at(y), np.float32)
        y -= np.asarray(self._curl_at(x), np.float32)
        mode = cv2.BORDER_CONSTANT if self._has_surround else cv2.BORDER_REPLICATE
        moved = cv2.remap(flat, x, y, cv2.INTER_LINEAR, borderMode=mode, borderValue=self._fill)
        return np.asarray(moved, np.float32)

    def move(self, box: Box) -> Box:
        """Return the box, its size kept, its centre moved with the page, clipped to the scan."""
        x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        y += float(self._curl_at(np.array([x]))[0])
        x += float(self._bend_at(np.array([y]))[0])
        moved = self._turn @ np.array([x, y, 1.0]) + self._border
        half_width, half_height = (box.x1 - box.x0) / 2, (box.y1 - box.y0) / 2
        width, height = self.out_size
        return Box(
            min(max(0.0, float(moved[0]) - half_width), width),
            min(max(0.0, float(moved[1]) - half_height), height),
            min(max(0.0, float(moved[0]) + half_width), width),
            min(max(0.0, float(moved[1]) + half_height), height),
        )

    def _curl_at(self, x: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
        return np.asarray(self._curl * np.clip(x / self._size[0], 0, 1) ** 3)

    def _bend_at(self, y: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
        return np.asarray(self._bend * np.sin(np.pi * np.clip(y / self._size[1], 0, 1)))


def _record(seen: _Floats, style: ScanStyle, rng: np.random.Generator) -> Picture:
    if style.blur:
        seen = np.asarray(cv2.GaussianBlur(seen, (0, 0), style.blur), np.float32)
    if style.noise:
        seen = seen + rng.normal(0, style.noise, seen.shape[:2]).astype(np.float32)[:, :, None]
    image = np.clip(seen, 0, 255).astype(np.uint8)
    if style.tone is Tone.COLOUR:
        return image
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    if style.tone is Tone.BILEVEL:
        threshold = 0.62 * float(np.mean(style.paper))
        grey = cv2.threshold(grey, threshold, 255, cv2.THRESH_BINARY)[1]
    return np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), np.uint8)
