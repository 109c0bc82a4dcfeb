"""The registers as CSV for a spreadsheet: UTF-8 with a byte order mark, as Excel wants it."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

BOM = "\ufeff"
# A spreadsheet would take a cell that begins so for a formula (OWASP, CSV injection).
_FORMULA = frozenset("=+-@\t\r")


def write_csv(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """Yield the file piece by piece, one row at a time."""
    yield (BOM + _line(headings)).encode()
    for row in rows:
        yield _line(row).encode()


def _line(cells: Sequence[object]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([_safe(cell) for cell in cells])
    return out.getvalue()


def _safe(cell: object) -> object:
    if isinstance(cell, str) and cell[:1] in _FORMULA:
        return f"'{cell}"
    return "" if cell is None else cell
