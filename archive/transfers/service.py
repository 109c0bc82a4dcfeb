"""Writing a slip, sending what is on it, and receiving it at the other end.

While it is under way a volume stands nowhere: it is in the transfer. A slip is numbered when it is
sent, so that one that was given up leaves no gap. It is received once every volume on it has
arrived or was sent back.
"""

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from archive.catalogue.queries import find_volumes
from archive.kernel import journal
from archive.kernel.journal import Subject
from archive.kernel.numbers import next_number
from archive.locations.queries import find_place
from archive.locations.schemas import PlaceView
from archive.stock import queries as stock
from archive.stock import service as moving
from archive.stock.schemas import (
    UNKNOWN,
    Carrier,
    CarrierKind,
    Cause,
    Whereabouts,
    printed_number,
)
from archive.transfers import queries
from archive.transfers.errors import (
    EmptyTransferError,
    NotInRoomError,
    NotOnSlipError,
    PlaceNotInTargetError,
    SameRoomError,
    TransferNotFoundError,
    TransferStateError,
    VolumeAlreadyUnderWayError,
)
from archive.transfers.models import LineState, Transfer, TransferLine, TransferState
from archive.transfers.schemas import LineView, TransferView
from archive.transfers.words import STATES
from archive.web.i18n import translate

WITHIN, BETWEEN = "移库", "移交"


