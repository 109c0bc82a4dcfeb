"""Years told by 干支 alone, or with no more than the dynasty (壬寅年, 清壬寅): one in sixty."""

import re
from functools import cache

from archive.text.dates.calendars import years_of_month, years_touched
from archive.text.dates.candidates import Meant, only_one
from archive.text.dates.eras import (
    BRANCHES,
    STEMS,
    Era,
    dynasties,
    eras_of,
    format_reign_year,
)
from archive.text.dates.problems import ProblemKind
from archive.text.dates.spans import Span

_LIKELY = ("明", "清", "民国")
"""Whose years are proposed where no dynasty is told: older than these is no local document."""
_SEASONS = {"春": 3, "夏": 6, "秋": 9}


@cache
def _cycle() -> re.Pattern[str]:
    called = sorted(dynasties(), key=len, reverse=True)
    return re.compile(
        rf"^(?P<dynasty>{'|'.join(called)})?朝?(?:岁次|岁在|太岁)?(?P<cyclical>[{STEMS}][{BRANCHES}])"
        r"[年岁]?(?:[孟仲季]?(?P<season>[春夏秋冬])[月日]?)?$"
    )


def read_cycle(text: str, given: Span | None) -> Span | None:
    """Return the year that ``given`` Western years or the dynasty choose; None if it is no 干支.

    Raises:
        Unclear: more than one year may be meant.
    """
    found = _cycle().match(text)
    if found is None:
        return None
    candidates = _years(found["dynasty"], found["cyclical"])
    if not candidates:
        return None
    meant = only_one(text, candidates, given, ProblemKind.WHICH_CYCLE)
    era, year, season = meant.era, meant.first, found["season"] or ""
    touched = years_touched(era.dynasty, year)
    if season in _SEASONS:
        touched = years_of_month(era.dynasty, year, _SEASONS[season])
    written = format_reign_year(era, year - era.first + 1) + season
    return Span(*touched, written, reckoned=year)


def _years(dynasty: str | None, cyclical: str) -> list[Meant]:
    """Return the years of that name, each by the last era that had it."""
    named = [dynasty] if dynasty else _LIKELY
    eras: list[Era] = [era for name in named for era in eras_of(dynasties()[name])]
    by_year = {year: era for era in eras for year in era.years_named(cyclical)}
    return [Meant(era, year, year) for year, era in sorted(by_year.items())]
