"""Transfers (移库单、移交单): a slip is filled, sent, and received at the other end.

A slip is filled and sent by those who work where it begins, received by those where it ends.
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Request, Response, status
from pydantic import Field
from sqlalchemy.orm import Session

from archive.api.door import PROBLEMS, Limit, Mover, Offset
from archive.catalogue.errors import VolumeNotFoundError
from archive.catalogue.queries import find_volumes
from archive.kernel.identifiers import new_id
from archive.locations.desk import keep_to_branch
from archive.locations.queries import find_place
from archive.transfers import queries, service, slip
from archive.transfers.schemas import LineView, TransferCounts, TransferState, TransferView
from archive.web.forms import Submission
from archive.web.plain import PlainModel
from archive.web.sessions import CurrentHouse, ReadSession, WriteSession

router = APIRouter(prefix="/transfers", tags=["transfers"], responses=PROBLEMS)
MOST_VOLUMES = 500


@dataclass(frozen=True, slots=True)
class Slip:
    """A transfer with what became of the volumes on it."""

    transfer: TransferView
    counts: TransferCounts


class TransferIn(PlainModel):
    """From which room to which; ``submission`` makes one slip of a request that is sent twice."""

    from_room_id: str
    to_room_id: str
    reason: Annotated[str, Field(max_length=300)] = ""
    submission: Submission | None = None


class VolumesIn(PlainModel):
    """Volumes by their identifiers."""

    volume_ids: Annotated[list[str], Field(min_length=1, max_length=MOST_VOLUMES)]


class ReceiptIn(PlainModel):
    """The place of the new room where it is put; without one, the room as a whole."""

    place_id: str = ""


@router.get("", summary="List transfers")
def list_transfers(
    session: ReadSession,
    _who: Mover,
    state: TransferState | None = None,
    offset: Offset = 0,
    limit: Limit = 50,
) -> list[Slip]:
    """Return the transfers, newest first."""
    return [Slip(*row) for row in queries.list_transfers(session, state, offset, limit)]


@router.post("", status_code=status.HTTP_201_CREATED, summary="Begin a transfer")
def begin(
    request: Request, session: WriteSession, _who: Mover, transfer: TransferIn
) -> TransferView:
    """Begin a slip from one room to another."""
    ends = (transfer.from_room_id, transfer.to_room_id)
    keep_to_branch(request, *(find_place(session, each).room.branch.id for each in ends))
    token = transfer.submission or new_id()
    return service.begin_transfer(session, *ends, token, transfer.reason)


@router.get("/{transfer_id}", summary="Show a transfer")
def show(session: ReadSession, _who: Mover, transfer_id: str) -> Slip:
    """Return a transfer with its counts."""
    found = queries.find_transfer(session, transfer_id)
    counts = queries.count_lines(session, [transfer_id])
    return Slip(found, counts.get(transfer_id, queries.NOTHING))


@router.get("/{transfer_id}/volumes", summary="List what is on a slip")
def list_lines(
    session: ReadSession, _who: Mover, transfer_id: str, offset: Offset = 0, limit: Limit = 50
) -> list[LineView]:
    """Return the volumes on a slip, in their order."""
    queries.find_transfer(session, transfer_id)
    return queries.list_lines(session, transfer_id, offset, limit)


@router.post("/{transfer_id}/volumes", summary="Put volumes on a slip")
def add_volumes(
    request: Request, session: WriteSession, _who: Mover, transfer_id: str, asked: VolumesIn
) -> list[LineView]:
    """Put volumes on a slip that is not sent yet; return the lines that were added."""
    _keep_to_origin(request, session, transfer_id)
    known = find_volumes(session, asked.volume_ids)
    for volume_id in asked.volume_ids:
        if volume_id not in known:
            raise VolumeNotFoundError(detail=volume_id)
    return service.add_volumes(session, transfer_id, asked.volume_ids)


@router.delete(
    "/{transfer_id}/volumes/{volume_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    summary="Take a volume off a slip",
)
def remove_volume(
    request: Request, session: WriteSession, _who: Mover, transfer_id: str, volume_id: str
) -> None:
    """Take a volume off a slip that is not sent yet."""
    _keep_to_origin(request, session, transfer_id)
    service.remove_volume(session, transfer_id, volume_id)


@router.post("/{transfer_id}/send", summary="Send a transfer")
def send(request: Request, session: WriteSession, _who: Mover, transfer_id: str) -> TransferView:
    """Number a slip and let its volumes leave."""
    _keep_to_origin(request, session, transfer_id)
    return service.send_transfer(session, transfer_id)


@router.post("/{transfer_id}/cancel", summary="Give up a transfer")
def cancel(request: Request, session: WriteSession, _who: Mover, transfer_id: str) -> TransferView:
    """Give up a slip that was never sent."""
    _keep_to_origin(request, session, transfer_id)
    return service.cancel_transfer(session, transfer_id)


@router.post("/{transfer_id}/receive-all", summary="Receive all that is under way")
def receive_all(
    request: Request, session: WriteSession, _who: Mover, transfer_id: str, receipt: ReceiptIn
) -> Slip:
    """Receive every volume that is still under way."""
    _keep_to_target(request, session, transfer_id)
    service.receive_all(session, transfer_id, receipt.place_id)
    return show(session, _who, transfer_id)


@router.post("/{transfer_id}/volumes/{volume_id}/receive", summary="Receive a volume")
def receive(
    request: Request,
    session: WriteSession,
    _who: Mover,
    transfer_id: str,
    volume_id: str,
    receipt: ReceiptIn,
) -> LineView:
    """Receive a volume at its new room."""
    _keep_to_target(request, session, transfer_id)
    return service.receive_volume(session, transfer_id, volume_id, receipt.place_id)


@router.post("/{transfer_id}/volumes/{volume_id}/return", summary="Send a volume back")
def send_back(
    request: Request, session: WriteSession, _who: Mover, transfer_id: str, volume_id: str
) -> LineView:
    """Send back a volume that did not arrive, or was not wanted."""
    _keep_to_target(request, session, transfer_id)
    return service.return_volume(session, transfer_id, volume_id)


@router.post("/{transfer_id}/volumes/{volume_id}/reopen", summary="Take back an arrival")
def reopen(
    request: Request, session: WriteSession, _who: Mover, transfer_id: str, volume_id: str
) -> LineView:
    """Take back that a volume has arrived, as long as others are under way."""
    _keep_to_target(request, session, transfer_id)
    return service.reopen_line(session, transfer_id, volume_id)


@router.get(
    "/{transfer_id}/slip.pdf",
    response_class=Response,
    responses={200: {"content": {"application/pdf": {}}}},
    summary="Fetch the slip as PDF",
)
def fetch_slip(
    session: ReadSession, house: CurrentHouse, _who: Mover, transfer_id: str
) -> Response:
    """Return the slip as a paper that goes with the volumes."""
    found = queries.find_transfer(session, transfer_id)
    paper = slip.set_slip(session, found, house.settings.library_name)
    headers = {"Cache-Control": "private, no-store"}
    return Response(paper, media_type="application/pdf", headers=headers)


def _keep_to_origin(request: Request, session: Session, transfer_id: str) -> None:
    keep_to_branch(request, queries.find_transfer(session, transfer_id).origin.branch.id)


def _keep_to_target(request: Request, session: Session, transfer_id: str) -> None:
    keep_to_branch(request, queries.find_transfer(session, transfer_id).target.branch.id)
