"""Stock-taking at the desk: the list, opening one, its results and its report."""

from collections.abc import Sequence
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response, StreamingResponse

from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, signed_in
from archive.kernel import journal
from archive.kernel.errors import InvalidInputError, NotFoundError
from archive.kernel.identifiers import new_id
from archive.kernel.journal import Subject
from archive.locations.desk import keep_to_branch
from archive.locations.queries import find_place, list_rooms
from archive.locations.schemas import PlaceView
from archive.spreadsheets.write import write_csv
from archive.stock.desk import Mover
from archive.stock.scanning import expect_place
from archive.stock_takes import queries, report, scan_views, service
from archive.stock_takes.forms import OpeningForm
from archive.stock_takes.history import SENTENCES
from archive.stock_takes.schemas import Counts, Finding, StockTakeView
from archive.stock_takes.words import FINDINGS, HEADINGS
from archive.web.flash import Level, flash
from archive.web.forms import Form as WebForm
from archive.web.forms import SubmittedForm, read_form
from archive.web.i18n import gettext, translate
from archive.web.sessions import CurrentHouse, ReadSession, WriteSession
from archive.web.tables import Paging
from archive.web.telling import tell
from archive.web.templating import render

router = APIRouter(include_in_schema=False)
router.include_router(scan_views.router)

Taker = Annotated[Visitor, Depends(signed_in(Permission.TAKE_STOCK))]
MISSING = "missing"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/desk/stock-takes")
def show_list(request: Request, session: ReadSession, _who: Taker) -> Response:
    """Show every stock-taking, open ones first."""
    return _list(request, session, WebForm({"submission": new_id()}))


@router.post("/desk/stock-takes")
def open_one(
    request: Request, session: WriteSession, submitted: SubmittedForm, _who: Mover
) -> Response:
    """Begin to take stock of a place."""
    typed, form = read_form(OpeningForm, submitted)
    if typed is None:
        return _list(request, session, form, 422)
    try:
        place = _scope(session, typed)
    except InvalidInputError as error:
        form.refuse(error)
        return _list(request, session, form, 422)
    keep_to_branch(request, place.room.branch.id)
    take = service.open_stock_take(session, place.id, typed.submission, typed.note)
    return RedirectResponse(f"/desk/stock-takes/{take.id}", 303)


def _scope(session: Session, typed: OpeningForm) -> PlaceView:
    if typed.place or not typed.room:
        return expect_place(session, typed.place)
    return find_place(session, typed.room)


def _list(request: Request, session: Session, form: WebForm, status: int = 200) -> Response:
    only_open = request.query_params.get("state") == "open"
    paging = Paging.of(request, queries.count_stock_takes(session, only_open=only_open))
    return render(
        request,
        "stock_takes/list.html",
        status,
        rows=queries.list_stock_takes(session, paging.offset, paging.size, only_open=only_open),
        paging=paging,
        rooms=[(room.id, room.path) for room in list_rooms(session, only_open=True)],
        form=form,
    )


@router.get("/desk/stock-takes/{stock_take_id}/results/{kind}")
def show_results(
    request: Request, session: ReadSession, stock_take_id: str, kind: str, _who: Taker
) -> Response:
    """Show what was found of one kind; ``missing`` is what nobody has scanned."""
    take = queries.find_stock_take(session, stock_take_id)
    counts = queries.count_findings(session, take)
    paging = Paging.of(request, _count_of(counts, kind))
    rows: Sequence[Any]
    if kind == MISSING:
        rows = queries.list_unseen(session, take.id, paging.offset, paging.size)
    else:
        rows = queries.list_scans(
            session, take.id, Finding(kind), offset=paging.offset, limit=paging.size
        )
    entries = journal.history(session, [Subject("stock-take", take.id)])
    return render(
        request,
        "stock_takes/results.html",
        take=take,
        kind=kind,
        tabs=result_tabs(take, counts),
        counts=counts,
        paging=paging,
        rows=rows,
        findings={key.value: (translate(n), tone) for key, (n, tone) in FINDINGS.items()},
        told=tell(entries, SENTENCES),
    )


