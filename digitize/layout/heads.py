"""Reach for raised heads 抬头, which stand above the frame."""

import cv2
import numpy as np
from numpy.typing import NDArray

from digitize.imaging.rules import horizontal_runs, vertical_runs
from digitize.layout.strips import Edges, straighten

STRIP_PX = 48
REACH = 2.6
"""Heads are raised by at most this many column widths: three characters."""
MAX_GAP = 0.9
"""Between a raised character and the frame, or the next, there is less than this."""
GLYPH = (0.25, 1.3)
"""Smallest and largest extent of a raised character, in column widths."""


def raise_heads(
    ink: NDArray[np.uint8], columns: tuple[Edges, ...], ceiling: int
) -> tuple[Edges, ...]:
    """Lengthen the columns whose text begins above the frame.

    Args:
        ink: the whole page.
        columns: edges of the columns, which begin at the frame.
        ceiling: text above this row belongs to something else.
    """
    return tuple(_raise_head(ink, edges, ceiling) for edges in columns)


def _raise_head(ink: NDArray[np.uint8], edges: Edges, ceiling: int) -> Edges:
    top = float(edges.left[0, 1] + edges.right[0, 1]) / 2
    reach = min(REACH * edges.width, top - ceiling)
    if reach < GLYPH[0] * edges.width:
        return edges
    above = Edges(
        *(np.stack([line[0] - [0, reach], line[0]]) for line in (edges.left, edges.right))
    )
    rows = max(1, round(reach / edges.width * STRIP_PX))
    head = _head_rows(straighten(ink, above, (STRIP_PX, rows), 0.0, 0))
    if head == 0:
        return edges
    lift = head / STRIP_PX * edges.width
    return Edges(*(_stretch(line, lift) for line in (edges.left, edges.right)))


def _head_rows(strip: NDArray[np.uint8]) -> int:
    """Count the rows from the topmost raised character to the strip's end."""
    bare = np.where(strip > 127, 255, 0).astype(np.uint8)
    lines = cv2.bitwise_or(
        horizontal_runs(bare, round(0.85 * STRIP_PX)), vertical_runs(bare, round(1.1 * STRIP_PX))
    )
    text = cv2.bitwise_and(bare, cv2.bitwise_not(cv2.dilate(lines, np.ones((3, 3), np.uint8))))
    near = np.ones((STRIP_PX // 8, STRIP_PX // 8), np.uint8)
    joined = cv2.morphologyEx(text, cv2.MORPH_CLOSE, near)
    _, _, stats, _ = cv2.connectedComponentsWithStats(np.asarray(joined, dtype=np.uint8))
    reached = strip.shape[0]
    for x, y, width, height in sorted(stats[1:, :4].tolist(), key=lambda blot: -blot[1]):
        middle = (x + width / 2) / STRIP_PX
        fits = all(GLYPH[0] <= side / STRIP_PX <= GLYPH[1] for side in (width, height))
        if fits and 0.2 < middle < 0.8 and reached - (y + height) < MAX_GAP * STRIP_PX:
            reached = min(reached, y)
    return 0 if reached == strip.shape[0] else strip.shape[0] - reached + STRIP_PX // 16


def _stretch(line: NDArray[np.float64], lift: float) -> NDArray[np.float64]:
    """Lengthen a line upwards and set its knots evenly again."""
    longer = np.vstack([line[:1] - [[0.0, lift]], line])
    y = longer[:, 1]
    even = np.linspace(y[0], y[-1], len(line))
    return np.stack([np.interp(even, y, longer[:, 0]), even], axis=1)
