"""Transfers at the desk: the list, one slip with what is on it, and the slip on paper."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from archive.kernel import journal
from archive.kernel.errors import AppError, InvalidInputError
from archive.kernel.identifiers import new_id
from archive.kernel.journal import Subject
from archive.locations.desk import keep_to_branch
from archive.locations.queries import find_place, list_rooms
from archive.stock import queries as stock
from archive.stock.desk import Mover
from archive.stock.scanning import LONGEST_SCAN, expect_place
from archive.transfers import queries, scan_views, service, slip
from archive.transfers.forms import TransferForm
from archive.transfers.history import SENTENCES
from archive.transfers.schemas import TransferState
from archive.transfers.words import LINE_STATES, STATES
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

BASE = "/desk/transfers"
SHEET = 200


@router.get(BASE)
def show_list(request: Request, session: ReadSession, _who: Mover, state: str = "") -> Response:
    """Show the transfers, newest first."""
    chosen = TransferState(state) if state in set(TransferState) else None
    paging = Paging.of(request, queries.count_transfers(session, chosen))
    return render(
        request,
        "transfers/list.html",
        rows=queries.list_transfers(session, chosen, paging.offset, paging.size),
        paging=paging,
        state=state,
        states={key.value: (translate(n), tone) for key, (n, tone) in STATES.items()},
    )


@router.get(f"{BASE}/new")
def show_new(request: Request, session: ReadSession, _who: Mover) -> Response:
    """Show the empty form of a transfer."""
    return _form(request, session, WebForm({"submission": new_id()}))


@router.post(f"{BASE}/new")
def begin(
    request: Request, session: WriteSession, submitted: SubmittedForm, _who: Mover
) -> Response:
    """Begin a slip."""
    typed, form = read_form(TransferForm, submitted)
    if typed is None:
        return _form(request, session, form, 422)
    ends = [find_place(session, room_id).room.branch.id for room_id in (typed.origin, typed.target)]
    keep_to_branch(request, *ends)
    try:
        made = service.begin_transfer(
            session, typed.origin, typed.target, typed.submission, typed.reason
        )
    except InvalidInputError as error:
        form.refuse(error)
        return _form(request, session, form, 422)
    return RedirectResponse(f"{BASE}/{made.id}", 303)


def _form(request: Request, session: Session, form: WebForm, status: int = 200) -> Response:
    rooms = [(room.id, room.path) for room in list_rooms(session, only_open=True)]
    return render(request, "transfers/new.html", status, form=form, rooms=rooms)


@router.get(f"{BASE}/{{transfer_id}}")
def show(
    request: Request, session: ReadSession, transfer_id: str, _who: Mover, at: str = ""
) -> Response:
    """Show a slip: a draft to be filled, one that was sent to be received."""
    entries = journal.history(session, [Subject("transfer", transfer_id)])
    return render(
        request,
        "transfers/show.html",
        told=tell(entries, SENTENCES),
        **scan_views.state_of(session, queries.find_transfer(session, transfer_id), at),
    )


@router.get(f"{BASE}/{{transfer_id}}/lines")
def show_lines(request: Request, session: ReadSession, transfer_id: str, _who: Mover) -> Response:
    """Show everything on a slip."""
    transfer = queries.find_transfer(session, transfer_id)
    counts = queries.count_lines(session, [transfer_id]).get(transfer_id, queries.NOTHING)
    paging = Paging.of(request, counts.volumes, SHEET)
    return render(
        request,
        "transfers/lines.html",
        transfer=transfer,
        counts=counts,
        lines=queries.list_lines(session, transfer_id, paging.offset, paging.size),
        paging=paging,
        line_states={key.value: (translate(n), t) for key, (n, t) in LINE_STATES.items()},
    )


@router.post(f"{BASE}/{{transfer_id}}/place")
def add_place(
    request: Request,
    session: WriteSession,
    transfer_id: str,
    _who: Mover,
    place: Annotated[str, Form(max_length=LONGEST_SCAN)] = "",
) -> Response:
    """Put everything that stands at a place on the slip."""
    _keep_to_origin(request, session, transfer_id)
    try:
        with session.begin_nested():
            found = expect_place(session, place)
            volume_ids = stock.volume_ids_at(session, found)
            lines = service.add_volumes(session, transfer_id, volume_ids)
    except AppError as error:
        flash(request, gettext(error.sentence, **error.values), Level.FAILED)
    else:
        said = gettext("%(place)s：列入 %(count)s 册。", place=found.path, count=len(lines))
        flash(request, said)
    return RedirectResponse(f"{BASE}/{transfer_id}", 303)


@router.post(f"{BASE}/{{transfer_id}}/send")
def send(request: Request, session: WriteSession, transfer_id: str, _who: Mover) -> Response:
    """Number the slip and let its volumes leave."""
    _keep_to_origin(request, session, transfer_id)
    sent = service.send_transfer(session, transfer_id)
    flash(request, gettext("%(number)s 已移出，请打印随书同行。", number=sent.number))
    return RedirectResponse(f"{BASE}/{transfer_id}", 303)


@router.post(f"{BASE}/{{transfer_id}}/receive-all")
def receive_all(request: Request, session: WriteSession, transfer_id: str, _who: Mover) -> Response:
    """Receive everything that is still under way."""
    _keep_to_target(request, session, transfer_id)
    count = service.receive_all(session, transfer_id)
    flash(request, gettext("已签收 %(count)s 册。", count=count))
    return RedirectResponse(f"{BASE}/{transfer_id}", 303)


@router.post(f"{BASE}/{{transfer_id}}/cancel")
def cancel(request: Request, session: WriteSession, transfer_id: str, _who: Mover) -> Response:
    """Give up a draft."""
    _keep_to_origin(request, session, transfer_id)
    service.cancel_transfer(session, transfer_id)
    flash(request, gettext("这张单已作废。"))
    return RedirectResponse(BASE, 303)


@router.post(f"{BASE}/{{transfer_id}}/lines/{{volume_id}}/return")
def return_line(
    request: Request, session: WriteSession, transfer_id: str, volume_id: str, _who: Mover
) -> Response:
    """Send a volume back to where it stood."""
    _keep_to_target(request, session, transfer_id)
    line = service.return_volume(session, transfer_id, volume_id)
    flash(request, gettext("%(number)s 已退回原处。", number=line.number))
    return RedirectResponse(f"{BASE}/{transfer_id}/lines", 303)


def _keep_to_origin(request: Request, session: Session, transfer_id: str) -> None:
    keep_to_branch(request, queries.find_transfer(session, transfer_id).origin.branch.id)


def _keep_to_target(request: Request, session: Session, transfer_id: str) -> None:
    keep_to_branch(request, queries.find_transfer(session, transfer_id).target.branch.id)


@router.get(f"{BASE}/{{transfer_id}}/slip.pdf")
def print_slip(
    session: ReadSession, house: CurrentHouse, transfer_id: str, _who: Mover
) -> Response:
    """Give the slip as a paper that goes with the volumes."""
    transfer = queries.find_transfer(session, transfer_id)
    paper = slip.set_slip(session, transfer, house.settings.library_name)
    name = f"inline; filename*=UTF-8''{quote(transfer.number or transfer.id)}.pdf"
    headers = {"Content-Disposition": name, "Cache-Control": "private, no-store"}
    return Response(paper, media_type="application/pdf", headers=headers)
