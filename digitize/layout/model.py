"""The words of a page's layout: page, panels, columns, runs, sub-lines, cells.

All measures are pixels of the picture that was analysed. A box is half open: `x1` and `y1` are
one past the last pixel. Order is reading order everywhere: panels, columns (right to left in
vertical text), runs (top to bottom), the sub-lines of a note (right, then left), cells.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Box(NamedTuple):
    """An upright rectangle in pixels, half open.

    On a skewed page a box keeps the size it has on the straightened page and the centre it has
    on the page as scanned, so that its sides are right at mid height.
    """

    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def width(self) -> int:
        """Width in pixels."""
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        """Height in pixels."""
        return self.y1 - self.y0


def surround(boxes: list[Box]) -> Box:
    """Give the smallest box that holds all of some boxes."""
    return Box(
        min(box.x0 for box in boxes),
        min(box.y0 for box in boxes),
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )


class Point(NamedTuple):
    """A point of the picture in pixels, with fractions."""

    x: float
    y: float


class Profile(StrEnum):
    """The kind of page, which decides how it is taken apart."""

    SIKU_LEAF = "siku-leaf"
    """Vertical text in ruled columns: one half-leaf, or a whole leaf with its fold."""
    REPRINT_SHEET = "reprint-sheet"
    """A photo-reprint page: leaves stacked one above the other, each with its fold."""
    VERTICAL = "vertical"
    """Vertical text without rules: newspapers, modern vertical print."""
    MODERN = "modern"
    """Horizontal print."""
    PICTURE = "picture"
    """No text was found: a photograph, a chart, a blank page."""


RULED_PROFILES = (Profile.SIKU_LEAF, Profile.REPRINT_SHEET)


class Direction(StrEnum):
    """How the lines of a panel run."""

    VERTICAL = "vertical"
    HORIZONTAL = "horizontal"


class PanelKind(StrEnum):
    """What a panel is; only half-leaves are the page's body."""

    HALF_LEAF = "half-leaf"
    FOLD = "fold"
    PAGE_NUMBER = "page_number"


class RunType(StrEnum):
    """Single-line text or double-line notes 双行夹注."""

    MAIN = "main"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Cell:
    """The place of one character."""

    box: Box


@dataclass(frozen=True, slots=True)
class SubLine:
    """One line of characters inside a run: the run itself, or half the width of a note."""

    box: Box
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a column set in one way.

    A main run has one line. A note has two, right and left, of which one may hold no cells.
    """

    type: RunType
    box: Box
    lines: tuple[SubLine, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All cells in reading order."""
        return tuple(cell for line in self.lines for cell in line.cells)


@dataclass(frozen=True, slots=True)
class Column:
    """One printed column (one line, in horizontal text); a blank column has no runs.

    `left` and `right` are its edges from top to bottom, which follow skew and page curl; in a
    horizontal panel they are the upright sides of the line's box.
    """

    box: Box
    runs: tuple[Run, ...]
    left: tuple[Point, ...]
    right: tuple[Point, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All cells in reading order."""
        return tuple(cell for run in self.runs for cell in run.cells)


@dataclass(frozen=True, slots=True)
class Panel:
    """A side of a leaf, a fold strip, or a page number: columns that are read one after another."""

    name: str
    kind: PanelKind
    box: Box
    columns: tuple[Column, ...]
    direction: Direction = Direction.VERTICAL


@dataclass(frozen=True, slots=True)
class PageLayout:
    """What is where on one picture of `width` by `height` pixels.

    `skew_degrees` is the angle by which the picture was turned, counter-clockwise about its
    centre, to make its lines upright.
    """

    width: int
    height: int
    profile: Profile
    skew_degrees: float
    panels: tuple[Panel, ...]
