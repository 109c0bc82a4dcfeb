"""Western years: 1986, 1986年3月2日, 一九八六年, 1920年代, 20世纪50年代, 198□, 3月2日."""

import re

from archive.text.dates.days import is_solar_day
from archive.text.dates.problems import Problem, ProblemKind
from archive.text.dates.spans import Span, Unclear, part_of
from archive.text.numerals import parse_numeral

_DIGIT = "〇零○一二三四五六七八九"
_NUMBER = rf"\d{{1,2}}|[{_DIGIT}十廿卅]{{1,3}}"
_DAY = re.compile(
    rf"^(?:公元|西元)?(?P<year>\d{{4}}|[{_DIGIT}]{{4}}(?=年))(?:年|[./-](?=\d)|$)"
    rf"(?:(?P<month>{_NUMBER})(?:月份?|[./-](?=\d)|$)(?:(?P<day>{_NUMBER})[日号]?)?)?$"
)
_MONTH_DAY = re.compile(rf"^(?P<month>{_NUMBER})月(?P<day>{_NUMBER})[日号]$")
_UNKNOWN = re.compile(r"^(\d{1,3})([□xX*＊口]{1,3})年?$")
_DECADE = re.compile(rf"^(\d{{3}})0年代(.*)$|^([{_DIGIT}]{{3}})[〇零○]年代(.*)$")
_CENTURY = re.compile(
    rf"^(\d{{1,2}}|[{_DIGIT}十]{{1,3}})世纪(?:(\d)0年代|([一二三四五六七八九])十年代)?(.*)$"
)
_PART = re.compile(r"^(?:初期?|早期|前期|中期?|中叶|末期?|末年|晚期|后期|上半叶|下半叶|)$")
_CENTURY_YEARS = 100
_DECADE_YEARS = 10


def read_western(text: str) -> Span | None:
    """Return the years that the whole of ``text`` (folded, without spaces) names; None if none.

    Raises:
        Unclear: it names a day that the calendar does not have.
    """
    return _day(text) or _unknown_digits(text) or _decade(text) or _century(text)


def _day(text: str) -> Span | None:
    found = _DAY.match(text)
    if found is None:
        only = _MONTH_DAY.match(text)
        if only is not None:
            _check(text, None, only["month"], only["day"])
        return None
    year = parse_numeral(found["year"])
    if year is None or year == 0:
        return None
    if found["month"]:
        _check(text, year, found["month"], found["day"])
    return Span(year, year)


def _check(text: str, year: int | None, month: str, day: str | None) -> None:
    number = parse_numeral(month)
    of_month = parse_numeral(day) if day else None
    if number is None or not is_solar_day(year, number, of_month):
        raise Unclear(Problem(ProblemKind.NO_SUCH_DAY, {"written": text}))


def _unknown_digits(text: str) -> Span | None:
    found = _UNKNOWN.match(text)
    if found is None or len(found[1]) + len(found[2]) != 4:
        return None
    room = 10 ** len(found[2])
    return Span(int(found[1]) * room, int(found[1]) * room + room - 1)


def _decade(text: str) -> Span | None:
    found = _DECADE.match(text)
    if found is None:
        return None
    tens, part = parse_numeral(found[1] or found[3]), found[2] or found[4] or ""
    if tens is None or not _PART.match(part):
        return None
    first = tens * _DECADE_YEARS
    return part_of(Span(first, first + _DECADE_YEARS - 1), part)


def _century(text: str) -> Span | None:
    found = _CENTURY.match(text)
    if found is None or not _PART.match(found[4]):
        return None
    number = parse_numeral(found[1])
    if not number:
        return None
    first = (number - 1) * _CENTURY_YEARS
    if found[2] or found[3]:
        decade = first + (parse_numeral(found[2] or found[3]) or 0) * _DECADE_YEARS
        return part_of(Span(decade, decade + _DECADE_YEARS - 1), found[4])
    return part_of(Span(first + 1, first + _CENTURY_YEARS), found[4])
