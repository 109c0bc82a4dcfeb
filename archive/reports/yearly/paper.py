"""The report of a year as it is printed: texts and lengths, nothing to click."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from archive.donations.words import STAGES
from archive.ledger.counting import NOTHING, Amount
from archive.reports.backlog import OPEN
from archive.reports.naming import (
    DIMENSIONS,
    MEASURES,
    measure_text,
    short_names,
    titles_and_volumes,
)
from archive.reports.questions import Dimension, Measure
from archive.reports.roll import Naming
from archive.reports.shown import measures_of
from archive.reports.tables import Table
from archive.reports.yearly.naming import public_names
from archive.reports.yearly.sentences import Sentences
from archive.reports.yearly.year import YearReport
from archive.web.i18n import gettext, translate

MOST_ROWS = 25
FIRST = (Dimension.CAMPAIGN, Dimension.MODE)
"""What is short enough to stand on the first page."""
LATER = (Dimension.SOURCE, Dimension.MATERIAL, Dimension.DONOR_KIND, Dimension.BRANCH)


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row: its name and its numbers; ``share`` is the length of its bar in per cent."""

    name: str
    numbers: tuple[str, ...]
    share: float


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table with its heading; ``rest`` says how many rows there was no room for."""

    title: str
    rows: tuple[PrintedRow, ...]
    total: tuple[str, ...]
    rest: str


def paper_of(
    session: Session, report: YearReport, sentences: Sentences, library: str
) -> Mapping[str, Any]:
    """Return what the template of the paper needs."""
    measures = measures_of(report.months)
    return {
        "report": report,
        "library": library,
        "sentences": sentences,
        "figures": [
            (
                translate(MEASURES[each]),
                measure_text(each, each.of(report.total)),
                _earlier(report, each),
            )
            for each in measures
        ],
        "measure_names": [translate(MEASURES[measure]) for measure in measures],
        "columns": _columns(report),
        "months": _months(report, measures),
        "months_total": (
            *_numbers(report.total, measures),
            titles_and_volumes(report.earlier.titles, report.earlier.volumes),
        ),
        "deposits": (
            (*_numbers(report.deposits, measures), "") if report.deposits != NOTHING else ()
        ),
        "first_tables": _tables(session, report, FIRST, measures),
        "later_tables": _tables(session, report, LATER, measures),
        "backlog": [
            (translate(STAGES[each.stage][0]), each.count, each.since)
            for each in report.backlog
            if each.stage in OPEN
        ],
        "named": [each.donor.public_name for each in report.roll if each.naming is Naming.NAMED],
        "unnamed_count": sum(each.naming is not Naming.NAMED for each in report.roll),
    }


def _tables(
    session: Session,
    report: YearReport,
    dimensions: Iterable[Dimension],
    measures: Iterable[Measure],
) -> list[PrintedTable]:
    shown = tuple(measures)
    return [
        _table(session, dimension, report.splits[dimension], shown)
        for dimension in dimensions
        if is_worth_printing(report.splits[dimension])
    ]


def is_worth_printing(table: Table) -> bool:
    """Whether a table says more than its total does."""
    return len(table.rows) > 1 or any(row.key for row in table.rows)


def _table(
    session: Session, dimension: Dimension, table: Table, measures: Iterable[Measure]
) -> PrintedTable:
    measures = tuple(measures)
    rows = table.rows[:MOST_ROWS]
    names = public_names(session, dimension, [row.key for row in rows])
    longest = max((row.total.volumes for row in rows), default=0) or 1
    left = table.rows[MOST_ROWS:]
    return PrintedTable(
        title=gettext("按%(what)s", what=translate(DIMENSIONS[dimension])),
        rows=tuple(
            PrintedRow(
                names[row.key],
                _numbers(row.total, measures),
                round(max(0, row.total.volumes) * 100 / longest, 1),
            )
            for row in rows
        ),
        total=_numbers(table.total, measures),
        rest=_rest(left),
    )


def _rest(rows: Iterable[Any]) -> str:
    left = list(rows)
    if not left:
        return ""
    counted = NOTHING
    for row in left:
        counted = counted.plus(row.total)
    return gettext(
        "其余 %(count)s 项合计 %(counted)s。",
        count=len(left),
        counted=titles_and_volumes(counted.titles, counted.volumes),
    )


def _columns(report: YearReport) -> list[tuple[str, int, float]]:
    """Return the months as columns: label, 册, and height in per cent of the place there is."""
    keys = [row.key for row in report.months.rows]
    labels = short_names(Dimension.MONTH, keys)
    highest = max((row.total.volumes for row in report.months.rows), default=0) or 1
    return [
        (
            labels[row.key],
            row.total.volumes,
            round(max(0, row.total.volumes) * 84 / highest, 1),
        )
        for row in report.months.rows
    ]


def _months(report: YearReport, measures: Iterable[Measure]) -> list[PrintedRow]:
    measures = tuple(measures)
    keys = [row.key for row in report.months.rows]
    labels = short_names(Dimension.MONTH, keys)
    earlier = {row.key[5:]: row.total for row in report.earlier_months.rows}
    return [
        PrintedRow(
            labels[row.key],
            (
                *_numbers(row.total, measures),
                titles_and_volumes(
                    earlier.get(row.key[5:], NOTHING).titles,
                    earlier.get(row.key[5:], NOTHING).volumes,
                ),
            ),
            0,
        )
        for row in report.months.rows
    ]


def _numbers(amount: Amount, measures: Iterable[Measure]) -> tuple[str, ...]:
    return tuple(measure_text(measure, measure.of(amount)) for measure in measures)


def _earlier(report: YearReport, measure: Measure) -> str:
    return gettext("上年同期 %(count)s", count=measure_text(measure, measure.of(report.earlier)))
