"""What is asked of a report, and the address that asks it; pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from archive.kernel.errors import InvalidInputError
from archive.ledger.counting import Amount
from archive.ledger.queries import Asked, Bearing
from archive.reports.errors import AsOfInFutureError, DaysReversedError, DayUnreadableError
from archive.reports.periods import Period, period_of


class Dimension(StrEnum):
    """By what a report is split."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    SOURCE = "source"
    MODE = "mode"
    MATERIAL = "material"
    CAMPAIGN = "campaign"
    BRANCH = "branch"
    DONOR_KIND = "donor-kind"

    @property
    def is_time(self) -> bool:
        """Whether its keys are periods."""
        return self in TIMES

    @property
    def bearing(self) -> Bearing:
        """What the ledger is asked for; quarters and years are added up from months."""
        return Bearing.MONTH if self.is_time else Bearing(self.value)

    def key_of(self, key: str) -> str:
        """Return the key of this dimension that a key of its bearing belongs to."""
        if self is Dimension.YEAR:
            return key[:4]
        if self is Dimension.QUARTER:
            return f"{key[:4]}-Q{(int(key[5:]) + 2) // 3}"
        return key


TIMES = frozenset({Dimension.MONTH, Dimension.QUARTER, Dimension.YEAR})
FILTERS = tuple(each for each in Dimension if each not in TIMES)


class Measure(StrEnum):
    """What is counted."""

    TITLES = "titles"
    VOLUMES = "volumes"
    PIECES = "pieces"
    VALUE = "value"

    def of(self, amount: Amount) -> int:
        """Return this measure of an amount; a value in cents."""
        match self:
            case Measure.TITLES:
                return amount.titles
            case Measure.VOLUMES:
                return amount.volumes
            case Measure.PIECES:
                return amount.pieces
            case Measure.VALUE:
                return amount.value_cents


@dataclass(frozen=True, slots=True)
class Question:
    """Which days are meant, as of when, and what of all that came.

    Attributes:
        period: the days in which things came.
        as_of: the day for which the answer holds; what counts from a later day is left out.
        as_known_then: that what was entered after ``as_of`` is left out too, though it counts
            from an earlier day: the answer of that evening.
        only: by dimension, the one key that is meant.
    """

    period: Period
    as_of: dt.date
    as_known_then: bool = False
    only: tuple[tuple[Dimension, str], ...] = ()

    def asked(self) -> Asked:
        """Return what the ledger is asked."""
        return Asked(
            first=self.period.first,
            last=min(self.period.last, self.as_of),
            known_on=self.as_of if self.as_known_then else None,
            only={dimension.bearing: key for dimension, key in self.only},
        )

    def narrowed(self, dimension: Dimension, key: str) -> "Question":
        """Return the question for one row or column of the answer alone."""
        if dimension.is_time:
            period = period_of(key)
            inner = period.within(self.period) if period else None
            return replace(self, period=inner or self.period)
        others = tuple(pair for pair in self.only if pair[0] is not dimension)
        return replace(self, only=(*others, (dimension, key)))

    @property
    def unnarrowed(self) -> "Question":
        """The question without the choice of any key."""
        return replace(self, only=())

    def fields(self) -> dict[str, str]:
        """Return what an address says of it."""
        fields = {
            "first": self.period.first.isoformat(),
            "last": self.period.last.isoformat(),
            "as_of": self.as_of.isoformat(),
        }
        if self.as_known_then:
            fields["then"] = "true"
        return fields | {dimension.value: key or NOTHING for dimension, key in self.only}


_Member = TypeVar("_Member", bound=StrEnum)

NOTHING = "-"
"""How an address says that something without a campaign or branch is meant."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How the answer is laid out: by what, against what, and what is counted where."""

    rows: Dimension = Dimension.MONTH
    columns: Dimension | None = None
    measure: Measure = Measure.VOLUMES

    def fields(self) -> dict[str, str]:
        """Return what an address says of it."""
        columns = {"columns": self.columns.value} if self.columns else {}
        return {"rows": self.rows.value, **columns, "measure": self.measure.value}


def report_address(question: Question, layout: Layout) -> str:
    """Return the address of a report."""
    return f"/desk/reports?{urlencode(question.fields() | layout.fields())}"


def lines_address(question: Question, *, is_deposit: bool = False) -> str:
    """Return the address of the list behind a number."""
    account = {"account": "deposits"} if is_deposit else {}
    return f"/desk/reports/lines?{urlencode(question.fields() | account)}"


def wrong_days(asked: Mapping[str, str], today: dt.date) -> list[InvalidInputError]:
    """Return what is wrong with the days of an address, each error with its field."""
    errors: list[InvalidInputError] = [
        DayUnreadableError(field=name, day=asked[name][:20])
        for name in ("first", "last", "as_of")
        if asked.get(name) and _day(asked[name]) is None
    ]
    first, last = _day(asked.get("first", "")), _day(asked.get("last", ""))
    if first and last and last < first:
        errors.append(DaysReversedError(field="last", first=first.isoformat()))
    as_of = _day(asked.get("as_of", ""))
    if as_of and as_of > today:
        errors.append(AsOfInFutureError(field="as_of"))
    return errors


def read_question(asked: Mapping[str, str], today: dt.date) -> Question:
    """Return the question of an address; what cannot be read is as if it were not there.

    Without days it is about the year of ``as_of``, which is today if nothing else is said and no
    later day than today in any case.
    """
    as_of = min(_day(asked.get("as_of", "")) or today, today)
    named = period_of(asked.get("period", ""))
    first = _day(asked.get("first", "")) or (named.first if named else dt.date(as_of.year, 1, 1))
    last = _day(asked.get("last", "")) or (named.last if named else dt.date(first.year, 12, 31))
    only = tuple(
        (dimension, "" if asked[dimension.value] == NOTHING else asked[dimension.value])
        for dimension in FILTERS
        if asked.get(dimension.value)
    )
    period = Period(min(first, last), max(first, last))
    return Question(period, as_of, asked.get("then") == "true", only)


def read_layout(asked: Mapping[str, str]) -> Layout:
    """Return the layout of an address; a dimension is not laid out against itself."""
    rows = _member(Dimension, asked.get("rows", "")) or Dimension.MONTH
    columns = _member(Dimension, asked.get("columns", ""))
    if columns in {rows, Dimension.SOURCE} or (columns and columns.is_time and rows.is_time):
        columns = None
    measure = _member(Measure, asked.get("measure", "")) or Measure.VOLUMES
    return Layout(rows, columns, measure)


def _member(members: type[_Member], value: str) -> _Member | None:
    return next((member for member in members if member.value == value), None)


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
