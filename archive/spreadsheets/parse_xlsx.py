"""A workbook as rows of cells: formulas by their last value, merged cells filled.

openpyxl reads the values; which cells are merged and which formulas were never calculated it does
not tell when it reads row by row, so the sheet's own XML is looked at once more for that.
"""

import datetime as dt
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from xml.etree import ElementTree as ET

from openpyxl import load_workbook
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

from archive.spreadsheets.cells import BLANK, Cell, Fault, Value
from archive.spreadsheets.errors import SpreadsheetTooLargeError, TooManyRowsError
from archive.spreadsheets.limits import (
    LARGEST_UNPACKED_BYTES,
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_PARTS,
    MOST_ROWS,
)

_NAMESPACE = re.compile(r"^\{[^}]*\}")


@dataclass(slots=True)
class _Marks:
    """What a sheet's XML tells besides: merged ranges, and formulas without a value."""

    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    uncalculated: set[tuple[int, int]] = field(default_factory=set)


def check_size(stream: BinaryIO) -> None:
    """Refuse a workbook that unpacks to more than is read.

    Raises:
        SpreadsheetTooLargeError: it does, or has very many parts.
        zipfile.BadZipFile: it is no workbook at all.
    """
    with zipfile.ZipFile(stream) as parts:
        listed = parts.infolist()
    total = sum(part.file_size for part in listed)
    if total > LARGEST_UNPACKED_BYTES or len(listed) > MOST_PARTS:
        raise SpreadsheetTooLargeError(limit=LARGEST_UNPACKED_BYTES // 10**6)


def parse_xlsx(stream: BinaryIO) -> Iterator[tuple[str, bool, Iterator[tuple[int, list[Cell]]]]]:
    """Yield the name of each sheet, whether it is hidden, and its rows with their numbers.

    Rows that are blank are left out. Raises what openpyxl and zipfile raise.
    """
    book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    with zipfile.ZipFile(stream) as parts:
        for sheet in book.worksheets:
            marks = _look_for_marks(parts, sheet)
            yield sheet.title, sheet.sheet_state != "visible", _rows_of(sheet, marks)


def _look_for_marks(parts: zipfile.ZipFile, sheet: Any) -> _Marks:
    marks = _Marks()
    with parts.open(sheet._worksheet_path) as xml:  # noqa: SLF001 - told nowhere else
        for _event, element in ET.iterparse(xml):  # noqa: S314 - in a child with limits
            name = _NAMESPACE.sub("", element.tag)
            if name == "mergeCell":
                marks.merged.append(_bounds(element.get("ref", "A1")))
            elif name == "c":
                _note_formula(element, marks)
            if name in {"row", "mergeCell"}:
                element.clear()
    return marks


def _note_formula(cell: ET.Element, marks: _Marks) -> None:
    children = {_NAMESPACE.sub("", child.tag): child for child in cell}
    # A formula whose result is an empty text says so by its type.
    has_value = "v" in children and (children["v"].text or cell.get("t") == "str")
    if "f" in children and not has_value:
        marks.uncalculated.add(coordinate_to_tuple(cell.get("r", "A1")))


def _bounds(reference: str) -> tuple[int, int, int, int]:
    left, top, right, bottom = range_boundaries(reference)
    return left or 1, top or 1, right or MOST_COLUMNS, bottom or MOST_ROWS


def _rows_of(sheet: Any, marks: _Marks) -> Iterator[tuple[int, list[Cell]]]:
    sheet.reset_dimensions()  # some programs write a wrong one
    filler = _Filler(marks.merged)
    count = 0
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
        cells = [_cell_of(cell, (number, place), marks) for place, cell in enumerate(row, 1)]
        filler.fill(number, cells)
        while cells and cells[-1].is_blank:
            cells.pop()
        if not cells:
            continue
        count += 1
        if count > MOST_ROWS:
            raise TooManyRowsError(sheet=sheet.title, limit=MOST_ROWS)
        yield number, cells


def _cell_of(cell: Any, place: tuple[int, int], marks: _Marks) -> Cell:
    if cell.data_type == "e":
        return Cell(str(cell.value), Fault.FORMULA_ERROR)
    if place in marks.uncalculated:
        return Cell(None, Fault.NOT_CALCULATED)
    value = _value_of(cell.value)
    return BLANK if value is None else Cell(value)


def _value_of(value: Any) -> Value:
    if isinstance(value, dt.datetime):
        return value.date() if value.time() == dt.time() else value
    if value is None or isinstance(value, bool | int | float | dt.date):
        return value
    return str(value)[:LONGEST_CELL]


class _Filler:
    """Gives each cell of a merged range the value of the first, row by row."""

    def __init__(self, merged: list[tuple[int, int, int, int]]) -> None:
        self._waiting = sorted(merged, key=lambda area: area[1], reverse=True)
        self._open: list[tuple[tuple[int, int, int, int], Cell]] = []

    def fill(self, number: int, cells: list[Cell]) -> None:
        self._open = [(area, first) for area, first in self._open if area[3] >= number]
        while self._waiting and self._waiting[-1][1] <= number:
            area = self._waiting.pop()
            if area[3] >= number:
                first = cells[area[0] - 1] if area[0] <= len(cells) else BLANK
                self._open.append((area, first))
        for (left, top, right, _bottom), first in self._open:
            if first.is_blank:
                continue
            last = min(right, MOST_COLUMNS)
            cells.extend([BLANK] * (last - len(cells)))
            for place in range(left, last + 1):
                if (number, place) != (top, left):
                    cells[place - 1] = Cell(first.value, first.fault, is_continued=True)
