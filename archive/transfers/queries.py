"""Questions about transfers."""

from collections.abc import Sequence

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from archive.catalogue.models import Copy, Volume
from archive.catalogue.queries import find_volumes
from archive.locations.queries import list_rooms
from archive.transfers.errors import TransferNotFoundError
from archive.transfers.models import LineState, Transfer, TransferLine, TransferState
from archive.transfers.schemas import LineView, TransferCounts, TransferView

NOTHING = TransferCounts(0, 0, 0, 0)


def find_transfer(session: Session, transfer_id: str) -> TransferView:
    """Return a transfer; :class:`TransferNotFoundError` if there is none."""
    row = session.get(Transfer, transfer_id)
    if row is None:
        raise TransferNotFoundError(detail=transfer_id)
    return _views(session, [row])[0]


def find_by_submission(session: Session, submission: str) -> str | None:
    """Return the transfer that the form with this token began, if it did."""
    return session.scalar(select(Transfer.id).where(Transfer.submission == submission))


def count_transfers(session: Session, state: TransferState | None = None) -> int:
    """Return how many transfers there are, in a ``state`` or in all."""
    counted = select(func.count()).select_from(Transfer)
    if state is not None:
        counted = counted.where(Transfer.state == state)
    return session.scalar(counted) or 0


def list_transfers(
    session: Session, state: TransferState | None = None, offset: int = 0, limit: int = 50
) -> list[tuple[TransferView, TransferCounts]]:
    """Return a part of the transfers, newest first, each with its counts."""
    wanted = select(Transfer).order_by(Transfer.created_at.desc(), Transfer.id)
    if state is not None:
        wanted = wanted.where(Transfer.state == state)
    views = _views(session, list(session.scalars(wanted.offset(offset).limit(limit))))
    counts = count_lines(session, [view.id for view in views])
    return [(view, counts.get(view.id, NOTHING)) for view in views]


def _views(session: Session, rows: Sequence[Transfer]) -> list[TransferView]:
    rooms = {room.id: room for room in list_rooms(session)}
    return [
        TransferView(
            id=row.id,
            number=row.number or "",
            origin=rooms[row.from_room_id],
            target=rooms[row.to_room_id],
            reason=row.reason,
            state=row.state,
            created_at=row.created_at,
            created_by=row.created_by,
            sent_at=row.sent_at,
            sent_by=row.sent_by,
            received_at=row.received_at,
            received_by=row.received_by,
        )
        for row in rows
    ]


def count_lines(session: Session, transfer_ids: Sequence[str]) -> dict[str, TransferCounts]:
    """Return how many volumes are on each slip; one with none is left out."""
    counted = (
        select(
            TransferLine.transfer_id,
            func.count(),
            func.count(Copy.title_id.distinct()),
            func.sum(case((TransferLine.state == LineState.RECEIVED, 1), else_=0)),
            func.sum(case((TransferLine.state == LineState.RETURNED, 1), else_=0)),
        )
        .join(Volume, TransferLine.volume_id == Volume.id)
        .join(Copy, Volume.copy_id == Copy.id)
        .where(TransferLine.transfer_id.in_(transfer_ids))
        .group_by(TransferLine.transfer_id)
    )
    return {
        transfer_id: TransferCounts(volumes, titles, received or 0, returned or 0)
        for transfer_id, volumes, titles, received, returned in session.execute(counted)
    }


def list_lines(
    session: Session,
    transfer_id: str,
    offset: int = 0,
    limit: int | None = None,
    *,
    newest_first: bool = False,
) -> list[LineView]:
    """Return a part of the volumes on a slip, in their order."""
    order = TransferLine.sequence.desc() if newest_first else TransferLine.sequence
    wanted = select(TransferLine).where(TransferLine.transfer_id == transfer_id).order_by(order)
    return line_views(session, list(session.scalars(wanted.offset(offset).limit(limit))))


def line_views(session: Session, rows: Sequence[TransferLine]) -> list[LineView]:
    """Return the views of rows of ``transfer_lines``."""
    volumes = find_volumes(session, [row.volume_id for row in rows])
    return [
        LineView(
            volume=volumes[row.volume_id],
            sequence=row.sequence,
            from_place_id=row.from_place_id,
            from_name=row.from_name,
            state=row.state,
            settled_at=row.settled_at,
            settled_by=row.settled_by,
        )
        for row in rows
    ]


def find_line(session: Session, transfer_id: str, volume_id: str) -> LineView | None:
    """Return the line of a volume on a slip, if it is on it."""
    row = session.get(TransferLine, (transfer_id, volume_id))
    return None if row is None else line_views(session, [row])[0]
