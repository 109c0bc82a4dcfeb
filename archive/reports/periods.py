"""Stretches of days: years, quarters, months, and any other; pure."""

import calendar
import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Span(StrEnum):
    """What a period is, if it is something that has a name."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    DAYS = "days"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from ``first`` to ``last``, both included."""

    first: dt.date
    last: dt.date

    @property
    def span(self) -> Span:
        """Whether this is a whole year, quarter or month."""
        year, month = self.first.year, self.first.month
        if self == year_of(year):
            return Span.YEAR
        if month % 3 == 1 and self == quarter_of(year, (month + 2) // 3):
            return Span.QUARTER
        return Span.MONTH if self == month_of(year, month) else Span.DAYS

    @property
    def quarter(self) -> int:
        """The quarter, 1 to 4, in which the period begins."""
        return (self.first.month + 2) // 3

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def shifted(self, by: int) -> "Period":
        """Return the period ``by`` years, quarters, months or own lengths later or earlier."""
        year, month = self.first.year, self.first.month
        match self.span:
            case Span.YEAR:
                return year_of(_year(year + by))
            case Span.QUARTER:
                years, quarter = divmod(year * 4 + self.quarter - 1 + by, 4)
                return quarter_of(_year(years), quarter + 1)
            case Span.MONTH:
                years, months = divmod(year * 12 + month - 1 + by, 12)
                return month_of(_year(years), months + 1)
        try:
            step = dt.timedelta(days=self.days * by)
            return Period(self.first + step, self.last + step)
        except OverflowError:
            return self

    def a_year_earlier(self) -> "Period":
        """Return the same days of the year before, to compare with."""
        if self.span is Span.DAYS:
            return Period(_a_year_before(self.first), _a_year_before(self.last))
        back = {Span.YEAR: -1, Span.QUARTER: -4, Span.MONTH: -12}
        return self.shifted(back[self.span])

    def within(self, other: "Period") -> "Period | None":
        """Return the days that both have, None if there are none."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Period(first, last) if first <= last else None

    def months(self) -> list[str]:
        """Return every month that it touches, as ``2018-12``."""
        first = self.first.year * 12 + self.first.month - 1
        last = self.last.year * 12 + self.last.month - 1
        return [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(first, last + 1)]


def year_of(year: int) -> Period:
    """Return a whole year."""
    return Period(dt.date(year, 1, 1), dt.date(year, 12, 31))


def quarter_of(year: int, quarter: int) -> Period:
    """Return a quarter of a year, 1 to 4."""
    return Period(month_of(year, quarter * 3 - 2).first, month_of(year, quarter * 3).last)


def month_of(year: int, month: int) -> Period:
    """Return a month of a year, 1 to 12."""
    return Period(
        dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
    )


def period_of(key: str) -> Period | None:
    """Return the period that ``2018``, ``2018-Q4`` or ``2018-12`` names, None if it names none."""
    year, _, part = key.partition("-")
    if not (year.isdecimal() and len(year) == 4 and int(year)):
        return None
    if not part:
        return year_of(int(year))
    if part[0] == "Q":
        is_quarter = part[1:] in {"1", "2", "3", "4"}
        return quarter_of(int(year), int(part[1:])) if is_quarter else None
    is_month = part.isdecimal() and len(part) == 2 and 1 <= int(part) <= 12
    return month_of(int(year), int(part)) if is_month else None


def _year(year: int) -> int:
    return min(max(year, dt.MINYEAR), dt.MAXYEAR)


def _a_year_before(day: dt.date) -> dt.date:
    year = _year(day.year - 1)
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))
