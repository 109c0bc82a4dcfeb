"""Filling and receiving a slip with a scanner."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from archive.kernel.errors import AppError
from archive.locations.desk import keep_to_branch
from archive.locations.queries import find_place, find_places
from archive.locations.schemas import PlaceView
from archive.stock.desk import Mover, answer_scan
from archive.stock.errors import UnknownVolumeError
from archive.stock.scanning import LONGEST_SCAN, identify
from archive.transfers import queries, service
from archive.transfers.errors import PlaceNotInTargetError, PlaceOnDraftError
from archive.transfers.schemas import LineState, LineView, TransferState, TransferView
from archive.transfers.words import LINE_STATES, STATES
from archive.web.i18n import gettext, translate
from archive.web.sessions import WriteSession

router = APIRouter(include_in_schema=False)

BASE = "/desk/transfers/{transfer_id}"
SHOWN = 20


def state_of(session: Session, transfer: TransferView, at: str) -> dict[str, Any]:
    """Return what every answer shows: the slip, its last lines, how far it is."""
    place = find_places(session, [at]).get(at) if at else None
    is_there = place is not None and place.room.id == transfer.target.id
    counts = queries.count_lines(session, [transfer.id])
    return {
        "transfer": transfer,
        "at": place if is_there else find_place(session, transfer.target.id),
        "counts": counts.get(transfer.id, queries.NOTHING),
        "lines": queries.list_lines(session, transfer.id, limit=SHOWN, newest_first=True),
        "states": {key.value: (translate(n), tone) for key, (n, tone) in STATES.items()},
        "line_states": {key.value: (translate(n), t) for key, (n, t) in LINE_STATES.items()},
    }


@router.post(f"{BASE}/scan")
def scan(
    request: Request,
    session: WriteSession,
    transfer_id: str,
    _who: Mover,
    text: Annotated[str, Form(max_length=LONGEST_SCAN)] = "",
    at: Annotated[str, Form(max_length=12)] = "",
) -> Response:
    """Put a volume on a draft; of a slip that was sent, receive it at the place scanned last."""
    transfer = queries.find_transfer(session, transfer_id)
    _keep_to_branch(request, transfer)
    line: LineView | None = None
    try:
        with session.begin_nested():
            found = identify(session, text)
            if isinstance(found, PlaceView):
                at = _go_to(transfer, found)
                said, tone = gettext("现在放到：%(place)s", place=found.path), "note"
            elif found is None:
                raise UnknownVolumeError(text=text.strip())
            else:
                line, said, tone = _take(session, transfer, found.id, at)
    except AppError as error:
        said, tone = gettext(error.sentence, **error.values), "bad"
    return _answer(request, session, transfer_id, at, said, tone, line)


def _keep_to_branch(request: Request, transfer: TransferView) -> None:
    """A draft is filled where it begins, and received where it ends."""
    is_draft = transfer.state is TransferState.DRAFT
    keep_to_branch(request, (transfer.origin if is_draft else transfer.target).branch.id)


def _go_to(transfer: TransferView, place: PlaceView) -> str:
    if transfer.state is TransferState.DRAFT:
        raise PlaceOnDraftError(place=place.path)
    if place.room.id != transfer.target.id:
        raise PlaceNotInTargetError(field="text", place=place.path)
    return place.id


def _take(
    session: Session, transfer: TransferView, volume_id: str, at: str
) -> tuple[LineView | None, str, str]:
    if transfer.state is TransferState.DRAFT:
        added = service.add_volumes(session, transfer.id, [volume_id])
        if added:
            return added[0], gettext("已列入"), "good"
        return None, gettext("单上已有"), "note"
    before = queries.find_line(session, transfer.id, volume_id)
    line = service.receive_volume(session, transfer.id, volume_id, at)
    if before is not None and before.state is LineState.PENDING:
        return line, gettext("已签收"), "good"
    return line, gettext("已签收过"), "note"


@router.post(f"{BASE}/lines/{{volume_id}}/undo")
def undo(
    request: Request, session: WriteSession, transfer_id: str, volume_id: str, _who: Mover
) -> Response:
    """Take a volume off a draft, or take back that it has arrived."""
    transfer = queries.find_transfer(session, transfer_id)
    _keep_to_branch(request, transfer)
    try:
        with session.begin_nested():
            if transfer.state is TransferState.DRAFT:
                service.remove_volume(session, transfer_id, volume_id)
            else:
                service.reopen_line(session, transfer_id, volume_id)
        said, tone = gettext("已撤销"), "note"
    except AppError as error:
        said, tone = gettext(error.sentence, **error.values), "bad"
    return _answer(request, session, transfer_id, "", said, tone, None)


def _answer(  # noqa: PLR0913, PLR0917 - one answer for all that can be done with a line
    request: Request,
    session: Session,
    transfer_id: str,
    at: str,
    said: str,
    tone: str,
    line: LineView | None,
) -> Response:
    state = state_of(session, queries.find_transfer(session, transfer_id), at)
    place: PlaceView = state["at"]
    return answer_scan(
        request,
        "transfers/_scanned.html",
        f"/desk/transfers/{transfer_id}?at={place.id}",
        said=said,
        tone=tone,
        line=line,
        **state,
    )
