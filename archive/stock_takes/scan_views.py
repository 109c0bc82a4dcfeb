"""The scans of a stock-taking, one request each, from as many scanners as there are."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, current_visitor, signed_in
from archive.kernel.errors import AppError
from archive.kernel.identifiers import is_id, new_id
from archive.locations.desk import keep_to_branch
from archive.locations.queries import find_places
from archive.locations.schemas import PlaceView
from archive.stock.desk import Mover, answer_scan
from archive.stock.scanning import LONGEST_SCAN, identify
from archive.stock_takes import queries, service
from archive.stock_takes.schemas import ScanView, StockTakeView
from archive.stock_takes.words import FINDINGS
from archive.web.i18n import gettext, translate
from archive.web.sessions import ReadSession, WriteSession
from archive.web.templating import render

router = APIRouter(include_in_schema=False)

Taker = Annotated[Visitor, Depends(signed_in(Permission.TAKE_STOCK))]
SHOWN = 20


@router.get("/desk/stock-takes/{stock_take_id}")
def show(
    request: Request, session: ReadSession, stock_take_id: str, _who: Taker, at: str = ""
) -> Response:
    """Show the field for the scanner; of one that is closed, what was missing."""
    take = queries.find_stock_take(session, stock_take_id)
    if not take.is_open:
        return RedirectResponse(f"/desk/stock-takes/{take.id}/results/missing", 303)
    return render(
        request,
        "stock_takes/scan.html",
        scans=queries.list_scans(session, take.id, limit=SHOWN, newest_first=True),
        **_state(request, session, take, at),
    )


def _state(request: Request, session: Session, take: StockTakeView, at: str) -> dict[str, Any]:
    """Return what every answer shows: where we are, and how far."""
    found = find_places(session, [at]).get(at) if at else None
    return {
        "take": take,
        "at": found if found is not None and take.place.holds(found) else take.place,
        "counts": queries.count_findings(session, take),
        "findings": {key.value: (translate(n), tone) for key, (n, tone) in FINDINGS.items()},
        "may_correct": current_visitor(request).may(Permission.MOVE_STOCK),
    }


@router.get("/desk/stock-takes/{stock_take_id}/counts")
def show_counts(
    request: Request, session: ReadSession, stock_take_id: str, _who: Taker
) -> Response:
    """Show how far it is by now, with what others have scanned."""
    take = queries.find_stock_take(session, stock_take_id)
    counts = queries.count_findings(session, take)
    return render(request, "stock_takes/_counts.html", take=take, counts=counts)


@router.post("/desk/stock-takes/{stock_take_id}/scan")
def scan(
    request: Request,
    session: WriteSession,
    stock_take_id: str,
    _who: Taker,
    text: Annotated[str, Form(max_length=LONGEST_SCAN)] = "",
    at: Annotated[str, Form(max_length=12)] = "",
    token: Annotated[str, Form(max_length=12)] = "",
) -> Response:
    """Take one scan: a place is gone through from now on, anything else was found there."""
    take = queries.find_stock_take(session, stock_take_id)
    keep_to_branch(request, take.place.room.branch.id)
    if not text.strip():
        return _answer(
            request, session, take, at, None, said=gettext("请扫描或输入条码"), tone="note"
        )
    found = identify(session, text)
    if isinstance(found, PlaceView):
        return _go_to(request, session, take, found, at)
    taken = service.take_scan(session, take.id, text, at, token if is_id(token) else new_id())
    name, tone = FINDINGS[taken.finding]
    return _answer(request, session, take, at, taken, said=translate(name), tone=tone)


def _go_to(
    request: Request, session: Session, take: StockTakeView, place: PlaceView, at: str
) -> Response:
    if take.place.holds(place):
        said, tone, at = gettext("现在清点"), "note", place.id
    else:
        said, tone = gettext("不在这次清点的范围内"), "bad"
    return _answer(request, session, take, at, None, said=said, tone=tone, place=place)


@router.post("/desk/stock-takes/{stock_take_id}/scans/{number}/undo")
def undo(
    request: Request, session: WriteSession, stock_take_id: str, number: int, _who: Taker
) -> Response:
    """Let a scan count no longer."""
    return _act(request, session, stock_take_id, number, service.undo_scan, gettext("已撤销"))


@router.post("/desk/stock-takes/{stock_take_id}/scans/{number}/correct")
def correct(
    request: Request, session: WriteSession, stock_take_id: str, number: int, _who: Mover
) -> Response:
    """Record a volume where it was scanned."""
    return _act(request, session, stock_take_id, number, service.correct_place, gettext("已更正"))


Act = Callable[[Session, str, int], ScanView]


def _act(
    request: Request, session: Session, stock_take_id: str, number: int, act: Act, said: str
) -> Response:
    take = queries.find_stock_take(session, stock_take_id)
    keep_to_branch(request, take.place.room.branch.id)
    tone = "note"
    try:
        with session.begin_nested():
            changed = act(session, stock_take_id, number)
    except AppError as error:
        changed = queries.find_scan(session, stock_take_id, number)
        said, tone = gettext(error.sentence, **error.values), "bad"
    return _answer(request, session, take, changed.here.id, changed, said=said, tone=tone)


def _answer(  # noqa: PLR0913 - one answer for all that can be done with a scan
    request: Request,
    session: Session,
    take: StockTakeView,
    at: str,
    taken: ScanView | None,
    *,
    said: str,
    tone: str,
    place: PlaceView | None = None,
) -> Response:
    state = _state(request, session, take, at)
    here: PlaceView = state["at"]
    return answer_scan(
        request,
        "stock_takes/_scanned.html",
        f"/desk/stock-takes/{take.id}?at={here.id}",
        said=said,
        tone=tone,
        scan=taken,
        place=place,
        **state,
    )
