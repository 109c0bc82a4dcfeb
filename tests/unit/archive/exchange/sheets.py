"""Sheets as the reader of spreadsheets hands them over, written down by hand."""

from collections.abc import Sequence

from archive.exchange.recognising.fields import Field
from archive.spreadsheets.cells import BLANK, Cell, Row, Sheet, Value

WANTED = frozenset({Field.TITLE})


def sheet(*rows: Sequence[object], name: str = "Sheet1") -> Sheet:
    """Return a sheet of values or cells; a row that is blank is left out."""
    made = [
        Row(number, tuple(_cell(value) for value in row))
        for number, row in enumerate(rows, start=1)
    ]
    return Sheet(name, tuple(row for row in made if any(not c.is_blank for c in row.cells)))


def continued(value: Value) -> Cell:
    """Return a cell that continues a merged one."""
    return Cell(value, is_continued=True)


def _cell(value: object) -> Cell:
    if isinstance(value, Cell):
        return value
    return BLANK if value is None else Cell(value)  # type: ignore[arg-type]
