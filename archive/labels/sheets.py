"""Sheets of labels as they are sold, and where each label lies on them; pure.

All lengths are in millimetres.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.kernel.errors import N_


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of ``columns`` by ``rows`` labels; the margins are those before the first label."""

    key: str
    name: str
    page_width: float
    page_height: float
    columns: int
    rows: int
    label_width: float
    label_height: float
    margin_top: float = 0.0
    margin_left: float = 0.0
    gap_x: float = 0.0
    gap_y: float = 0.0

    @property
    def labels_per_page(self) -> int:
        """How many labels a page has."""
        return self.columns * self.rows

    @property
    def right_edge(self) -> float:
        """How far the last column reaches from the left edge of the page."""
        width = self.columns * self.label_width + (self.columns - 1) * self.gap_x
        return self.margin_left + width

    @property
    def bottom_edge(self) -> float:
        """How far the last row reaches from the top of the page."""
        height = self.rows * self.label_height + (self.rows - 1) * self.gap_y
        return self.margin_top + height


A4 = (210.0, 297.0)

SHEETS: Mapping[str, Sheet] = {
    sheet.key: sheet
    for sheet in (
        Sheet("a4-3x8", N_("A4，3×8，70×36 毫米"), *A4, 3, 8, 70.0, 36.0, margin_top=4.5),
        Sheet(
            "a4-3x8-margins",
            N_("A4，3×8，63.5×33.9 毫米，四周留白"),
            *A4,
            3,
            8,
            63.5,
            33.9,
            margin_top=12.9,
            margin_left=7.2,
            gap_x=2.5,
        ),
        Sheet(
            "a4-4x10",
            N_("A4，4×10，48.5×25.4 毫米（书标）"),
            *A4,
            4,
            10,
            48.5,
            25.4,
            margin_top=21.5,
            margin_left=8.0,
        ),
        Sheet(
            "a4-5x13",
            N_("A4，5×13，38.1×21.2 毫米（小书标）"),
            *A4,
            5,
            13,
            38.1,
            21.2,
            margin_top=10.7,
            margin_left=4.75,
            gap_x=2.5,
        ),
        Sheet("roll-50x30", N_("标签打印机，50×30 毫米"), 50.0, 30.0, 1, 1, 50.0, 30.0),
        Sheet("roll-30x25", N_("标签打印机，30×25 毫米（书标）"), 30.0, 25.0, 1, 1, 30.0, 25.0),
    )
}
"""The sheets that can be chosen, by their keys. The names are messages."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a label lies on its page: the distances of its corner from the page's left and top."""

    left: float
    top: float


def spot(sheet: Sheet, place: int) -> Spot:
    """Return where the label at ``place`` (0 is the first, row by row) lies."""
    row, column = divmod(place, sheet.columns)
    return Spot(
        sheet.margin_left + column * (sheet.label_width + sheet.gap_x),
        sheet.margin_top + row * (sheet.label_height + sheet.gap_y),
    )


def lay_out(sheet: Sheet, count: int, first: int = 1) -> list[list[tuple[int, Spot]]]:
    """Return pages of (number of the label, where it lies) for ``count`` labels.

    Args:
        sheet: the sheet of labels.
        count: how many labels there are, numbered from 0.
        first: which label of the first sheet, from 1, is still there to be printed on.
    """
    skipped = min(max(first, 1), sheet.labels_per_page) - 1
    pages: list[list[tuple[int, Spot]]] = []
    for number in range(count):
        page, place = divmod(skipped + number, sheet.labels_per_page)
        if page == len(pages):
            pages.append([])
        pages[page].append((number, spot(sheet, place)))
    return pages


def pages_needed(sheet: Sheet, count: int, first: int = 1) -> int:
    """Return how many sheets ``count`` labels take."""
    return len(lay_out(sheet, count, first))


LONGEST_LINE = 10
_WIDE = 0x2E80


def split_call_number(text: str) -> list[str]:
    """Return a call number (索书号) as the lines of a spine label.

    It breaks where it is read with a pause: at ``/``, at spaces, at ``·``; what is still too long
    for a label breaks before a hyphen, a point, a bracket or an equals sign, else where it must.
    """
    parts = [part for piece in text.split("/") for part in piece.replace("·", " ").split()]
    return [line for part in parts for line in _wrap(part)]


def _wrap(part: str) -> list[str]:
    lines: list[str] = []
    rest = part
    while width_of(rest) > LONGEST_LINE:
        end = _break_at(rest)
        lines.append(rest[:end])
        rest = rest[end:]
    return [*lines, rest]


def _break_at(text: str) -> int:
    fitting = next(
        n for n in range(len(text), 0, -1) if n == 1 or width_of(text[:n]) <= LONGEST_LINE
    )
    for signs in ("-(（=＝+", "."):
        breaks = [n for n in range(2, fitting + 1) if n < len(text) and text[n] in signs]
        if breaks:
            return breaks[-1]
    return fitting


def width_of(text: str) -> int:
    """Return how wide a text is: a Chinese character counts two, any other one."""
    return sum(2 if ord(character) >= _WIDE else 1 for character in text)


def type_size(lines: Sequence[str], sheet: Sheet) -> float:
    """Return the largest type in points with which ``lines`` fit on a spine label.

    A line takes 1.25 of its type's height, a Latin letter 0.6 of it in width; a tenth of the label
    stays free all round.
    """
    if not lines:
        return _LARGEST_PT
    by_width = sheet.label_width * 0.86 / (max(width_of(line) for line in lines) * 0.6)
    by_height = sheet.label_height * 0.8 / (len(lines) * 1.25)
    points = min(by_width, by_height) / MM_PER_PT
    # Downwards to half a point, so that what was computed to fit does fit.
    return min(_LARGEST_PT, max(_SMALLEST_PT, math.floor(points * 2) / 2))


MM_PER_PT = 25.4 / 72
"""A point, in which type is measured."""
_LARGEST_PT = 20.0
_SMALLEST_PT = 5.0
