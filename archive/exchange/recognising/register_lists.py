"""Rows of an individual register (个别登记) that was kept before: one number, one volume."""

import datetime as dt
from collections.abc import Mapping, Sequence

from archive.exchange.recognising.counts import read_cents
from archive.exchange.recognising.fields import Field
from archive.exchange.recognising.lines import Assumptions, TypedRow
from archive.exchange.recognising.problems import Said, error, note, warning
from archive.exchange.recognising.row_cells import RowCells
from archive.spreadsheets.cells import Row

MOST_COPIES = 999


class RegisterReader:
    """Reads row after row; a blank day is that of the row above."""

    def __init__(
        self,
        fields: Mapping[int, Field],
        headings: Sequence[str],
        assumed: Assumptions,
        today: dt.date,
    ) -> None:
        self._fields = fields
        self._headings = headings
        self._assumed = assumed
        self._today = today
        self._day_above: dt.date | None = None

    def read(self, row: Row) -> TypedRow:
        """Return what a row says, with what is wrong in it."""
        typed = TypedRow(row.number, frozenset(self._fields.values()))
        cells = RowCells(row, self._fields, typed)
        cells.tell_faults(self._headings)
        typed.label = cells.text(Field.LABEL)
        if not typed.label:
            typed.problems.append(error(Said.LABEL_MISSING, cells.column(Field.LABEL)))
        typed.title = cells.text(Field.TITLE)
        if not typed.title:
            typed.problems.append(error(Said.TITLE_MISSING, cells.column(Field.TITLE)))
        typed.received_on = self._day(cells, typed)
        typed.author, typed.edition = cells.text(Field.AUTHOR), cells.text(Field.EDITION)
        typed.date_text = cells.text(Field.DATE_TEXT)
        copy_number, _ = cells.count(Field.COPY_NUMBER, MOST_COPIES)
        typed.copy_number = copy_number or 1
        typed.volume_label = cells.text(Field.VOLUME_LABEL)
        typed.shelfmark = cells.text(Field.SHELFMARK)
        typed.batch_number = cells.text(Field.BATCH_NUMBER)
        typed.note = cells.text(Field.NOTE)
        if not cells.is_blank(Field.VALUE):
            place = cells.column(Field.VALUE) or 0
            typed.value_cents, problem = read_cents(cells.cell(Field.VALUE), place)
            typed.problems.extend([problem] if problem else [])
        return typed

    def _day(self, cells: RowCells, typed: TypedRow) -> dt.date | None:
        day = cells.day(Field.RECEIVED_ON, self._today)
        if day is None and cells.is_blank(Field.RECEIVED_ON):
            day = self._day_above or self._assumed.day
            if day is None:
                typed.problems.append(error(Said.DAY_MISSING, cells.column(Field.RECEIVED_ON)))
            elif self._day_above is not None:
                typed.problems.append(note(Said.DAY_ABOVE, value=day))
            else:
                typed.problems.append(warning(Said.DAY_ASSUMED, value=day))
        self._day_above = day if not cells.is_blank(Field.RECEIVED_ON) else self._day_above
        return day