def begin_transfer(
    session: Session, from_room_id: str, to_room_id: str, submission: str, reason: str = ""
) -> TransferView:
    """Begin a slip from one room to another; the same ``submission`` twice is one slip.

    Raises:
        SameRoomError: it leads nowhere else.
        PlaceNotFoundError: one of them is no room.
    """
    known = queries.find_by_submission(session, submission)
    if known is not None:
        return queries.find_transfer(session, known)
    if from_room_id == to_room_id:
        raise SameRoomError(field="target")
    origin, target = find_place(session, from_room_id), find_place(session, to_room_id)
    row = Transfer(
        submission=submission,
        from_room_id=origin.room.id,
        to_room_id=target.room.id,
        reason=reason.strip(),
        created_at=journal.now(session),
        created_by=journal.current_actor(session).name,
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        known = queries.find_by_submission(session, submission)
        if known is None:
            raise
        return queries.find_transfer(session, known)
    _record(session, "transfers.begun", row, {"from": origin.path, "to": target.path})
    return queries.find_transfer(session, row.id)


def add_volumes(session: Session, transfer_id: str, volume_ids: list[str]) -> list[LineView]:
    """Put volumes on a slip that is not sent yet; those that are on it already stay.

    Returns:
        The lines that were added.

    Raises:
        NotInRoomError: one of them stands in another room.
        VolumeAlreadyUnderWayError: one of them is under way.
        VolumeWithdrawnError: one of them is in the registers no longer.
    """
    row = _hold(session, transfer_id, TransferState.DRAFT)
    moving.refuse_withdrawn(session, volume_ids)
    places = stock.whereabouts_of(session, volume_ids)
    on_slip = select(TransferLine.volume_id).where(TransferLine.transfer_id == transfer_id)
    known = set(session.scalars(on_slip))
    last = select(func.max(TransferLine.sequence)).where(TransferLine.transfer_id == transfer_id)
    sequence = session.scalar(last) or 0
    lines = []
    for volume_id in dict.fromkeys(volume_ids):
        if volume_id not in known:
            sequence += 1
            at = places.get(volume_id, UNKNOWN)
            lines.append(_new_line(session, row, volume_id, sequence, at))
    session.add_all(lines)
    session.flush()
    if lines:
        _record(session, "transfers.listed", row, {"count": len(lines)})
    return queries.line_views(session, lines)


def _new_line(
    session: Session, row: Transfer, volume_id: str, sequence: int, at: Whereabouts
) -> TransferLine:
    _refuse_elsewhere(session, row, volume_id, at)
    return TransferLine(
        transfer_id=row.id,
        volume_id=volume_id,
        sequence=sequence,
        from_place_id=at.place.id if at.place else None,
        from_name=at.name,
        state=LineState.PENDING,
    )


def _refuse_elsewhere(session: Session, row: Transfer, volume_id: str, at: Whereabouts) -> None:
    is_elsewhere = at.place is not None and at.place.room.id != row.from_room_id
    if at.carrier is None and not is_elsewhere:
        return
    number = printed_number(find_volumes(session, [volume_id])[volume_id])
    if at.carrier is not None:
        raise VolumeAlreadyUnderWayError(number=number, carrier=at.carrier.name)
    raise NotInRoomError(number=number, place=at.name)


def remove_volume(session: Session, transfer_id: str, volume_id: str) -> None:
    """Take a volume off a slip that is not sent yet."""
    row = _hold(session, transfer_id, TransferState.DRAFT)
    line = _line(session, transfer_id, volume_id)
    (view,) = queries.line_views(session, [line])
    session.delete(line)
    session.flush()
    _record(session, "transfers.unlisted", row, {"volume": view.number or volume_id})


def send_transfer(session: Session, transfer_id: str) -> TransferView:
    """Number a slip and let its volumes leave.

    Raises:
        EmptyTransferError: there is none on it.
        NotInRoomError: one of them has been put elsewhere meanwhile.
        VolumeAlreadyUnderWayError: one of them left with another slip, or in a crate.
    """
    row = _hold(session, transfer_id, TransferState.DRAFT)
    wanted = select(TransferLine).where(TransferLine.transfer_id == transfer_id)
    lines = session.scalars(wanted.order_by(TransferLine.sequence)).all()
    if not lines:
        raise EmptyTransferError
    volume_ids = [line.volume_id for line in lines]
    moving.hold_placements(session, volume_ids)
    places = stock.whereabouts_of(session, volume_ids)
    for line in lines:
        at = places.get(line.volume_id, UNKNOWN)
        _refuse_elsewhere(session, row, line.volume_id, at)
        line.from_place_id, line.from_name = at.place.id if at.place else None, at.name
    row.number = _take_number(session, queries.find_transfer(session, transfer_id))
    row.state = TransferState.SENT
    row.sent_at, row.sent_by = journal.now(session), journal.current_actor(session).name
    session.flush()
    _move(session, row, volume_ids, _carrier(row))
    _record(session, "transfers.sent", row, {"number": row.number, "count": len(lines)})
    return queries.find_transfer(session, transfer_id)


def _take_number(session: Session, transfer: TransferView) -> str:
    kind = BETWEEN if transfer.is_between_branches else WITHIN
    year = journal.today(session).year
    series = "transfers-between" if transfer.is_between_branches else "transfers-within"
    return f"{kind}字〔{year}〕第{next_number(session, f'{series}-{year}'):04}号"


def receive_volume(
    session: Session, transfer_id: str, volume_id: str, place_id: str = ""
) -> LineView:
    """Receive a volume at its new room, at ``place_id`` in it or in the room as a whole.

    Raises:
        NotOnSlipError: it was not sent with this slip.
        PlaceNotInTargetError: the place is in another room.
    """
    row = _hold(session, transfer_id, TransferState.SENT)
    place = _target_place(session, row, place_id)
    line = _line(session, transfer_id, volume_id)
    if line.state is LineState.PENDING:
        _settle(session, row, [line], LineState.RECEIVED, place)
    return queries.line_views(session, [line])[0]


def receive_all(session: Session, transfer_id: str, place_id: str = "") -> int:
    """Receive every volume that is still under way; return how many.

    Raises:
        VolumeWithdrawnError: one of them was withdrawn on the way, and is to be sent back.
    """
    row = _hold(session, transfer_id, TransferState.SENT)
    place = _target_place(session, row, place_id)
    wanted = select(TransferLine).where(
        TransferLine.transfer_id == transfer_id, TransferLine.state == LineState.PENDING
    )
    lines = list(session.scalars(wanted.order_by(TransferLine.sequence)))
    _settle(session, row, lines, LineState.RECEIVED, place)
    return len(lines)


def return_volume(session: Session, transfer_id: str, volume_id: str) -> LineView:
    """Send back a volume that did not arrive, or was not wanted, to where it stood before.

    One that was withdrawn on the way leaves the slip and has no place any more.
    """
    row = _hold(session, transfer_id, TransferState.SENT)
    line = _line(session, transfer_id, volume_id)
    if line.state is LineState.PENDING:
        place = find_place(session, line.from_place_id or row.from_room_id)
        back = find_place(session, row.from_room_id) if place.closed_at else place
        is_held = find_volumes(session, [volume_id])[volume_id].deregistered_on is None
        _settle(session, row, [line], LineState.RETURNED, back if is_held else None)
    return queries.line_views(session, [line])[0]


def reopen_line(session: Session, transfer_id: str, volume_id: str) -> LineView:
    """Take back that a volume has arrived, as long as others are still under way."""
    row = _hold(session, transfer_id, TransferState.SENT)
    line = _line(session, transfer_id, volume_id)
    if line.state is not LineState.PENDING:
        line.state, line.settled_at, line.settled_by = LineState.PENDING, None, ""
        session.flush()
        _move(session, row, [volume_id], _carrier(row))
    return queries.line_views(session, [line])[0]


def _settle(
    session: Session,
    row: Transfer,
    lines: list[TransferLine],
    state: LineState,
    place: PlaceView | None,
) -> None:
    actor = journal.current_actor(session).name
    for line in lines:
        line.state, line.settled_at, line.settled_by = state, journal.now(session), actor
    session.flush()
    if lines:
        _move(session, row, [line.volume_id for line in lines], place)
    pending = select(func.count()).where(
        TransferLine.transfer_id == row.id, TransferLine.state == LineState.PENDING
    )
    if not session.scalar(pending):
        row.state = TransferState.RECEIVED
        row.received_at, row.received_by = journal.now(session), actor
        session.flush()
        counts = queries.count_lines(session, [row.id])[row.id]
        after = {"number": row.number, "count": counts.received, "returned": counts.returned}
        _record(session, "transfers.received", row, after)


def cancel_transfer(session: Session, transfer_id: str) -> TransferView:
    """Give up a slip that was never sent."""
    row = _hold(session, transfer_id, TransferState.DRAFT)
    row.state = TransferState.CANCELLED
    session.flush()
    _record(session, "transfers.cancelled", row, {})
    return queries.find_transfer(session, transfer_id)


def _target_place(session: Session, row: Transfer, place_id: str) -> PlaceView:
    place = find_place(session, place_id or row.to_room_id)
    if place.room.id != row.to_room_id:
        raise PlaceNotInTargetError(field="text", place=place.path)
    return place


def _carrier(row: Transfer) -> Carrier:
    return Carrier(CarrierKind.TRANSFER, row.id, row.number or "")


def _move(
    session: Session, row: Transfer, volume_ids: list[str], target: PlaceView | Carrier | None
) -> None:
    about = Subject("transfer", row.id)
    moving.move(session, volume_ids, target, Cause.TRANSFER, slip=row.number or "", about=about)


def _hold(session: Session, transfer_id: str, state: TransferState) -> Transfer:
    """Return a transfer in ``state`` that nobody else touches until this transaction ends."""
    wanted = select(Transfer).where(Transfer.id == transfer_id).with_for_update()
    # Another may have changed it between our first look and our turn.
    row = session.scalar(wanted.execution_options(populate_existing=True))
    if row is None:
        raise TransferNotFoundError(detail=transfer_id)
    if row.state is not state:
        raise TransferStateError(state=translate(STATES[row.state][0]))
    return row


def _line(session: Session, transfer_id: str, volume_id: str) -> TransferLine:
    line = session.get(TransferLine, (transfer_id, volume_id))
    if line is None:
        volume = find_volumes(session, [volume_id]).get(volume_id)
        raise NotOnSlipError(number=(printed_number(volume) if volume else "") or volume_id)
    return line


def _record(session: Session, action: str, row: Transfer, after: Mapping[str, object]) -> None:
    journal.record(session, action, subject=Subject("transfer", row.id), after=dict(after))
