"""Pictures of single lines with known text, cut from drawn pages along their truth."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from digitize.layout.model import Direction
from tests.samples import DrawnPage
from tests.samples.truth import CellTruth, around

BORDER_PX = 10


@dataclass(frozen=True)
class DrawnLine:
    """A line picture and the text it is known to hold."""

    picture: NDArray[np.uint8]
    direction: Direction
    spans: tuple[tuple[int, int], ...]
    text: str = ""


def plain_line(shade: int = 255, size: tuple[int, int] = (200, 50)) -> DrawnLine:
    """Return a line of one shade without cells."""
    return DrawnLine(np.full(size, shade, np.uint8), Direction.VERTICAL, ())


def cut_lines(page: DrawnPage) -> list[DrawnLine]:
    """Return each main run and each note sub-line (or line of print) of a drawn page."""
    gray = np.asarray(cv2.cvtColor(page.image, cv2.COLOR_BGR2GRAY), np.uint8)
    lines = []
    for column in page.truth.body_columns:
        cells = list(column.cells)
        for run in column.runs:
            for text in (run.main, run.right, run.left):
                if text:
                    lines.append(_cut(gray, cells[: len(text)], text))
                    cells = cells[len(text) :]
    return lines


def _cut(gray: NDArray[np.uint8], cells: list[CellTruth], text: str) -> DrawnLine:
    box = around(cell.box for cell in cells)
    is_tall = len(text) == 1 or cells[1].box.y0 > cells[0].box.y0 + 1
    x0, y0, x1, y1 = (round(side) for side in box)
    inset = round((x1 - x0) * 0.06) if is_tall else 0
    pixels = gray[max(0, y0) : y1, x0 + inset : x1 - inset]
    level = np.clip((pixels.astype(np.float32) - 60) * 2.1, 0, 255).astype(np.uint8)
    picture = np.pad(level, BORDER_PX, constant_values=255)
    start = (y0 if is_tall else x0) - BORDER_PX
    sides = [(c.box.y0, c.box.y1) if is_tall else (c.box.x0, c.box.x1) for c in cells]
    spans = tuple((round(first) - start, round(last) - start) for first, last in sides)
    direction = Direction.VERTICAL if is_tall else Direction.HORIZONTAL
    return DrawnLine(picture, direction, spans, text)
