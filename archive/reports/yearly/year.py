"""What a year brought: one question to the ledger, added up by everything at once."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from archive.ledger.counting import NOTHING, Amount
from archive.ledger.queries import Bearing, sums
from archive.reports.backlog import Evening, StageCount, stage_counts
from archive.reports.periods import Period, year_of
from archive.reports.questions import Dimension, Layout, Measure, Question
from archive.reports.roll import RollEntry, donor_roll
from archive.reports.tables import Figures, Table, lay_out

SPLITS = (
    Dimension.SOURCE,
    Dimension.MODE,
    Dimension.MATERIAL,
    Dimension.CAMPAIGN,
    Dimension.BRANCH,
    Dimension.DONOR_KIND,
)
_BEARINGS = tuple(Bearing)


@dataclass(frozen=True, slots=True)
class YearReport:
    """A year as of a day: totals, the same of the year before, tables, backlog, donors.

    ``is_whole`` says that the year was over on that day.
    """

    year: int
    question: Question
    total: Amount
    deposits: Amount
    earlier: Amount
    months: Table
    earlier_months: Table
    splits: Mapping[Dimension, Table]
    sources_by_month: Table
    backlog: tuple[StageCount, ...]
    roll: tuple[RollEntry, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing of the year was still to come."""
        return self.question.as_of >= self.question.period.last


def report_of_year(
    session: Session, year: int, as_of: dt.date, *, as_known_then: bool = False
) -> YearReport:
    """Return the report of a year as of a day; of a year that is over, as of its end at most."""
    period = year_of(year)
    question = Question(period, min(as_of, period.last), as_known_then)
    reached = Period(question.as_of, question.as_of).a_year_earlier().last
    before = Question(period.a_year_earlier(), reached)
    figures = sums(session, question.asked(), _BEARINGS)
    earlier = sums(session, before.asked(), [Bearing.MONTH])
    months = _table(figures, Dimension.MONTH, months=period.months())
    earlier_months = lay_out(earlier, Layout(), before.period.months())
    return YearReport(
        year=year,
        question=question,
        total=months.total,
        deposits=months.deposits,
        earlier=earlier_months.total,
        months=months,
        earlier_months=earlier_months,
        splits={dimension: _table(figures, dimension) for dimension in SPLITS},
        sources_by_month=_table(figures, Dimension.SOURCE, Dimension.MONTH, period.months()),
        backlog=tuple(stage_counts(session, Evening(question.as_of, as_known_then))),
        roll=tuple(donor_roll(session, question.asked())),
    )


def _table(
    figures: Figures,
    rows: Dimension,
    columns: Dimension | None = None,
    months: list[str] | None = None,
) -> Table:
    """Return a table of two of the bearings, the others added up."""
    places = [_BEARINGS.index(each.bearing) for each in (rows, columns) if each is not None]
    folded: dict[tuple[bool, tuple[str, ...]], Amount] = defaultdict(Amount)
    for (is_deposit, keys), amount in figures.items():
        kept = (is_deposit, tuple(keys[place] for place in places))
        folded[kept] = folded[kept].plus(amount)
    full = {key: amount for key, amount in folded.items() if amount != NOTHING}
    return lay_out(full, Layout(rows, columns, Measure.VOLUMES), months or ())
