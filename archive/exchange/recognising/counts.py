"""How many 册 and 件, and how much money, as spreadsheets write them."""

import re
from dataclasses import dataclass, replace

from archive.exchange.recognising.problems import Problem, Said, error
from archive.spreadsheets.cells import Cell
from archive.text.numerals import parse_numeral

_UNITS_OF_VOLUMES = "册冊本卷部套"
_UNITS_OF_PIECES = "件张張幅页頁份枚盒个個封"
_CASE = re.compile(r"[0-9〇零一二三四五六七八九十百两兩]+[函种種][ 、，,]*")
_COUNTED = re.compile(
    rf"(?P<number>[0-9]+|[〇零一二三四五六七八九十百千廿卅两兩]+)\s*"
    rf"(?P<unit>[{_UNITS_OF_VOLUMES}{_UNITS_OF_PIECES}])?"
)
_REMARK = re.compile(r"(?P<count>.+?)\s*[（(](?P<remark>.+)[）)]")
_NEGATIVE = re.compile(r"[-－−]\s*\d+(?:\.\d+)?\D?|负.*")
_AMOUNT = re.compile(r"[¥￥]?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2})0*)?\s*元?整?")
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
MOST_CENTS = 10**14


@dataclass(frozen=True, slots=True)
class ReadCount:
    """A number and whether its unit is one of pieces (件); or what is wrong.

    ``remark`` is what stands in brackets behind the number.
    """

    number: int | None
    is_pieces: bool = False
    problem: Problem | None = None
    remark: str = ""


def read_count(cell: Cell, column: int, most: int) -> ReadCount:
    """Return the number that a cell which is not blank writes: 3, 3册, 三册, 1函6册, 2种5册.

    Args:
        cell: the cell.
        column: where it stands.
        most: more than that is a mistake.
    """
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        if value != int(value):
            return ReadCount(None, problem=error(Said.NOT_WHOLE, column, value=cell.text))
        return _checked(int(value), cell.text, column, most, is_pieces=False)
    text, remark = cell.text.translate(_WIDE), ""
    if found := _REMARK.fullmatch(text):
        text, remark = found["count"], found["remark"]
    if _NEGATIVE.fullmatch(text):
        return ReadCount(None, problem=error(Said.NEGATIVE, column, value=cell.text))
    if re.fullmatch(r"\d+\.\d+", text):
        whole, _, rest = text.partition(".")
        if rest.strip("0"):
            return ReadCount(None, problem=error(Said.NOT_WHOLE, column, value=cell.text))
        text = whole
    found = _COUNTED.fullmatch(_CASE.sub("", text, count=2) or text)
    number = parse_numeral(found["number"]) if found else None
    if found is None or number is None:
        return ReadCount(None, problem=error(Said.NO_COUNT, column, value=cell.text))
    is_pieces = (found["unit"] or " ") in _UNITS_OF_PIECES
    read = _checked(number, cell.text, column, most, is_pieces=is_pieces)
    return replace(read, remark=remark)


def _checked(number: int, text: str, column: int, most: int, *, is_pieces: bool) -> ReadCount:
    if number < 0:
        return ReadCount(None, problem=error(Said.NEGATIVE, column, value=text))
    if number > most:
        return ReadCount(None, problem=error(Said.TOO_MANY, column, value=text))
    return ReadCount(number, is_pieces)


def read_cents(cell: Cell, column: int) -> tuple[int | None, Problem | None]:
    """Return the cents of an amount of yuan in a cell which is not blank."""
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        if value < 0 or value * 100 > MOST_CENTS:
            return None, error(Said.NO_AMOUNT, column, value=cell.text)
        return round(value * 100), None
    found = _AMOUNT.fullmatch(cell.text)
    if found is None:
        return None, error(Said.NO_AMOUNT, column, value=cell.text)
    yuan = int(found[1].replace(",", ""))
    cents = yuan * 100 + int((found[2] or "0").ljust(2, "0"))
    if cents > MOST_CENTS:
        return None, error(Said.NO_AMOUNT, column, value=cell.text)
    return cents, None
