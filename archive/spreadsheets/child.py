"""The process that reads a spreadsheet: bounded, and without anything worth taking.

``python -m archive.spreadsheets.child NAME`` reads the file from standard input and writes lines
of JSON: a sheet, its rows, the next sheet; or what is refused.
"""

import json
import resource
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, BinaryIO

from archive.kernel.errors import AppError
from archive.spreadsheets.cells import Cell
from archive.spreadsheets.errors import (
    NoSpreadsheetError,
    SpreadsheetDamagedError,
    TooManyRowsError,
)
from archive.spreadsheets.limits import (
    CHILD_MEMORY_BYTES,
    CHILD_SECONDS,
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
)
from archive.spreadsheets.parse_csv import decode, parse_csv
from archive.spreadsheets.wire import pack_cells

ZIP = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0"
"""Old .xls files, and workbooks with a password."""


def main() -> int:
    """Read the spreadsheet on standard input; return the exit status."""
    name = sys.argv[1]
    _bound()
    stream: BinaryIO = open(sys.stdin.fileno(), "rb", closefd=False)  # noqa: SIM115
    try:
        for line in read(stream, name):
            sys.stdout.write(line + "\n")
    except AppError as error:
        sys.stdout.write(_told({"refused": error.code, "values": error.values}) + "\n")
    return 0


def read(stream: BinaryIO, name: str) -> Iterator[str]:
    """Yield the lines that tell what a file holds.

    Raises:
        AppError: it cannot be read; one of this room's errors.
    """
    head = stream.read(len(ZIP))
    stream.seek(0)
    if head == ZIP:
        yield from _read_workbook(stream, name)
    elif head == COMPOUND or b"\x00" in head[:1]:
        raise NoSpreadsheetError(name=name)
    else:
        yield from _read_csv(stream, name)


def _read_csv(stream: BinaryIO, name: str) -> Iterator[str]:
    text, encoding = decode(stream.read(), name)
    if any(ord(character) < 32 and character not in "\t\r\n\x0b\x0c" for character in text[:2000]):
        raise NoSpreadsheetError(name=name)
    yield _told({"sheet": name, "encoding": encoding})
    count = 0
    for number, row in parse_csv(text, name):
        cells = [Cell(cell[:LONGEST_CELL]) for cell in row[:MOST_COLUMNS]]
        if all(cell.is_blank for cell in cells):
            continue
        count += 1
        if count > MOST_ROWS:
            raise TooManyRowsError(sheet=name, limit=MOST_ROWS)
        yield f"[{number},{pack_cells(cells)}]"


def _read_workbook(stream: BinaryIO, name: str) -> Iterator[str]:
    from archive.spreadsheets.parse_xlsx import (  # noqa: PLC0415 - a CSV file needs no openpyxl
        check_size,
        parse_xlsx,
    )

    try:
        check_size(stream)
        for sheet, is_hidden, rows in parse_xlsx(stream):
            yield _told({"sheet": sheet, "hidden": is_hidden})
            for number, cells in rows:
                yield f"[{number},{pack_cells(cells)}]"
    except AppError:
        raise
    except KeyError as error:  # openpyxl's word for a zip that is no workbook
        raise NoSpreadsheetError(name=name, detail=str(error)) from error
    except MemoryError:
        raise
    except Exception as error:  # whatever a damaged file makes openpyxl stumble over
        raise SpreadsheetDamagedError(name=name, detail=repr(error)) from error


def _bound() -> None:
    limits = {
        resource.RLIMIT_CPU: CHILD_SECONDS,
        resource.RLIMIT_AS: CHILD_MEMORY_BYTES,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in limits.items():
        with suppress(ValueError):  # a lower limit is there already
            resource.setrlimit(kind, (most, most))


def _told(line: dict[str, Any]) -> str:
    return json.dumps(line, ensure_ascii=False)


if __name__ == "__main__":
    sys.exit(main())
