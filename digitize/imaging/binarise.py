"""Tell ink from paper on aged, unevenly lit, thin paper."""

import cv2
import numpy as np
from numpy.typing import NDArray

PAPER_WINDOW = 24
"""The paper's tone is taken over 1/24 of the long side: wider than any stroke."""
MIN_LEVEL, MAX_LEVEL = 0.45, 0.8
"""Ink is at most this part of its paper's brightness; show-through stays above it."""
DARK = 0.25
"""What is darker than this part of the light areas is a surround, and no paper."""
LIGHT_WINDOW = 4
TONE_SPREAD, EVEN_SHARE = 0.2, 0.7
"""On paper this share of the ground is as bright as the quarter of the page around it."""
BLANK_CONTRAST = 0.12
"""Where dark and light differ by less than this part of the paper's brightness, there is no ink."""


def to_gray(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Make one channel of `(height, width)` or `(height, width, 3)` BGR pixels."""
    if image.ndim == 2:
        return image
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), dtype=np.uint8)


def flatten_paper(gray: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Divide a gray picture by the brightness of its paper; the paper becomes 255.

    Shadows of the gutter, stains and a dark surround are part of the "paper" here, so they
    vanish; strokes, being narrower than the window, stay.
    """
    height, width = gray.shape
    step = max(1, max(height, width) // 500)
    size = (max(1, width // step), max(1, height // step))
    small = cv2.resize(gray, size, interpolation=cv2.INTER_AREA)
    window = max(3, max(size) // PAPER_WINDOW) | 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (window, window))
    paper = cv2.morphologyEx(cv2.medianBlur(small, 3), cv2.MORPH_CLOSE, kernel)
    paper = cv2.blur(paper, (window, window))
    paper = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(gray, np.maximum(paper, 1), scale=255.0), dtype=np.uint8)


def is_paper(gray: NDArray[np.uint8]) -> bool:
    """Say whether a picture's ground is of one tone, as paper is and photographs are not.

    Uneven light, which changes slowly, does not count.
    """
    height, width = gray.shape
    step = max(1, max(height, width) // 500)
    size = (max(1, width // step), max(1, height // step))
    small = cv2.resize(gray, size, interpolation=cv2.INTER_AREA)
    window = max(3, max(size) // PAPER_WINDOW) | 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (window, window))
    ground = cv2.morphologyEx(small, cv2.MORPH_CLOSE, kernel).astype(np.float64)
    wide = max(3, max(size) // LIGHT_WINDOW) | 1
    lit = (ground > DARK * np.percentile(ground, 90)).astype(np.float64)
    if not lit.any():
        return False
    around = cv2.blur(lit, (wide, wide), borderType=cv2.BORDER_REPLICATE)
    usual = cv2.blur(ground * lit, (wide, wide), borderType=cv2.BORDER_REPLICATE)
    even = np.abs(ground * around - usual) <= TONE_SPREAD * usual
    return float(np.mean(even[lit > 0])) >= EVEN_SHARE


def find_ink(gray: NDArray[np.uint8], faintness: float = 0.0) -> NDArray[np.uint8]:
    """Mark the ink of a gray picture.

    Args:
        gray: `(height, width)` pixels.
        faintness: 0 for ink alone; towards 1, fainter traces count as well: worn or coloured
            rules first, then the other side showing through, at last the paper.

    Returns:
        A mask of the same shape, 255 on ink. A picture without contrast has none.
    """
    flat = flatten_paper(gray)
    dark, light = np.percentile(flat[:: 1 + flat.shape[0] // 1000], (0.5, 90))
    if light - dark < BLANK_CONTRAST * 255:
        return np.zeros_like(gray)
    level, _ = cv2.threshold(flat, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    level = float(np.clip(level, MIN_LEVEL * 255, MAX_LEVEL * 255))
    level += faintness * max(0.0, float(light) - level)
    return np.asarray(cv2.threshold(flat, level, 255, cv2.THRESH_BINARY_INV)[1], dtype=np.uint8)


def binarise(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Make a bilevel picture, 0 for ink on 255 for paper, of the same height and width."""
    return np.asarray(cv2.bitwise_not(find_ink(to_gray(image))), dtype=np.uint8)
