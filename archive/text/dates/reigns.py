"""Reign years, eras and dynasties: 清同治十年, 乾隆壬寅, 康熙間, 清末, 民國三十七年."""

import re
from collections.abc import Sequence
from functools import cache

from archive.text.dates.days import is_lunar_day, is_solar_day
from archive.text.dates.eras import (
    BRANCHES,
    STEMS,
    Era,
    dynasties,
    eras_by_name,
    find_eras,
    format_reign_year,
)
from archive.text.dates.problems import Problem, ProblemKind
from archive.text.dates.spans import Span, Unclear, part_of
from archive.text.fold import fold
from archive.text.numerals import parse_numeral

_NUMERAL = r"[〇零○一二三四五六七八九十百廿卄卅\d]+"
_SEASON = r"(?:[孟仲季]?[春夏秋冬][月日]?)?"
_REST = re.compile(
    rf"^(?:(?P<number>元|{_NUMERAL})年?)?(?:(?:岁次|岁在)?(?P<cyclical>[{STEMS}][{BRANCHES}])[年岁]?)?"
    rf"{_SEASON}(?:(?P<leap>闰)?(?P<month>正|元|冬|腊|{_NUMERAL})月(?:初|(?=\S))?"
    rf"(?:(?P<day>{_NUMERAL})[日号]?|朔日?|望日?|上旬|中旬|下旬|吉日)?)?$"
)
_PART = re.compile(
    r"^(?:朝|代|年间|年代|间|年)?(初期?|初年|早期|中期|中叶|末期?|末年|晚期|季年|)(?:年间|间)?$"
)
_MONTHS = {"正": 1, "元": 1, "冬": 11, "腊": 12}
_YEAR_ENDS_IN = 11
_SOLAR = "民国"
_FIRST_YEAR = "元年"  # of an era that is not named, and not the time of the 元


@cache
def _head() -> re.Pattern[str]:
    names = sorted(eras_by_name(), key=len, reverse=True)
    called = sorted(dynasties(), key=len, reverse=True)
    return re.compile(
        rf"^(?P<dynasty>{'|'.join(called)})?朝?(?P<era>{'|'.join(names)})(?P<rest>.*)$"
    )


@cache
def _era_alone() -> re.Pattern[str]:
    names = sorted(eras_by_name(), key=len, reverse=True)
    return re.compile(rf"^(?P<dynasty>)(?P<era>{'|'.join(names)})(?P<rest>.*)$")


@cache
def _dynasty_alone() -> re.Pattern[str]:
    called = sorted(dynasties(), key=len, reverse=True)
    return re.compile(rf"^(?P<dynasty>{'|'.join(called)})(?P<rest>.*)$")


def read_reign(text: str) -> Span | None:
    """Return the years that the whole of ``text`` (folded, without spaces) names; None if none.

    Raises:
        Unclear: there is no such year, month or day, or several eras of that name had it.
    """
    found = _head().match(text)
    if found is not None and found["dynasty"] and not find_eras(found["era"], found["dynasty"]):
        found = _era_alone().match(text)  # 元贞 is an era of its own, not 贞… of the 元
    if found is not None:
        candidates = find_eras(found["era"], found["dynasty"] or "")
        span = _in_eras(text, candidates, found["rest"]) if candidates else None
        if span is not None:
            return span
    return _whole_dynasty(text)


def _whole_dynasty(text: str) -> Span | None:
    found = _dynasty_alone().match(text)
    part = _PART.match(found["rest"]) if found else None
    if found is None or part is None or text == _FIRST_YEAR:
        return None
    dynasty = dynasties()[found["dynasty"]]
    return part_of(Span(dynasty.first, dynasty.last), part[1])


def _in_eras(text: str, candidates: Sequence[Era], rest: str) -> Span | None:
    part = _PART.match(rest)
    if part is not None:
        era = _only(text, candidates)
        return part_of(Span(era.first, era.last), part[1])
    found = _REST.match(rest)
    if found is None or not (found["number"] or found["cyclical"]):
        return None
    if found["number"]:
        era, year = _numbered(text, candidates, _count(found["number"]))
    else:
        era, year = _cyclical(text, candidates, found["cyclical"])
    return _by_month(text, era, year, found)


def _count(written: str) -> int:
    return 1 if written == "元" else parse_numeral(written) or 0


def _numbered(text: str, candidates: Sequence[Era], number: int) -> tuple[Era, int]:
    fitting = [(era, year) for era in candidates if (year := era.year(number)) is not None]
    if not fitting:
        era = candidates[-1]
        written = {"written": text, "era": era.name, "count": era.year_count}
        values = written | {"first": era.first, "last": era.last}
        raise Unclear(Problem(ProblemKind.NO_SUCH_REIGN_YEAR, values))
    if len(fitting) > 1:
        said = [f"{format_reign_year(era, number)}（{year}）" for era, year in fitting]
        raise _ambiguous(text, said)
    return fitting[0]


def _cyclical(text: str, candidates: Sequence[Era], cyclical: str) -> tuple[Era, int]:
    fitting = [(era, year) for era in candidates for year in era.years_named(cyclical)]
    if not fitting:
        era = candidates[-1]
        values = {"era": era.name, "first": era.first, "last": era.last, "cyclical": cyclical}
        raise Unclear(Problem(ProblemKind.NOT_IN_ERA, values))
    if len(fitting) > 1:
        said = [f"{format_reign_year(e, year - e.first + 1)}（{year}）" for e, year in fitting]
        raise _ambiguous(text, said)
    return fitting[0]


def _only(text: str, candidates: Sequence[Era]) -> Era:
    if len(candidates) > 1:
        said = [f"{era.dynasty}{era.name}（{era.first}—{era.last}）" for era in candidates]
        raise _ambiguous(text, said)
    return candidates[0]


def _ambiguous(text: str, said: Sequence[str]) -> Unclear:
    return Unclear(Problem(ProblemKind.AMBIGUOUS, {"written": text, "candidates": "、".join(said)}))


def _by_month(text: str, era: Era, year: int, found: re.Match[str]) -> Span:
    """Return the year; the last months of a lunar year may lie in the next Gregorian one."""
    if not found["month"]:
        return Span(year, year)
    month = _MONTHS.get(found["month"]) or parse_numeral(found["month"]) or 0
    day = parse_numeral(found["day"]) if found["day"] else None
    is_solar = fold(era.dynasty) == _SOLAR
    exists = is_solar_day(year, month, day) if is_solar else is_lunar_day(month, day)
    if not exists:
        raise Unclear(Problem(ProblemKind.NO_SUCH_DAY, {"written": text}))
    return Span(year, year + 1 if not is_solar and month >= _YEAR_ENDS_IN else year)
