"""The cells of one row by what their columns hold."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from archive.exchange.recognising.counts import read_count
from archive.exchange.recognising.days import read_day
from archive.exchange.recognising.fields import Field
from archive.exchange.recognising.lines import TypedRow
from archive.exchange.recognising.problems import Said, error
from archive.kernel.identifiers import is_id
from archive.kernel.markup_code import has_markup_code
from archive.spreadsheets.cells import BLANK, Cell, Fault, Row

T = TypeVar("T")

LENGTHS: Mapping[Field, int] = {
    Field.DONATION_NUMBER: 40,
    Field.DONOR_NAME: 200,
    Field.UNIT: 200,
    Field.CREDIT_NAME: 200,
    Field.PHONE: 100,
    Field.EMAIL: 200,
    Field.ADDRESS: 500,
    Field.CAMPAIGN: 200,
    Field.BRANCH: 200,
    Field.TITLE: 500,
    Field.AUTHOR: 500,
    Field.DATE_TEXT: 100,
    Field.CONDITION: 300,
    Field.VALUE_NOTE: 300,
    Field.NOTE: 500,
    Field.REASON: 500,
    Field.DONATION_NOTE: 2000,
    Field.LABEL: 40,
    Field.EDITION: 300,
    Field.VOLUME_LABEL: 100,
    Field.SHELFMARK: 100,
    Field.BATCH_NUMBER: 40,
    Field.SOURCE: 200,
    Field.VOUCHER: 300,
    Field.FIRST_LABEL: 40,
    Field.LAST_LABEL: 40,
    Field.LABELS: 90,
    Field.GONE_NUMBER: 40,
    Field.GONE_REASON: 100,
    Field.APPROVAL: 300,
}


class RowCells:
    """The cells of a row by their fields; what is wrong in them goes to the row's problems."""

    def __init__(self, row: Row, fields: Mapping[int, Field], typed: TypedRow) -> None:
        self._row = row
        self._known = frozenset(fields)
        self._column_of = {name: place for place, name in fields.items()}
        self._typed = typed
        self._remarks: list[str] = []

    def column(self, field: Field) -> int | None:
        """Return the column that holds ``field``, counted from 0; None if none does."""
        return self._column_of.get(field)

    def cell(self, field: Field) -> Cell:
        """Return the cell of ``field``; a blank one where it is of no use."""
        place = self._column_of.get(field)
        cell = BLANK if place is None else self._row.cell(place)
        return BLANK if cell.fault is not None else cell

    def is_blank(self, field: Field) -> bool:
        """Whether the cell is blank; one with a fault is not, for something was meant."""
        place = self._column_of.get(field)
        return place is None or self._row.cell(place).is_blank

    def is_alone(self, field: Field) -> bool:
        """Whether the column is there at all, so that a blank cell means something."""
        return field in self._column_of

    def tell_faults(self, headings: Sequence[str]) -> None:
        """Say of every formula below a heading that has no value, that it has none."""
        for place, cell in enumerate(self._row.cells):
            is_used = place < len(headings) or place in self._known
            if cell.fault is None or not is_used:
                continue
            is_error = cell.fault is Fault.FORMULA_ERROR
            said = Said.FORMULA_ERROR if is_error else Said.NOT_CALCULATED
            self._typed.problems.append(error(said, place, value=cell.text))

    def text(self, field: Field) -> str:
        """Return the text of a cell, cut to what can be kept; longer text is a mistake."""
        text = self.cell(field).text.replace("\x00", "")
        limit = LENGTHS.get(field)
        if limit is not None and len(text) > limit:
            self._typed.problems.append(error(Said.TOO_LONG, self.column(field), limit=limit))
            return text[:limit]
        if has_markup_code(text):
            self._typed.problems.append(error(Said.MARKUP, self.column(field)))
        return text

    def identifier(self, field: Field) -> str:
        """Return an identifier of ours, empty if there is none or a wrong one."""
        text = self.cell(field).text.lower()
        if text and not is_id(text):
            self._typed.problems.append(error(Said.BAD_ID, self.column(field), value=text))
            return ""
        return text

    def word(self, field: Field, read: Callable[[str], T | None], known: str) -> T | None:
        """Return what a word of a closed set means; ``known`` names the words for a complaint."""
        text = self.cell(field).text
        if not text:
            return None
        found = read(text)
        if found is None:
            said = error(Said.UNKNOWN_WORD, self.column(field), value=text, known=known)
            self._typed.problems.append(said)
        return found

    def day(self, field: Field, today: dt.date) -> dt.date | None:
        """Return the day in a cell, None if it is blank or cannot be read."""
        cell, column = self.cell(field), self.column(field)
        if cell.is_blank or column is None:
            return None
        read = read_day(cell, column, today)
        if read.problem is not None:
            self._typed.problems.append(read.problem)
        return read.day

    def count(self, field: Field, most: int, unit: str = "") -> tuple[int | None, bool]:
        """Return the number in a cell, None for none, and whether its unit is of pieces (件).

        ``unit`` is one that only this column has, such as 种.
        """
        cell, column = self.cell(field), self.column(field)
        if cell.is_blank or column is None:
            return None, False
        if cell.is_continued:
            self._typed.problems.append(error(Said.COUNT_MERGED, column))
            return None, False
        if unit and isinstance(cell.value, str):
            cell = Cell(cell.text.removesuffix(unit).strip())
        read = read_count(cell, column, most)
        if read.problem is not None:
            self._typed.problems.append(read.problem)
        if read.remark:
            self._remarks.append(cell.text)
        return read.number, read.is_pieces

    def others(self, headings: Sequence[str]) -> list[str]:
        """Return what stands in columns that are not understood: nothing typed is lost."""
        rest = [
            f"{headings[place].strip()}：{cell.text}" if place < len(headings) else cell.text
            for place, cell in enumerate(self._row.cells)
            if place not in self._known
            and not (cell.is_blank or cell.is_continued)
            and cell.fault is None
        ]
        return [*self._remarks, *(text.removeprefix("：") for text in rest)]
