"""The registers on screen, on ruled sheets, and for a spreadsheet."""

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from sqlalchemy.orm import Session
from starlette.background import BackgroundTask
from starlette.responses import FileResponse, Response, StreamingResponse

from archive.accessions import deregistering, queries, sheets
from archive.accessions.corrections import corrections_of
from archive.accessions.errors import EntryNotFoundError
from archive.accessions.models import EntryKind
from archive.accessions.months import closed_months
from archive.accessions.queries import ALL, RegisterFilter
from archive.accessions.ruled import RuledRow, rule_pages
from archive.accessions.words import DEREGISTERED, INDIVIDUAL, REASONS, SUMMARY
from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, signed_in
from archive.catalogue.queries import count_held
from archive.documents.pdf import set_paper
from archive.kernel.errors import N_
from archive.spreadsheets.cells import Value
from archive.spreadsheets.write import XlsxWriter, write_csv
from archive.web.i18n import Language, translate, use_language
from archive.web.sessions import CurrentHouse, ReadSession
from archive.web.tables import Paging
from archive.web.templating import render

router = APIRouter(include_in_schema=False)
Registrar = Annotated[Visitor, Depends(signed_in(Permission.REGISTER))]

SHEET = 200
PER_PAGE = 20
PAGES_AT_ONCE = 15
"""A sheet of so many pages is set in seconds; what is longer is printed part by part."""


@router.get("/desk/registers/summary")
def show_summary(request: Request, session: ReadSession, _who: Registrar) -> Response:
    """Show the summary register (总括登记)."""
    asked, wanted = _asked_month(request)
    paging = Paging.of(request, queries.count_batches(session, wanted), SHEET)
    rows = queries.list_batches(session, paging.offset, paging.size, wanted)
    marks = corrections_of(session, EntryKind.BATCH, [row.number for row in rows])
    return _page(request, session, "accessions/summary.html", asked, rows, paging, marks)


@router.get("/desk/registers/individual")
def show_individual(request: Request, session: ReadSession, _who: Registrar) -> Response:
    """Show the individual register (个别登记)."""
    asked, wanted = _asked_month(request)
    paging = Paging.of(request, queries.count_items(session, wanted), SHEET)
    rows = queries.list_items(session, paging.offset, paging.size, wanted)
    marks = corrections_of(session, EntryKind.ITEM, [row.label for row in rows])
    return _page(request, session, "accessions/individual.html", asked, rows, paging, marks)


@router.get("/desk/registers/withdrawals")
def show_withdrawals(request: Request, session: ReadSession, _who: Registrar) -> Response:
    """Show the register of withdrawals (注销登记)."""
    asked, _ = _asked_month(request)
    month = _month(asked)
    paging = Paging.of(request, deregistering.count_deregistrations(session, month), SHEET)
    rows = deregistering.list_deregistrations(session, paging.offset, paging.size, month)
    marks = corrections_of(session, EntryKind.DEREGISTRATION, [row.number for row in rows])
    return _page(request, session, "accessions/withdrawals.html", asked, rows, paging, marks)


def _page(  # noqa: PLR0913, PLR0917 - a page and all that it shows
    request: Request,
    session: Session,
    template: str,
    asked: str,
    rows: Sequence[Any],
    paging: Paging,
    marks: Any,
) -> Response:
    names = [f"{year}-{month:02}" for year, month in queries.registered_months(session)]
    return render(
        request,
        template,
        rows=rows,
        paging=paging,
        month=asked,
        months=[(name, name) for name in names],
        is_closed=asked in {f"{m.year}-{m.month:02}" for m in closed_months(session)},
        held=count_held(session),
        source_of=sheets.source_of,
        reasons={key.value: translate(name) for key, name in REASONS.items()},
        corrections=marks,
        parts=printed_parts(paging.total_count),
    )


@router.get("/desk/registers/summary.csv")
def export_summary_csv(session: ReadSession, _who: Registrar) -> Response:
    """Give the whole summary register as CSV."""
    return _csv(N_("总括登记"), SUMMARY, sheets.summary_rows(session))


@router.get("/desk/registers/individual.csv")
def export_individual_csv(session: ReadSession, _who: Registrar) -> Response:
    """Give the whole individual register as CSV."""
    return _csv(N_("个别登记"), INDIVIDUAL, sheets.individual_rows(session))


@router.get("/desk/registers/summary.xlsx")
def export_summary(request: Request, session: ReadSession, _who: Registrar) -> Response:
    """Give the summary register, or one month of it, as XLSX."""
    _, wanted = _asked_month(request)
    return _xlsx(N_("总括登记"), SUMMARY, sheets.summary_rows(session, wanted))


@router.get("/desk/registers/individual.xlsx")
def export_individual(request: Request, session: ReadSession, _who: Registrar) -> Response:
    """Give the individual register, or one month of it, as XLSX."""
    _, wanted = _asked_month(request)
    return _xlsx(N_("个别登记"), INDIVIDUAL, sheets.individual_rows(session, wanted))


@router.get("/desk/registers/withdrawals.csv")
def export_withdrawals_csv(session: ReadSession, _who: Registrar) -> Response:
    """Give the whole register of withdrawals as CSV."""
    return _csv(N_("注销登记"), DEREGISTERED, sheets.deregistered_rows(session))


