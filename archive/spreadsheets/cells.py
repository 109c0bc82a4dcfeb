"""What a spreadsheet holds once it is read: sheets, rows by their number, cells."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

Value = str | int | float | bool | dt.date | dt.datetime | None


class Fault(StrEnum):
    """Why a cell has no value that can be used."""

    FORMULA_ERROR = "formula-error"
    NOT_CALCULATED = "not-calculated"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its value, what is wrong with it, and whether it only continues a merged one.

    The value of a cell that continues a merged one is that of the first; of a formula, its result;
    of a formula error, the error as Excel writes it (``#REF!``).
    """

    value: Value = None
    fault: Fault | None = None
    is_continued: bool = False

    @property
    def text(self) -> str:
        """The value as a person would read it, without surrounding white space."""
        value = self.value
        if value is None:
            return ""
        if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        if isinstance(value, dt.datetime):
            return value.isoformat(sep=" ", timespec="minutes")
        if isinstance(value, bool):
            return "是" if value else "否"
        return str(value).strip()

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing in it."""
        return self.fault is None and not self.text


BLANK = Cell()


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not blank: its number as the program shows it, and its cells from A on."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, column: int) -> Cell:
        """Return the cell in ``column``, counted from 0; a blank one beyond the last."""
        return self.cells[column] if 0 <= column < len(self.cells) else BLANK


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet; ``is_hidden`` if the program does not show it."""

    name: str
    rows: tuple[Row, ...] = ()
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """A file that was read. ``encoding`` is that of a CSV file, empty for a workbook."""

    sheets: tuple[Sheet, ...]
    encoding: str = ""


def column_letters(column: int) -> str:
    """Return what a column, counted from 0, is called: A, B, … Z, AA.

    Raises:
        ValueError: if it is negative.
    """
    if column < 0:
        message = f"no column {column}"
        raise ValueError(message)
    letters, rest = "", column + 1
    while rest:
        rest, place = divmod(rest - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters
