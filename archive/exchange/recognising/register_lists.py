"""Rows of registers that were kept before: 个别登记, 总括登记 and 注销登记."""

import datetime as dt
from collections.abc import Mapping, Sequence

from archive.accessions.schemas import DeregistrationReason
from archive.accessions.words import REASONS
from archive.exchange.recognising.counts import read_cents
from archive.exchange.recognising.fields import Field
from archive.exchange.recognising.label_ranges import count_of, split_range
from archive.exchange.recognising.lines import Assumptions, TypedRow
from archive.exchange.recognising.problems import Said, error, note, warning
from archive.exchange.recognising.row_cells import LENGTHS, RowCells
from archive.exchange.recognising.words import UNWRITTEN_APPROVAL, read_withdrawal_reason
from archive.spreadsheets.cells import Row

MOST_COPIES = 999
MOST_OF_A_BATCH = 1_000_000


class _BookReader:
    """Reads row after row; a blank day is that of the row above."""

    day_field = Field.RECEIVED_ON

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
        typed.received_on = self._day(cells, typed)
        self._fill(cells, typed)
        own = cells.text(Field.NOTE)
        typed.note = "；".join(part for part in (own, typed.note, *self._others(cells)) if part)
        if len(typed.note) > LENGTHS[Field.NOTE]:
            typed.problems.append(error(Said.TOO_LONG, limit=LENGTHS[Field.NOTE]))
        return typed

    def _fill(self, cells: RowCells, typed: TypedRow) -> None:
        raise NotImplementedError

    def _others(self, cells: RowCells) -> list[str]:
        """Return what stands in columns that are not understood: nothing of a book is lost."""
        return cells.others(self._headings)

    def _day(self, cells: RowCells, typed: TypedRow) -> dt.date | None:
        day = cells.day(self.day_field, self._today)
        if day is None and cells.is_blank(self.day_field):
            day = self._day_above or self._assumed.day
            if day is None:
                typed.problems.append(error(Said.DAY_MISSING, cells.column(self.day_field)))
            elif self._day_above is not None:
                typed.problems.append(note(Said.DAY_ABOVE, value=day))
            else:
                typed.problems.append(warning(Said.DAY_ASSUMED, value=day))
        self._day_above = day if not cells.is_blank(self.day_field) else self._day_above
        return day


def _read_value(cells: RowCells, typed: TypedRow) -> None:
    if not cells.is_blank(Field.VALUE):
        place = cells.column(Field.VALUE) or 0
        typed.value_cents, problem = read_cents(cells.cell(Field.VALUE), place)
        typed.problems.extend([problem] if problem else [])


def _read_label(cells: RowCells, typed: TypedRow) -> None:
    typed.label = cells.text(Field.LABEL)
    if not typed.label:
        typed.problems.append(error(Said.LABEL_MISSING, cells.column(Field.LABEL)))


class RegisterReader(_BookReader):
    """Reads the individual register: one number, one volume."""

    def _fill(self, cells: RowCells, typed: TypedRow) -> None:
        _read_label(cells, typed)
        typed.title = cells.text(Field.TITLE)
        if not typed.title:
            typed.problems.append(error(Said.TITLE_MISSING, cells.column(Field.TITLE)))
        typed.author, typed.edition = cells.text(Field.AUTHOR), cells.text(Field.EDITION)
        typed.date_text = cells.text(Field.DATE_TEXT)
        copy_number, _ = cells.count(Field.COPY_NUMBER, MOST_COPIES)
        typed.copy_number = copy_number or 1
        typed.volume_label = cells.text(Field.VOLUME_LABEL)
        typed.shelfmark = cells.text(Field.SHELFMARK)
        typed.batch_number = cells.text(Field.BATCH_NUMBER)
        typed.source = cells.text(Field.SOURCE)
        _read_value(cells, typed)


class SummaryReader(_BookReader):
    """Reads the summary register: one entry, one arrival."""

    def _fill(self, cells: RowCells, typed: TypedRow) -> None:
        typed.batch_number = cells.text(Field.BATCH_NUMBER)
        if not typed.batch_number and cells.is_blank(Field.BATCH_NUMBER):
            typed.problems.append(warning(Said.ENTRY_MISSING, cells.column(Field.BATCH_NUMBER)))
        typed.source, typed.voucher = cells.text(Field.SOURCE), cells.text(Field.VOUCHER)
        _read_value(cells, typed)
        self._read_range(cells, typed)
        self._read_counts(cells, typed)

    @staticmethod
    def _read_range(cells: RowCells, typed: TypedRow) -> None:
        first, last = split_range(cells.text(Field.LABELS))
        typed.first_label = cells.text(Field.FIRST_LABEL) or first[:40]
        typed.last_label = cells.text(Field.LAST_LABEL) or last[:40] or typed.first_label
        typed.first_label = typed.first_label or typed.last_label

    @staticmethod
    def _read_counts(cells: RowCells, typed: TypedRow) -> None:
        volumes, is_pieces = cells.count(Field.VOLUMES, MOST_OF_A_BATCH)
        pieces, _ = cells.count(Field.PIECES, MOST_OF_A_BATCH)
        if is_pieces:
            volumes, pieces = 0, pieces if pieces is not None else volumes
        in_range = count_of(typed.first_label, typed.last_label)
        if typed.first_label and in_range == 0:
            value = f"{typed.first_label}–{typed.last_label}"
            typed.problems.append(error(Said.RANGE_BROKEN, value=value))
        is_blank = cells.is_blank(Field.VOLUMES) and cells.is_blank(Field.PIECES)
        if is_blank and not in_range:
            typed.problems.append(error(Said.VOLUMES_MISSING, cells.column(Field.VOLUMES)))
        typed.volume_count = (in_range or 0) if is_blank else (volumes or 0)
        typed.piece_count = pieces or 0
        counted = typed.volume_count + typed.piece_count
        if in_range and in_range not in {counted, typed.volume_count}:
            said = warning(Said.RANGE_COUNT, count=in_range, value=typed.volume_count)
            typed.problems.append(said)
        titles, _ = cells.count(Field.TITLES, MOST_OF_A_BATCH, "种")
        typed.title_count = titles or 0
        if titles is None and cells.is_blank(Field.TITLES):
            typed.problems.append(warning(Said.TITLES_MISSING, cells.column(Field.TITLES)))


class WithdrawalReader(_BookReader):
    """Reads the register of withdrawals: one volume that left."""

    day_field = Field.GONE_ON

    def _fill(self, cells: RowCells, typed: TypedRow) -> None:
        _read_label(cells, typed)
        typed.gone_number = cells.text(Field.GONE_NUMBER)
        if not typed.gone_number:
            typed.problems.append(note(Said.ENTRY_UNNUMBERED, cells.column(Field.GONE_NUMBER)))
        typed.title, typed.volume_label = cells.text(Field.TITLE), cells.text(Field.VOLUME_LABEL)
        typed.approval = cells.text(Field.APPROVAL)
        if not typed.approval:
            typed.approval = UNWRITTEN_APPROVAL
            said = warning(
                Said.APPROVAL_MISSING, cells.column(Field.APPROVAL), value=typed.approval
            )
            typed.problems.append(said)
        text = cells.text(Field.GONE_REASON)
        reason, is_clear = read_withdrawal_reason(text)
        typed.gone_reason = reason
        if not is_clear:
            typed.note = text
            tell = warning if reason is DeregistrationReason.OTHER else note
            column = cells.column(Field.GONE_REASON)
            said = tell(Said.REASON_UNCLEAR, column, value=text, reason=REASONS[reason])
            typed.problems.extend([said] if text else [])
