"""What came in: sums, the lines behind them, backlog, donors, and the report of a year.

The same questions as on the screens; a period without a named day is the year of ``as_of``.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from sqlalchemy.orm import Session

from archive.api.door import PROBLEMS, Limit, Offset, Reporter
from archive.donations.kinds import Stage
from archive.kernel.clock import to_local
from archive.kernel.house import House
from archive.ledger.counting import Amount
from archive.ledger.queries import count_lines
from archive.reports.backlog import Evening, StageCount, StandingGift, gifts_at, stage_counts
from archive.reports.lines import CountedLine, counted_lines
from archive.reports.naming import key_names
from archive.reports.queries import answer
from archive.reports.questions import (
    Dimension,
    Layout,
    Measure,
    Question,
    read_layout,
    read_question,
    wrong_days,
)
from archive.reports.roll import RollEntry, donor_roll
from archive.reports.tables import Table
from archive.reports.yearly.files import XLSX, read_year, said_of, year_paper, year_workbook
from archive.reports.yearly.year import YearReport, report_of_year
from archive.web.sessions import CurrentHouse, ReadSession

router = APIRouter(prefix="/reports", tags=["reports"], responses=PROBLEMS)
PERIOD = r"^\d{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$"


@dataclass(frozen=True, slots=True)
class Sum:
    """What came under one key and what that key is called; by the keys of the columns too."""

    key: str
    name: str
    total: Amount
    cells: Mapping[str, Amount]


@dataclass(frozen=True, slots=True)
class Report:
    """The answer to a question; deposits (寄存) stand apart and are in no sum."""

    question: Question
    layout: Layout
    total: Amount
    deposits: Amount
    rows: list[Sum]
    column_names: Mapping[str, str]
    column_totals: Mapping[str, Amount]


@dataclass(frozen=True, slots=True)
class Lines:
    """A part of the lines behind a number, and how many there are in all."""

    count: int
    lines: list[CountedLine]


@dataclass(frozen=True, slots=True)
class Year:
    """The report of a year as of a day; ``sentence`` is ready to be pasted."""

    year: int
    as_of: dt.date
    is_whole: bool
    sentence: str
    paragraph: str
    total: Amount
    deposits: Amount
    earlier: Amount
    months: list[Sum]
    splits: Mapping[Dimension, list[Sum]]
    backlog: list[StageCount]


Keys = Annotated[str, Query(max_length=600, description="Keys with commas between; - for none.")]


def question_of(  # noqa: PLR0913 - what may be asked
    house: CurrentHouse,
    *,
    first: dt.date | None = None,
    last: dt.date | None = None,
    period: Annotated[
        str | None, Query(pattern=PERIOD, description="2018, 2018-12 or 2018-Q4.")
    ] = None,
    as_of: Annotated[dt.date | None, Query(description="The day whose answer is wanted.")] = None,
    then: Annotated[
        bool, Query(description="Leave out what was entered after as_of: that evening's answer.")
    ] = False,
    source: Keys = "",
    mode: Keys = "",
    material: Keys = "",
    campaign: Keys = "",
    branch: Keys = "",
    donor_kind: Annotated[Keys, Query(alias="donor-kind")] = "",
) -> Question:
    """Return the question that a request asks."""
    asked = {
        "first": first.isoformat() if first else "",
        "last": last.isoformat() if last else "",
        "period": period or "",
        "as_of": as_of.isoformat() if as_of else "",
        "then": "true" if then else "",
        "source": source,
        "mode": mode,
        "material": material,
        "campaign": campaign,
        "branch": branch,
        "donor-kind": donor_kind,
    }
    today = _today(house)
    for error in wrong_days(asked, today):
        raise error
    return read_question(asked, today)


Asked = Annotated[Question, Depends(question_of)]


@router.get("", summary="Add up what came")
def report(
    session: ReadSession,
    _who: Reporter,
    question: Asked,
    rows: Dimension = Dimension.MONTH,
    columns: Dimension | None = None,
    measure: Measure = Measure.VOLUMES,
) -> Report:
    """Return what came in a period, split by one dimension or two; any past day can be asked."""
    layout = read_layout({"rows": rows, "columns": columns or "", "measure": measure})
    table = answer(session, question, layout)
    names = key_names(session, layout.columns, table.columns) if layout.columns else {}
    return Report(
        question=question,
        layout=layout,
        total=table.total,
        deposits=table.deposits,
        rows=_sums(session, layout.rows, table),
        column_names=names,
        column_totals=table.column_totals if layout.columns else {},
    )


@router.get("/lines", summary="List the lines behind a number")
def list_lines(
    session: ReadSession,
    _who: Reporter,
    question: Asked,
    *,
    deposits: bool = False,
    offset: Offset = 0,
    limit: Limit = 50,
) -> Lines:
    """Return the lines that make up a number; what they contribute adds up to it."""
    asked = question.asked()
    found = counted_lines(session, asked, is_deposit=deposits, offset=offset, limit=limit)
    return Lines(count_lines(session, asked, is_deposit=deposits), found)


@router.get("/backlog", summary="Count the gifts at each stage")
def show_backlog(session: ReadSession, _who: Reporter, question: Asked) -> list[StageCount]:
    """Return how many gifts stood where on the evening of a day."""
    return stage_counts(session, Evening(question.as_of, question.as_known_then))


@router.get("/backlog/{stage}", summary="List the gifts at a stage")
def list_stage(
    session: ReadSession,
    _who: Reporter,
    stage: Stage,
    question: Asked,
    offset: Offset = 0,
    limit: Limit = 50,
) -> list[StandingGift]:
    """Return the gifts that stood at a stage on the evening of a day, the longest first."""
    evening = Evening(question.as_of, question.as_known_then)
    return gifts_at(session, stage, evening, offset, limit)


@router.get("/donors", summary="List who gave")
def list_donors(
    session: ReadSession,
    _who: Reporter,
    question: Asked,
    offset: Offset = 0,
    limit: Limit = 50,
) -> list[RollEntry]:
    """Return who gave something that was kept, those who gave most first."""
    return donor_roll(session, question.asked())[offset : offset + limit]


@router.get("/years/{year}", summary="Report a year")
def show_year(session: ReadSession, _who: Reporter, year: str, question: Asked) -> Year:
    """Return the report of a year as of a day, with the sentence that nobody has to count."""
    told = _report(session, year, question)
    said = said_of(session, told)
    return Year(
        year=told.year,
        as_of=told.question.as_of,
        is_whole=told.is_whole,
        sentence=said.headline,
        paragraph=said.paragraph,
        total=told.total,
        deposits=told.deposits,
        earlier=told.earlier,
        months=_sums(session, Dimension.MONTH, told.months),
        splits={each: _sums(session, each, table) for each, table in told.splits.items()},
        backlog=list(told.backlog),
    )


@router.get(
    "/years/{year}/report.pdf",
    response_class=Response,
    responses={200: {"content": {"application/pdf": {}}}},
    summary="Fetch the report of a year as PDF",
)
def fetch_paper(
    session: ReadSession, house: CurrentHouse, _who: Reporter, year: str, question: Asked
) -> Response:
    """Return the report of a year as a PDF, in zh-Hans."""
    told = _report(session, year, question)
    content = year_paper(session, told, house.settings.library_name)
    return Response(content, media_type="application/pdf", headers=_PRIVATE)


@router.get(
    "/years/{year}/report.xlsx",
    response_class=Response,
    responses={200: {"content": {XLSX: {}}}},
    summary="Fetch the report of a year as a workbook",
)
def fetch_workbook(
    session: ReadSession, house: CurrentHouse, _who: Reporter, year: str, question: Asked
) -> Response:
    """Return the report of a year as a workbook, in zh-Hans."""
    told = _report(session, year, question)
    content = year_workbook(session, told, house.settings.library_name)
    return Response(content, media_type=XLSX, headers=_PRIVATE)


_PRIVATE = {"Cache-Control": "private, no-cache"}


def _report(session: Session, year: str, question: Question) -> YearReport:
    as_known_then = question.as_known_then
    return report_of_year(session, read_year(year), question.as_of, as_known_then=as_known_then)


def _sums(session: Session, dimension: Dimension, table: Table) -> list[Sum]:
    names = key_names(session, dimension, [row.key for row in table.rows])
    return [
        Sum(row.key, names.get(row.key, row.key), row.total, row.cells if table.columns else {})
        for row in table.rows
    ]


def _today(house: House) -> dt.date:
    return to_local(house.clock.now()).date()
