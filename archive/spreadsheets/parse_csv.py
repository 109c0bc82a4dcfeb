"""A CSV file as rows of text: its encoding and its separator are found out."""

import codecs
import csv
import io
from collections.abc import Iterator

from archive.spreadsheets.errors import UnclosedQuoteError, UnknownEncodingError
from archive.spreadsheets.guard import unguard
from archive.spreadsheets.limits import LONGEST_CELL

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS = "\t,;"
_LOOKED_AT = 10


def decode(content: bytes, name: str) -> tuple[str, str]:
    """Return the text of a file and its encoding: UTF-8, UTF-16 by its mark, else GB18030.

    Raises:
        UnknownEncodingError: it is none of these.
    """
    marked = [encoding for mark, encoding in _MARKS if content.startswith(mark)]
    for encoding in marked or ("utf-8", "gb18030"):
        try:
            return content.decode(encoding), encoding.removesuffix("-sig")
        except UnicodeDecodeError:
            continue
    raise UnknownEncodingError(name=name)


def parse_csv(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with its number; rows are counted as a spreadsheet would.

    Raises:
        UnclosedQuoteError: a quotation mark is never closed.
    """
    csv.field_size_limit(4 * LONGEST_CELL)
    plain = text.replace("\x00", "")
    reader = csv.reader(io.StringIO(plain, newline=""), delimiter=separator_of(plain), strict=True)
    number = 0
    try:
        for number, row in enumerate(reader, start=1):
            yield number, [unguard(cell) for cell in row]
    except csv.Error as error:
        raise UnclosedQuoteError(name=name, row=number + 1, detail=str(error)) from error


def separator_of(text: str) -> str:
    """Return what separates the cells: the tab if most lines have one, else the more frequent one.

    A tab in a cell of a table with commas separates nothing.
    """
    lines = [line for line in text.splitlines()[:_LOOKED_AT] if line.strip(" ")]
    head = "\n".join(lines)
    tabbed = sum("\t" in line for line in lines)
    if tabbed * 2 > len(lines) or (tabbed and not set(head) & set(_SEPARATORS[1:])):
        return "\t"
    return max(_SEPARATORS[1:], key=lambda mark: (head.count(mark), mark == ","))
