"""What a template says, taken apart: blocks of words and of places to be filled in.

``line`` is always the number of the line in the template, from 1 on.
"""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Words:
    """Words as they stand. ``is_missing`` marks a character that no font at hand can draw."""

    text: str
    is_strong: bool = False
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class Blank:
    """A place to be filled in, written 【name】 or, for a table, 【name｜column、column】."""

    name: str
    is_strong: bool = False
    columns: tuple[str, ...] = ()


Inline = Words | Blank
Inlines = tuple[Inline, ...]


class Align(StrEnum):
    """Where a paragraph stands: at the margin, indented by two characters, centred or right."""

    FLUSH = "flush"
    INDENTED = "indented"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; of level 1 there should be one, the name of the paper."""

    line: int
    level: int
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. One that ``is_optional`` is left out if nothing in it could be filled in."""

    line: int
    inlines: Inlines
    align: Align = Align.FLUSH
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list; neighbours of the same sort make one list."""

    line: int
    inlines: Inlines
    is_numbered: bool = False
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on, side by side, each with what stands below or before it."""

    line: int
    places: tuple[Inlines, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the sheet."""

    line: int


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""

    line: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table that is filled in."""

    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table filled in: the columns to be shown, and the rows of them."""

    line: int
    columns: tuple["Column", ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its name, its width in characters (0: what is left), how it stands."""

    name: str
    width: int = 0
    is_centred: bool = False


Block = Heading | Paragraph | Item | Signatures | Rule | PageBreak
FilledBlock = Block | Grid
