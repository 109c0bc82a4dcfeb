"""A photograph-like picture: sky, hills, a kiln and its smoke, film grain."""

import cv2
import numpy as np

from tests.samples.truth import Box, DrawnPage, PageTruth, PanelKind, PanelTruth, Picture


def paint_scene(width: int, height: int, rng: np.random.Generator) -> Picture:
    """Return a grey landscape (height, width), uint8, without any text."""
    sky = np.linspace(235, 150, height)[:, None] + np.zeros((1, width))
    scene = sky + cv2.GaussianBlur(rng.normal(0, 60, (height, width)), (0, 0), max(3, width / 25))
    canvas = np.clip(scene, 0, 255).astype(np.uint8)
    for depth, shade in enumerate((140, 105, 70)):
        canvas = _paint_hill(canvas, 0.45 + 0.15 * depth, shade, rng)
    _paint_kiln(canvas)
    grain = rng.normal(0, 6, canvas.shape)
    return np.clip(canvas + grain, 0, 255).astype(np.uint8)


def draw_picture(
    width: int, height: int, rng: np.random.Generator, name: str = "picture"
) -> DrawnPage:
    """Return a sepia photograph that holds no text."""
    grey = paint_scene(width, height, rng).astype(np.float32)[:, :, None]
    image = np.clip(grey * np.array([0.78, 0.92, 1.0], np.float32), 0, 255).astype(np.uint8)
    panel = PanelTruth("picture", PanelKind.PICTURE, Box(0, 0, width, height))
    return DrawnPage(name, name, image, PageTruth(width, height, (panel,), 0.0), 300)


def _paint_hill(canvas: Picture, level: float, shade: int, rng: np.random.Generator) -> Picture:
    height, width = canvas.shape
    peaks = rng.uniform(-0.12, 0.12, 8) * height + level * height
    ridge = np.interp(np.arange(width), np.linspace(0, width, 8), peaks)
    outline = np.column_stack([np.arange(width), ridge]).astype(np.int32)
    outline = np.vstack([outline, [[width, height], [0, height]]]).astype(np.int32)
    return np.asarray(cv2.fillPoly(canvas.copy(), [outline], (shade,), cv2.LINE_AA), np.uint8)


def _paint_kiln(canvas: Picture) -> None:
    height, width = canvas.shape
    left, right, foot = int(width * 0.58), int(width * 0.74), int(height * 0.82)
    cv2.rectangle(canvas, (left, int(height * 0.62)), (right, foot), (45,), -1)
    cv2.rectangle(canvas, (right - width // 40, height // 3), (right, foot), (35,), -1)
    for step in range(6):
        centre = (right + step * width // 40, height // 3 - step * height // 22)
        cv2.circle(canvas, centre, width // 60 + step * width // 120, (190,), -1, cv2.LINE_AA)
