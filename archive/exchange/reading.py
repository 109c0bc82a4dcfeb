"""From a file to typed rows: which sheet, which columns, what is assumed."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from archive.exchange.errors import NoTableError, SikuEncodingError
from archive.exchange.kinds import SheetKind
from archive.exchange.recognising.donor_lists import read_donor_row
from archive.exchange.recognising.fields import Field
from archive.exchange.recognising.lines import Assumptions, TypedRow
from archive.exchange.recognising.reader import RowReader
from archive.exchange.recognising.register_lists import (
    RegisterReader,
    SummaryReader,
    WithdrawalReader,
)
from archive.exchange.recognising.sheet_kinds import WANTED, fit, kind_of
from archive.exchange.recognising.table import (
    Heading,
    Table,
    find_heading,
    read_table,
    settle_source,
)
from archive.exchange.siku_works.columns import SikuHeading, find_siku_heading
from archive.exchange.siku_works.rows import read_work_row
from archive.spreadsheets.cells import Sheet, Spreadsheet
from archive.spreadsheets.read import read_spreadsheet

_REGISTERS = {
    SheetKind.REGISTER: RegisterReader,
    SheetKind.SUMMARY: SummaryReader,
    SheetKind.WITHDRAWALS: WithdrawalReader,
}


@dataclass(frozen=True, slots=True)
class SheetAsked:
    """What a person chose of a file: the sheet, and fields of columns that he set by hand."""

    sheet: str = ""
    columns: Mapping[int, Field] | None = None


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A sheet that was understood."""

    name: str
    others: tuple[str, ...]
    encoding: str
    kind: SheetKind
    table: Table
    fields: Mapping[int, Field]
    rows: tuple[TypedRow, ...]


def read_sheet(
    path: Path, name: str, asked: SheetAsked, assumed: Assumptions, today: dt.date
) -> ReadSheet:
    """Read the sheet that was asked for or, of those with a list, the one with most columns.

    Raises:
        NoTableError: none of the sheets holds a list.
        SikuColumnsMissingError, SikuEncodingError: a list of works cannot be used.
        InvalidInputError: the file cannot be read; see :func:`read_spreadsheet`.
    """
    spreadsheet = read_spreadsheet(path, name)
    for each in spreadsheet.sheets:
        works = find_siku_heading(each, name) if asked.sheet in ("", each.name) else None
        if works is not None:
            return _read_works(spreadsheet, each, works, name)
    sheet, heading = _choose(spreadsheet, name, asked.sheet)
    table = read_table(sheet, heading)
    fields = _with_hand(settle_source(table), asked.columns or {})
    kind = kind_of(fields, table.heading.words)
    fields = fit(fields, kind)
    return ReadSheet(
        name=sheet.name,
        others=tuple(each.name for each in spreadsheet.sheets),
        encoding=spreadsheet.encoding,
        kind=kind,
        table=table,
        fields=fields,
        rows=_read_rows(table, fields, kind, assumed, today),
    )


def _read_works(
    spreadsheet: Spreadsheet, sheet: Sheet, heading: SikuHeading, name: str
) -> ReadSheet:
    below = tuple(row for row in sheet.rows if row.number > heading.row)
    rows = tuple(read_work_row(row, heading) for row in below)
    classed = sum(bool(row.work and row.work.fields.siku_class) for row in rows)
    if rows and not classed and spreadsheet.encoding not in {"", "utf-8"}:
        raise SikuEncodingError(name=name)
    return ReadSheet(
        name=sheet.name,
        others=tuple(each.name for each in spreadsheet.sheets),
        encoding=spreadsheet.encoding,
        kind=SheetKind.SIKU_WORKS,
        table=Table(Heading(heading.row, heading.row, heading.words, {}), below),
        fields={},
        rows=rows,
    )


def _choose(spreadsheet: Spreadsheet, name: str, wanted: str) -> tuple[Sheet, Heading]:
    found = [
        (sheet, heading)
        for sheet in spreadsheet.sheets
        if (heading := find_heading(sheet, WANTED)) is not None
    ]
    for sheet, heading in found:
        if sheet.name == wanted:
            return sheet, heading
    if not found or wanted:
        sheets = "、".join(sheet.name for sheet in spreadsheet.sheets)
        raise NoTableError(name=name, sheets=sheets[:200])
    return max(found, key=lambda pair: (not pair[0].is_hidden, len(pair[1].fields)))


def _with_hand(found: Mapping[int, Field], by_hand: Mapping[int, Field]) -> dict[int, Field]:
    taken = set(by_hand.values()) - {Field.IGNORED}
    kept = {place: name for place, name in found.items() if name not in taken}
    return {**kept, **by_hand}


def _read_rows(
    table: Table,
    fields: Mapping[int, Field],
    kind: SheetKind,
    assumed: Assumptions,
    today: dt.date,
) -> tuple[TypedRow, ...]:
    if kind is SheetKind.DONORS:
        return tuple(read_donor_row(row, fields, table.heading.words) for row in table.rows)
    if kind in _REGISTERS:
        register = _REGISTERS[kind](fields, table.heading.words, assumed, today)
        return tuple(register.read(row) for row in table.rows)
    reader = RowReader(fields, table.heading.words, assumed, today)
    return tuple(reader.read(row) for row in table.rows)
