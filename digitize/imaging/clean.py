"""Take from a column's picture what is neither paper nor stroke."""

import cv2
import numpy as np
from numpy.typing import NDArray

from digitize.imaging.rules import remove_end_rules, remove_side_rules

SPECK_PART = 1 / 400
"""Blots smaller than this part of the column's width squared are dirt."""
LINE_SHARE = 0.85
END_ZONE, END_HEIGHT = 0.3, 0.16
"""Flat blots this near the head or foot, in column widths, are pieces of the frame."""
SLENDER = 2.5
SIDE_WIDTH = 0.09
"""Slender upright blots of at most this width, in column widths, beside a side are its rule."""
ALONE = 0.15
"""So are blots of any shape there that no stroke comes nearer to than this, in column widths."""
GRAIN = 0.15
"""Blots of at most this extent, in column widths, are grain where they crowd."""
CROWD = 16
"""So many such blots in a square of one column width are the grain of a seal, not strokes."""

Stats = NDArray[np.int32]


def clean_strip(strip: NDArray[np.uint8], margin_px: int, rule_px: int) -> NDArray[np.uint8]:
    """Leave the characters of a column: no rules, no frame, no specks, no grain of a seal.

    Args:
        strip: ink of one upright column, 255 on ink, drawn with a margin beyond both rules.
        margin_px: that margin; a rule wanders as far to its inner side.
        rule_px: vertical runs at the sides of at least this length are rule, not stroke.
    """
    width = strip.shape[1] - 2 * margin_px
    bare = remove_side_rules(strip, 2 * margin_px, rule_px)
    bare = remove_end_rules(bare, max(1, round(END_ZONE * width)), LINE_SHARE)
    _, marks, found, centres = cv2.connectedComponentsWithStats(bare, connectivity=8)
    labels: NDArray[np.int32] = np.asarray(marks, dtype=np.int32)
    stats: Stats = np.asarray(found, dtype=np.int32)
    kept = stats[:, cv2.CC_STAT_AREA] >= max(2, round(SPECK_PART * width**2))
    kept &= ~_is_frame(stats, strip.shape[0], width)
    kept &= ~_is_rule(stats, margin_px, strip.shape[1])
    kept &= ~_is_alone_at_side(labels, stats, kept, margin_px)
    kept &= ~_is_grain(stats, np.asarray(centres), strip.shape, width)
    kept[0] = False
    return np.asarray(np.where(kept[labels], 255, 0), dtype=np.uint8)


def _is_frame(stats: Stats, rows: int, width: int) -> NDArray[np.bool_]:
    top, height = stats[:, cv2.CC_STAT_TOP], stats[:, cv2.CC_STAT_HEIGHT]
    zone = END_ZONE * width
    at_end = (top + height <= zone) | (top >= rows - zone)
    cut_off = ((top == 0) | (top + height == rows)) & (height <= zone)
    return np.asarray((at_end & (height <= END_HEIGHT * width)) | cut_off)


def _is_rule(stats: Stats, margin_px: int, columns: int) -> NDArray[np.bool_]:
    left, width = stats[:, cv2.CC_STAT_LEFT], stats[:, cv2.CC_STAT_WIDTH]
    at_side = (left + width <= 2 * margin_px) | (left >= columns - 2 * margin_px)
    outside = (left + width <= margin_px) | (left >= columns - margin_px)
    slender = stats[:, cv2.CC_STAT_HEIGHT] >= SLENDER * width
    narrow = width <= max(2, SIDE_WIDTH * (columns - 2 * margin_px))
    return np.asarray(outside | (at_side & slender & narrow))


def _is_alone_at_side(
    labels: NDArray[np.int32], stats: Stats, kept: NDArray[np.bool_], margin_px: int
) -> NDArray[np.bool_]:
    """Mark what is left of a broken rule: blots at a side that are no character's stroke."""
    columns = labels.shape[1]
    left, right = stats[:, cv2.CC_STAT_LEFT], stats[:, cv2.CC_STAT_LEFT] + stats[:, 2]
    at_side = kept & ((right <= 2 * margin_px) | (left >= columns - 2 * margin_px))
    at_side[0] = False
    strokes = kept & ~at_side
    strokes[0] = False
    reach = 2 * max(1, round(ALONE * (columns - 2 * margin_px))) + 1
    near = cv2.dilate(strokes[labels].astype(np.uint8), np.ones((reach, reach), np.uint8))
    return np.asarray(at_side & ~np.isin(np.arange(len(stats)), labels[near > 0]))


def _is_grain(
    stats: Stats, centres: NDArray[np.float64], shape: tuple[int, ...], width: int
) -> NDArray[np.bool_]:
    """Mark small blots that stand in a crowd of their like."""
    extent = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    small = extent <= GRAIN * width
    small[0] = False
    count = np.zeros((shape[0], shape[1]), dtype=np.float32)
    x, y = (centres[small, axis].round().astype(int) for axis in (0, 1))
    np.add.at(count, (y, x), 1)
    size = max(1, width)
    crowd = cv2.boxFilter(count, -1, (size, size), normalize=False, borderType=cv2.BORDER_CONSTANT)
    crowded = np.zeros(len(stats), dtype=bool)
    crowded[small] = crowd[y, x] >= CROWD
    return crowded
