"""Sheets as CSV (UTF-8 with a byte order mark, as Excel wants it) and as XLSX."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from archive.spreadsheets.cells import Value
from archive.spreadsheets.guard import guard

BOM = "\ufeff"
DATE_FORMAT = "yyyy-mm-dd"
WIDEST = 60
# What XML cannot hold.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_HEAD = PatternFill("solid", fgColor="FFEFE8D8")


def write_csv(headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """Yield the file piece by piece, one row at a time."""
    yield (BOM + _line(headings)).encode()
    for row in rows:
        yield _line(row).encode()


def _line(cells: Sequence[Value]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([_plain(cell) for cell in cells])
    return out.getvalue()


def _plain(cell: Value) -> object:
    if isinstance(cell, str):
        return guard(cell)
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return "" if cell is None else cell


class XlsxWriter:
    """A workbook that is written row by row; memory holds one row at a time."""

    def __init__(self) -> None:
        self._book = Workbook(write_only=True)

    def add_sheet(
        self,
        name: str,
        headings: Sequence[str],
        rows: Iterable[Sequence[Value]],
        widths: Sequence[int] = (),
    ) -> None:
        """Add a sheet with a heading that stays in sight.

        Text is kept as text, whatever it begins with: nothing of it is taken for a formula.
        """
        sheet = self._book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for place, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(place)].width = min(width, WIDEST)
        sheet.append([self._heading(sheet, word) for word in headings])
        for row in rows:
            sheet.append([self._cell(sheet, value) for value in row])

    def save(self, path: Path) -> None:
        """Write the workbook."""
        self._book.save(path)

    def _heading(self, sheet: Any, word: str) -> Any:
        cell = self._cell(sheet, word)
        cell.font, cell.fill = Font(bold=True), _HEAD
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        return cell

    def _cell(self, sheet: Any, value: Value) -> Any:
        if value is None or value == "":
            return None
        if isinstance(value, str):
            cell = WriteOnlyCell(sheet, value=_UNWRITABLE.sub("", value))
            cell.data_type = "s"  # else "=…" would be a formula
            return cell
        cell = WriteOnlyCell(sheet, value=value)  # type: ignore[arg-type] # its stubs forget dates
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            cell.number_format = DATE_FORMAT
        return cell
