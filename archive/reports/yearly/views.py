"""The report of a year: on screen, as PDF, as a workbook."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, signed_in
from archive.donations.desk import words
from archive.kernel.clock import to_local
from archive.kernel.house import House
from archive.ledger.queries import day_range
from archive.reports.errors import YearNotBegunError
from archive.reports.naming import DIMENSIONS, MEASURES, measure_text
from archive.reports.questions import Dimension, Layout, Measure, lines_address, read_question
from archive.reports.roll import Naming
from archive.reports.shown import measures_of, show
from archive.reports.yearly.files import XLSX, read_year, said_of, year_paper, year_workbook
from archive.reports.yearly.paper import is_worth_printing
from archive.reports.yearly.year import YearReport, report_of_year
from archive.web.i18n import translate
from archive.web.sessions import CurrentHouse, ReadSession
from archive.web.templating import render

router = APIRouter(include_in_schema=False)

Reporter = Annotated[Visitor, Depends(signed_in(Permission.SEE_REPORTS))]
SHOWN_SOURCES = 30
ON_SCREEN = (
    Dimension.SOURCE,
    Dimension.CAMPAIGN,
    Dimension.MODE,
    Dimension.MATERIAL,
    Dimension.DONOR_KIND,
    Dimension.BRANCH,
)


@router.get("/desk/reports/years/{year}")
def show_year(
    request: Request, session: ReadSession, house: CurrentHouse, year: str, _who: Reporter
) -> Response:
    """Show the report of a year, every number with the list behind it."""
    report = _report(request, session, house, year)
    tables = {
        dimension: show(
            session,
            report.question,
            Layout(dimension),
            report.months if dimension is Dimension.MONTH else report.splits[dimension],
            slice(SHOWN_SOURCES),
        )
        for dimension in (Dimension.MONTH, *ON_SCREEN)
        if dimension is Dimension.MONTH or is_worth_printing(report.splits[dimension])
    }
    return render(
        request,
        "reports/year.html",
        report=report,
        tables=tables,
        sentences=said_of(session, report),
        measures=measures_of(report.months),
        years=_years(session, report.year),
        shown_sources=SHOWN_SOURCES,
        today=to_local(house.clock.now()).date(),
        measure_text=measure_text,
        lines_address=lines_address,
        Measure=Measure,
        Dimension=Dimension,
        Naming=Naming,
        measure_names={measure: translate(name) for measure, name in MEASURES.items()},
        dimension_names={each: translate(name) for each, name in DIMENSIONS.items()},
        query=f"?{request.url.query}" if request.url.query else "",
        **words(),
    )


@router.get("/desk/reports/years/{year}/report.pdf")
def download_paper(
    request: Request, session: ReadSession, house: CurrentHouse, year: str, _who: Reporter
) -> Response:
    """Give the report as a PDF; it is in zh-Hans whoever asks."""
    report = _report(request, session, house, year)
    return Response(
        year_paper(session, report, house.settings.library_name),
        media_type="application/pdf",
        headers=_named(f"{report.year}-report.pdf", "inline"),
    )


@router.get("/desk/reports/years/{year}/report.xlsx")
def download_workbook(
    request: Request, session: ReadSession, house: CurrentHouse, year: str, _who: Reporter
) -> Response:
    """Give the report as a workbook; it is in zh-Hans whoever asks."""
    report = _report(request, session, house, year)
    content = year_workbook(session, report, house.settings.library_name)
    headers = _named(f"{report.year}-report.xlsx", "attachment")
    return Response(content, media_type=XLSX, headers=headers)


def _report(request: Request, session: Session, house: House, year: str) -> YearReport:
    today = to_local(house.clock.now()).date()
    wanted, asked = read_year(year), read_question(request.query_params, today)
    if wanted > today.year:
        raise YearNotBegunError(year=wanted)
    return report_of_year(session, wanted, asked.as_of, as_known_then=asked.as_known_then)


def _years(session: Session, year: int) -> list[int]:
    known = day_range(session)
    first, last = (known[0].year, known[1].year) if known else (year, year)
    return list(range(max(first, year, last), min(first, year) - 1, -1))


def _named(name: str, how: str) -> dict[str, str]:
    return {
        "Content-Disposition": f'{how}; filename="{name}"',
        "Cache-Control": "private, no-cache",
    }
