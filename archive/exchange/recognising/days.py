"""Days on which something was received or decided, as spreadsheets write them."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from archive.exchange.recognising.problems import Problem, Said, error, warning
from archive.spreadsheets.cells import Cell
from archive.text.numerals import parse_numeral

FIRST_YEAR = 1900
_SERIAL_DAYS = range(20_000, 80_000)
"""Excel's numbers of the days from 1954 to 2119."""
_EPOCH = dt.date(1899, 12, 30)
_NUMBER = "[0-9〇○零一二三四五六七八九十百廿卅]+"
_SEPARATED = re.compile(r"(\d{4})[-/.．、](\d{1,2})(?:[-/.．、](\d{1,2}))?(?:\s.*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_WRITTEN = re.compile(
    rf"(?:(?:公元)?({_NUMBER})年)?(?:({_NUMBER})月(?:份)?)?(?:({_NUMBER})[日号號])?(?:\s.*)?"
)
_YEAR = re.compile(r"\d{4}")
_MINGUO = re.compile(rf"民[国國]({_NUMBER}|元)年(?:({_NUMBER})月)?(?:({_NUMBER})[日号號])?")
_REIGN = re.compile(r"[\u4e00-\u9fff]{2}(?:[元〇零一二三四五六七八九十]+|\d+)年")


@dataclass(frozen=True, slots=True)
class ReadDay:
    """A day, or what is wrong with it; a day may come with a warning."""

    day: dt.date | None
    problem: Problem | None = None


def read_day(cell: Cell, column: int, today: dt.date) -> ReadDay:
    """Return the day that a cell which is not blank writes.

    A month counts on its last day and a year on 31 December, or today if that is still to come, so
    that the year's figures are right.
    """
    value = cell.value
    if isinstance(value, dt.datetime):
        return _checked(value.date(), cell.text, column, today)
    if isinstance(value, dt.date):
        return _checked(value, cell.text, column, today)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _read_number(value, cell.text, column, today)
    return _read_text(cell.text, column, today)


def _read_number(value: float, text: str, column: int, today: dt.date) -> ReadDay:
    if int(value) in _SERIAL_DAYS:
        return _checked(_EPOCH + dt.timedelta(days=int(value)), text, column, today)
    if text.endswith(".1"):  # 2018.1 and 2018.10 are one number
        return ReadDay(None, error(Said.NO_DAY, column, value=text))
    return _read_text(text, column, today)


def _read_text(text: str, column: int, today: dt.date) -> ReadDay:
    plain = re.sub(r"\s+", " ", text.strip())
    tight = plain.replace(" ", "")
    if _YEAR.fullmatch(tight):
        return _build((int(tight), None, None), text, column, today)
    for pattern in (_SEPARATED, _COMPACT):
        if found := pattern.fullmatch(plain):
            year, month, day = found.groups()
            parts = (int(year), int(month), int(day) if day else None)
            return _build(parts, text, column, today)
    if found := _MINGUO.fullmatch(tight):
        year = 1 if found[1] == "元" else parse_numeral(found[1])
        if year is not None:
            return _build((year + 1911, *_numbers(found[2], found[3])), text, column, today)
    if (found := _WRITTEN.fullmatch(tight)) and any(found.groups()):
        year, (month, day) = _numbers(found[1])[0], _numbers(found[2], found[3])
        if year is None:
            return ReadDay(None, error(Said.YEAR_MISSING, column, value=text))
        return _build((year, month, day), text, column, today)
    said = Said.NOT_GREGORIAN if _REIGN.search(tight) else Said.NO_DAY
    return ReadDay(None, error(said, column, value=text))


def _numbers(*texts: str | None) -> tuple[int | None, ...]:
    return tuple(parse_numeral(text) if text else None for text in texts)


def _build(parts: tuple[int | None, ...], text: str, column: int, today: dt.date) -> ReadDay:
    year, month, day = parts
    assert year is not None  # noqa: S101 - every caller has one
    if not 1 <= year <= dt.MAXYEAR or (month is not None and not 1 <= month <= 12):
        return ReadDay(None, error(Said.NO_SUCH_DAY, column, value=text))
    if month is None:
        return _assumed(dt.date(year, 12, 31), Said.YEAR_ONLY, text, column, today)
    last = calendar.monthrange(year, month)[1]
    if day is None:
        return _assumed(dt.date(year, month, last), Said.MONTH_ONLY, text, column, today)
    if not 1 <= day <= last:
        return ReadDay(None, error(Said.NO_SUCH_DAY, column, value=text))
    return _checked(dt.date(year, month, day), text, column, today)


def _assumed(day: dt.date, said: Said, text: str, column: int, today: dt.date) -> ReadDay:
    first = day.replace(day=1) if said is Said.MONTH_ONLY else day.replace(month=1, day=1)
    chosen = today if first <= today < day else day
    read = _checked(chosen, text, column, today)
    return read if read.day is None else ReadDay(chosen, warning(said, column, value=chosen))


def _checked(day: dt.date, text: str, column: int, today: dt.date) -> ReadDay:
    if day > today:
        return ReadDay(None, error(Said.IN_FUTURE, column, value=text))
    if day.year < FIRST_YEAR:
        return ReadDay(None, error(Said.TOO_EARLY, column, value=text))
    return ReadDay(day)
