"""Reign years, eras and dynasties: 清同治十年, 乾隆壬寅, 康熙間, 清末, 民國三十七年."""

import re
from collections.abc import Sequence
from functools import cache

from archive.text.dates.calendars import is_solar, years_of_month, years_touched
from archive.text.dates.candidates import Meant, only_one, wants_years, written_era
from archive.text.dates.cycles import read_cycle
from archive.text.dates.days import is_lunar_day, is_solar_day
from archive.text.dates.edtf import write_day
from archive.text.dates.eras import (
    BRANCHES,
    STEMS,
    Era,
    cycle_of,
    dynasties,
    eras_by_name,
    eras_of,
    find_eras,
    format_reign_year,
)
from archive.text.dates.problems import Problem, ProblemKind
from archive.text.dates.spans import Span, Unclear, part_of, part_word
from archive.text.numerals import parse_numeral, write_numeral

_NUMERAL = r"[〇零○一二三四五六七八九十百廿卄卅\d]+"
_SEASON = r"(?:[孟仲季]?(?P<season>[春夏秋冬])[月日]?)?"
_CYCLICAL = rf"[{STEMS}][{BRANCHES}]"
_REST = re.compile(
    rf"^(?:(?P<before>{_CYCLICAL})(?=(?:元|{_NUMERAL})年))?(?:(?P<number>元|{_NUMERAL})年?)?"
    rf"(?:(?:岁次|岁在)?(?P<cyclical>{_CYCLICAL})[年岁]?)?"
    rf"{_SEASON}(?:(?P<leap>闰)?(?P<month>正|元|冬|腊|{_NUMERAL})月(?:初|(?=\S))?"
    rf"(?:(?P<day>{_NUMERAL})[日号]?|朔日?|望日?|上旬|中旬|下旬|吉日)?)?$"
)
_PART = re.compile(
    r"^(?:朝|代|年间|年代|间|年)?(初期?|初年|早期|中期?|中叶|末期?|末年|晚期|季年|)(?:年间|间)?$"
)
_MONTHS = {"正": 1, "元": 1, "冬": 11, "腊": 12}
_LAST_OF_SEASON = {"春": 3, "夏": 6, "秋": 9, "冬": 12}
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


def read_reign(text: str, given: Span | None = None) -> Span | None:
    """Return the years that the whole of ``text`` (folded, without spaces) names; None if none.

    ``given`` are Western years that stand beside it: of several candidates they choose one.

    Raises:
        Unclear: there is no such year, month or day, or several eras of that name had it.
    """
    found = _head().match(text)
    if found is not None and found["dynasty"] and not find_eras(found["era"], found["dynasty"]):
        found = _era_alone().match(text)  # 元贞 is an era of its own, not 贞… of the 元
    if found is not None:
        candidates = find_eras(found["era"], found["dynasty"] or "")
        span = _in_eras(text, candidates, found["rest"], given) if candidates else None
        if span is not None:
            return span
    return _whole_dynasty(text) or read_cycle(text, given)


def _whole_dynasty(text: str) -> Span | None:
    found = _dynasty_alone().match(text)
    part = _PART.match(found["rest"]) if found else None
    if found is None or part is None or text == _FIRST_YEAR:
        return None
    dynasty, word = dynasties()[found["dynasty"]], part_word(part[1])
    first, last = part_of(dynasty.first, dynasty.last, word)
    reckoned = min(last, max((era.last for era in eras_of(dynasty)), default=last))
    return Span(first, last, dynasty.called + word, reckoned=reckoned)


def _in_eras(text: str, eras: Sequence[Era], rest: str, given: Span | None) -> Span | None:
    part = _PART.match(rest)
    if part is not None:
        return _whole_era(text, eras, part_word(part[1]), given)
    found = _REST.match(rest)
    if found is None or not (found["number"] or found["cyclical"]):
        return None
    if found["number"]:
        meant = _numbered(text, eras, _count(found["number"]))
    else:
        meant = _cyclical(eras, found["cyclical"])
    one = only_one(text, meant, given)
    _check_cycle(text, one, found["before"] or found["cyclical"])
    return _by_month(text, one, found)


def _whole_era(text: str, eras: Sequence[Era], word: str, given: Span | None) -> Span:
    era = only_one(
        text, [Meant(era, era.first, era.last, is_whole=True) for era in eras], given
    ).era
    first, last = part_of(era.first, era.last, word)
    begins, ends = years_touched(era.dynasty, first)[0], years_touched(era.dynasty, last)[1]
    return Span(begins, ends, written_era(era, word or "间"), reckoned=last)


def _count(written: str) -> int:
    return 1 if written == "元" else parse_numeral(written) or 0


def _numbered(text: str, eras: Sequence[Era], number: int) -> list[Meant]:
    fitting = [Meant(era, y, y) for era in eras if (y := era.year(number)) is not None]
    if not fitting:
        era = eras[-1]
        written = {"written": text, "era": era.name, "count": era.year_count}
        values = written | {"first": era.first, "last": era.last}
        raise Unclear(Problem(ProblemKind.NO_SUCH_REIGN_YEAR, values))
    return fitting


def _cyclical(eras: Sequence[Era], cyclical: str) -> list[Meant]:
    fitting = [Meant(era, y, y) for era in eras for y in era.years_named(cyclical)]
    if not fitting:
        era = eras[-1]
        values = {"era": era.name, "first": era.first, "last": era.last, "cyclical": cyclical}
        raise Unclear(Problem(ProblemKind.NOT_IN_ERA, values))
    return fitting


def _check_cycle(text: str, meant: Meant, cyclical: str | None) -> None:
    """Refuse a numbered year beside which the 干支 of another stands."""
    if cyclical and cyclical != cycle_of(meant.first):
        values = {"written": text, "year": meant.first, "cyclical": cycle_of(meant.first)}
        raise Unclear(Problem(ProblemKind.OTHER_CYCLE_NAME, values))


def _by_month(text: str, meant: Meant, found: re.Match[str]) -> Span:
    """Return the year; the last months of a lunar year may lie in the next Gregorian one."""
    era, year = meant.era, meant.first
    written = format_reign_year(era, year - era.first + 1)
    years = f"（{year}）" if wants_years(meant) else ""
    if found["month"]:
        return _month(text, era, year, (written, years), found)
    season = "" if is_solar(era.dynasty) else found["season"] or ""
    if season:
        touched = years_of_month(era.dynasty, year, _LAST_OF_SEASON[season])
    else:
        touched = years_touched(era.dynasty, year)
    return Span(*touched, written + season + years, reckoned=year)


def _month(text: str, era: Era, year: int, written: tuple[str, str], found: re.Match[str]) -> Span:
    month = _MONTHS.get(found["month"]) or parse_numeral(found["month"]) or 0
    day = parse_numeral(found["day"]) if found["day"] else None
    solar = is_solar(era.dynasty)
    if not (is_solar_day(year, month, day) if solar else is_lunar_day(month, day)):
        raise Unclear(Problem(ProblemKind.NO_SUCH_DAY, {"written": text}))
    leap = "闰" if found["leap"] and not solar else ""
    name = "正" if month == 1 and not solar else write_numeral(month)
    told = f"{leap}{name}月" + (f"{write_numeral(day)}日" if day else "")
    whole = written[0] + told + written[1]
    finer = write_day(year, month, day) if solar else ""
    return Span(*years_of_month(era.dynasty, year, month), whole, finer, reckoned=year)