def _count_of(counts: Counts, kind: str) -> int:
    known = {
        MISSING: counts.missing_count,
        Finding.FOUND: counts.found_count,
        Finding.MISPLACED: counts.misplaced_count,
        Finding.TWICE: counts.twice_count,
        Finding.UNKNOWN: counts.unknown_count,
    }
    if kind not in known:
        raise NotFoundError(detail=kind)
    return known[kind]


def result_tabs(take: StockTakeView, counts: Counts) -> list[tuple[str, str, int | None]]:
    """Return the views of a stock-taking: scanning, and what was found of each kind."""
    base = f"/desk/stock-takes/{take.id}"
    scanning = [(gettext("扫描"), base, None)] if take.is_open else []
    kinds = [
        (gettext("未找到"), MISSING),
        *((translate(name), finding.value) for finding, (name, _tone) in FINDINGS.items()),
    ]
    shown = [(name, f"{base}/results/{kind}", _count_of(counts, kind)) for name, kind in kinds]
    return [*scanning, *shown]


@router.post("/desk/stock-takes/{stock_take_id}/correct-all")
def correct_all(
    request: Request, session: WriteSession, stock_take_id: str, _who: Mover
) -> Response:
    """Record every volume that is astray where it was scanned."""
    _keep_to_branch(request, session, stock_take_id)
    count = service.correct_all(session, stock_take_id)
    flash(request, gettext("已更正 %(count)s 册的位置。", count=count))
    return RedirectResponse(f"/desk/stock-takes/{stock_take_id}/results/misplaced", 303)


@router.post("/desk/stock-takes/{stock_take_id}/close")
def close(request: Request, session: WriteSession, stock_take_id: str, _who: Mover) -> Response:
    """Finish a stock-taking."""
    _keep_to_branch(request, session, stock_take_id)
    counts = service.close_stock_take(session, stock_take_id)
    level = Level.WARNING if counts.missing_count else Level.DONE
    said = gettext(
        "清点已结束：在架 %(found)s 册，未找到 %(missing)s 册。",
        found=counts.found_count,
        missing=counts.missing_count,
    )
    flash(request, said, level)
    return RedirectResponse(f"/desk/stock-takes/{stock_take_id}/results/{MISSING}", 303)


def _keep_to_branch(request: Request, session: Session, stock_take_id: str) -> None:
    take = queries.find_stock_take(session, stock_take_id)
    keep_to_branch(request, take.place.room.branch.id)


@router.get("/desk/stock-takes/{stock_take_id}/report.csv")
def export_csv(session: ReadSession, stock_take_id: str, _who: Taker) -> Response:
    """Give every line of the report as CSV."""
    take = queries.find_stock_take(session, stock_take_id)
    rows = list(report.result_rows(session, take))
    content = write_csv([translate(heading) for heading in HEADINGS], rows)
    return StreamingResponse(
        content, media_type="text/csv; charset=utf-8", headers=_attached(take, "csv")
    )


@router.get("/desk/stock-takes/{stock_take_id}/report.xlsx")
def export_xlsx(session: ReadSession, stock_take_id: str, _who: Taker) -> Response:
    """Give the report as a workbook."""
    take = queries.find_stock_take(session, stock_take_id)
    content = report.write_xlsx(session, take)
    return Response(content, media_type=XLSX, headers=_attached(take, "xlsx"))


@router.get("/desk/stock-takes/{stock_take_id}/report.pdf")
def print_report(
    session: ReadSession, house: CurrentHouse, stock_take_id: str, _who: Taker
) -> Response:
    """Give the report as a paper to be signed."""
    take = queries.find_stock_take(session, stock_take_id)
    paper = report.set_report(session, take, house.settings.library_name)
    return Response(paper, media_type="application/pdf", headers=_named(take, "pdf", "inline"))


def _attached(take: StockTakeView, suffix: str) -> dict[str, str]:
    return _named(take, suffix, "attachment")


def _named(take: StockTakeView, suffix: str, way: str) -> dict[str, str]:
    name = f"{way}; filename*=UTF-8''{quote(take.number)}.{suffix}"
    return {"Content-Disposition": name, "Cache-Control": "private, no-store"}