@router.get("/desk/registers/withdrawals.xlsx")
def export_withdrawals(request: Request, session: ReadSession, _who: Registrar) -> Response:
    """Give the register of withdrawals as XLSX."""
    asked, _ = _asked_month(request)
    return _xlsx(N_("注销登记"), DEREGISTERED, sheets.deregistered_rows(session, _month(asked)))


@router.get("/desk/registers/{register}.pdf")
def print_register(
    request: Request, session: ReadSession, house: CurrentHouse, register: str, _who: Registrar
) -> Response:
    """Give a part of a register on ruled sheets, with what is carried from page to page."""
    asked, wanted = _asked_month(request)
    part = _asked_part(request)
    with use_language(Language.SIMPLIFIED):
        name, headings, rows = _printed(session, register, asked, wanted)
        before = _before(session, register, wanted)
        pages = rule_pages(rows, PER_PAGE, before)
        shown = pages[(part - 1) * PAGES_AT_ONCE : part * PAGES_AT_ONCE]
        if not shown:
            raise EntryNotFoundError(detail=f"{register} part {part}")
        paper = set_paper(
            "accessions/ruled.html",
            name=translate(name),
            headings=[translate(heading) for heading in headings],
            pages=shown,
            page_count=len(pages),
            month=asked,
            library_name=house.settings.library_name,
            has_sums=register != "withdrawals",
        )
    disposition = f"inline; filename*=UTF-8''{quote(translate(name) + asked)}.pdf"
    headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}
    return Response(paper, media_type="application/pdf", headers=headers)


def _printed(
    session: Session, register: str, asked: str, wanted: RegisterFilter
) -> tuple[str, Sequence[str], list[RuledRow[Sequence[Value]]]]:
    if register == "summary":
        entries = list(sheets.summary_rows(session, wanted))
        return N_("总括登记簿"), SUMMARY, [RuledRow(row, _sums(row)) for row in entries]
    if register == "individual":
        items = list(sheets.individual_rows(session, wanted))
        return N_("个别登记簿"), INDIVIDUAL, [RuledRow(row, (0, 1, 0, 0)) for row in items]
    if register == "withdrawals":
        gone = list(sheets.deregistered_rows(session, _month(asked)))
        return N_("注销登记簿"), DEREGISTERED, [RuledRow(row, (0, 1, 0, 0)) for row in gone]
    raise EntryNotFoundError(detail=register)


def _asked_part(request: Request) -> int:
    asked = request.query_params.get("part", "1")
    return int(asked) if asked.isdecimal() and len(asked) <= 6 and int(asked) else 1


def printed_parts(row_count: int) -> list[tuple[int, int, int]]:
    """Return the parts in which so many rows are printed: number, first page, last page."""
    page_count = max(-(-row_count // PER_PAGE), 1)
    firsts = range(1, page_count + 1, PAGES_AT_ONCE)
    return [
        (number, first, min(first + PAGES_AT_ONCE - 1, page_count))
        for number, first in enumerate(firsts, start=1)
    ]


def _sums(row: Sequence[Value]) -> tuple[int, int, int, int]:
    value = row[7]
    cents = round(value * 100) if isinstance(value, float) else 0
    return int(str(row[4])), int(str(row[5])), int(str(row[6])), cents


def _before(session: Session, register: str, wanted: RegisterFilter) -> tuple[int, int, int, int]:
    """Return what the pages before this month add up to."""
    if wanted.first is None or register == "withdrawals":
        return (0, 0, 0, 0)
    earlier = RegisterFilter(last=wanted.first.fromordinal(wanted.first.toordinal() - 1))
    if register == "individual":
        return (0, queries.count_items(session, earlier), 0, 0)
    return queries.month_totals(session, earlier)


def _asked_month(request: Request) -> tuple[str, RegisterFilter]:
    asked = request.query_params.get("month", "")
    month = _month(asked)
    return (asked, RegisterFilter.of_month(*month)) if month else ("", ALL)


def _month(asked: str) -> tuple[int, int] | None:
    year, _, month = asked.partition("-")
    is_month = year.isdecimal() and len(year) == 4 and month.isdecimal() and len(month) == 2
    found = (int(year), int(month)) if is_month else (0, 0)
    return found if found[0] and 1 <= found[1] <= 12 else None


def _csv(name: str, headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> Response:
    # The session ends before the answer leaves: what is streamed must have been read. It is in
    # zh-Hans whoever takes it out, so that an import understands it.
    with use_language(Language.SIMPLIFIED):
        written = list(write_csv([translate(heading) for heading in headings], rows))
    quoted = f"attachment; filename*=UTF-8''{quote(translate(name))}.csv"
    return StreamingResponse(
        iter(written),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": quoted, "Cache-Control": "private, no-store"},
    )


def _xlsx(name: str, headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> Response:
    book = XlsxWriter()
    said = translate(name)
    with use_language(Language.SIMPLIFIED):
        book.add_sheet(said, [translate(h) for h in headings], rows, [14] * len(headings))
    with tempfile.NamedTemporaryFile(suffix=".xlsx", delete=False) as kept:
        path = Path(kept.name)
    book.save(path)
    return FileResponse(
        path,
        filename=f"{said}.xlsx",
        headers={"Cache-Control": "private, no-store"},
        background=BackgroundTask(path.unlink),
    )
