"""Packing volumes into crates, and checking them off as they come out at the other end."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from archive.catalogue.queries import find_volumes
from archive.kernel import journal
from archive.kernel.journal import Subject
from archive.locations.queries import find_place
from archive.locations.schemas import PlaceView
from archive.relocations import queries
from archive.relocations.errors import (
    ArrivedAlreadyError,
    ItemNotFoundError,
    NotToBeMovedError,
    PlaceNotInNewRoomError,
)
from archive.relocations.models import Crate, CrateItem, CrateState, Relocation
from archive.relocations.schemas import CrateView, ItemView
from archive.relocations.service import crate_in, hold, record
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


def pack_volume(
    session: Session, relocation_id: str, crate_id: str, volume_id: str
) -> tuple[ItemView, bool]:
    """Put a volume in an open crate; say whether it was not in it before.

    One that was packed in another crate of the same move is now in this one.

    Raises:
        NotToBeMovedError: it does not stand where the move begins.
        CrateStateError: the crate is sealed.
    """
    row = hold(session, relocation_id)
    crate = crate_in(session, relocation_id, crate_id, CrateState.OPEN)
    item = session.get(CrateItem, (relocation_id, volume_id))
    if item is not None and item.arrived_at is not None:
        raise ArrivedAlreadyError(number=_number(session, volume_id))
    if item is not None and item.crate_id == crate_id:
        return _view(session, relocation_id, volume_id), False
    if item is None:
        item = _new_item(session, row, volume_id)
    elif item.crate_id:
        crate_in(session, relocation_id, item.crate_id, CrateState.OPEN)
    item.crate_id, item.sequence = crate_id, _next_in(session, crate_id)
    item.packed_at = journal.now(session)
    item.packed_by = journal.current_actor(session).name
    session.add(item)
    session.flush()
    _move(session, row, volume_id, carrier_of(row, crate))
    return _view(session, relocation_id, volume_id), True


def _new_item(session: Session, row: Relocation, volume_id: str) -> CrateItem:
    at = stock.whereabouts_of(session, [volume_id]).get(volume_id, UNKNOWN)
    if at.carrier is not None or not _is_to_be_moved(session, row, at):
        raise NotToBeMovedError(number=_number(session, volume_id), place=at.name)
    return CrateItem(
        relocation_id=row.id,
        volume_id=volume_id,
        from_place_id=at.place.id if at.place else None,
        from_name=at.name,
    )


def _is_to_be_moved(session: Session, row: Relocation, at: Whereabouts) -> bool:
    """Whether a volume stands where the move begins; one without a place may be taken along."""
    return at.place is None or find_place(session, row.from_place_id).holds(at.place)


def _next_in(session: Session, crate_id: str) -> int:
    last = select(func.max(CrateItem.sequence)).where(CrateItem.crate_id == crate_id)
    return (session.scalar(last) or 0) + 1


def take_out(session: Session, relocation_id: str, volume_id: str) -> None:
    """Take a volume out of an open crate, back to where it stood."""
    row = hold(session, relocation_id)
    item = _item(session, relocation_id, volume_id)
    if item.crate_id is None or item.arrived_at is not None:
        raise ItemNotFoundError(detail=volume_id)
    crate_in(session, relocation_id, item.crate_id, CrateState.OPEN)
    session.delete(item)
    session.flush()
    _put_back(session, row, item)


def _put_back(session: Session, row: Relocation, item: CrateItem) -> None:
    volume = find_volumes(session, [item.volume_id]).get(item.volume_id)
    if volume is not None and volume.deregistered_on is not None:
        _move(session, row, item.volume_id, None)  # what was withdrawn stands nowhere
        return
    known = stock.find_places(session, [item.from_place_id] if item.from_place_id else [])
    _move(session, row, item.volume_id, known.get(item.from_place_id or ""))


def arrive(session: Session, relocation_id: str, crate_id: str) -> CrateView:
    """Note that a crate has arrived, so that it can be unpacked; noted twice it arrived once."""
    row = hold(session, relocation_id)
    crate = crate_in(session, relocation_id, crate_id, *CrateState)
    if crate.state in {CrateState.OPEN, CrateState.SEALED}:
        crate.state = CrateState.ARRIVED
        crate.arrived_at = journal.now(session)
        crate.arrived_by = journal.current_actor(session).name
        session.flush()
        record(session, "relocations.crate-arrived", row, {"crate": crate.sequence})
        _finish(session, row, crate)
    return queries.crate_views(session, [crate])[0]


def check_in(
    session: Session, relocation_id: str, crate_id: str, volume_id: str, place_id: str = ""
) -> tuple[ItemView, bool]:
    """Check off a volume that came out of a crate, and put it at a place of the new room.

    Args:
        session: the write session.
        relocation_id: the move.
        crate_id: the crate it was found in, which has arrived.
        volume_id: the volume; it may have been packed elsewhere, or nowhere.
        place_id: where it is put; else where the crate was meant for, else the room.

    Returns:
        The volume as part of the move, and whether it had not arrived before.
    """
    row = hold(session, relocation_id)
    crate = crate_in(session, relocation_id, crate_id, CrateState.ARRIVED, CrateState.UNPACKED)
    place = find_place(session, place_id or crate.target_place_id or row.to_room_id)
    if place.room.id != row.to_room_id:
        raise PlaceNotInNewRoomError(field="text", place=place.path)
    item = session.get(CrateItem, (relocation_id, volume_id)) or _stranger(session, row, volume_id)
    is_new = item.arrived_at is None
    if is_new:
        item.arrived_at = journal.now(session)
        item.arrived_by = journal.current_actor(session).name
        item.arrived_crate_id = crate_id
        session.add(item)
        session.flush()
        _move(session, row, volume_id, place)
        _finish(session, row, crate)
        _finish_other(session, row, item, crate)
    return _view(session, relocation_id, volume_id), is_new


def _stranger(session: Session, row: Relocation, volume_id: str) -> CrateItem:
    at = stock.whereabouts_of(session, [volume_id]).get(volume_id, UNKNOWN)
    return CrateItem(
        relocation_id=row.id,
        volume_id=volume_id,
        sequence=0,
        from_place_id=at.place.id if at.place else None,
        from_name=at.name,
    )


def _finish_other(session: Session, row: Relocation, item: CrateItem, here: Crate) -> None:
    """Finish the crate a volume was packed in, if it was found in another and was the last one."""
    if item.crate_id and item.crate_id != here.id:
        other = session.get_one(Crate, item.crate_id)
        if other.state is CrateState.ARRIVED:
            _finish(session, row, other)


def _finish(session: Session, row: Relocation, crate: Crate) -> None:
    counts = queries.count_crates(session, row.id).get(crate.id, queries.EMPTY)
    if crate.state is CrateState.ARRIVED and counts.packed and not counts.pending:
        _mark_unpacked(session, row, crate)


def finish_crate(session: Session, relocation_id: str, crate_id: str) -> CrateView:
    """Note that a crate is empty although not everything on its list has come out of it."""
    row = hold(session, relocation_id)
    crate = crate_in(session, relocation_id, crate_id, CrateState.ARRIVED)
    _mark_unpacked(session, row, crate)
    return queries.crate_views(session, [crate])[0]


def _mark_unpacked(session: Session, row: Relocation, crate: Crate) -> None:
    crate.state = CrateState.UNPACKED
    session.flush()
    counts = queries.count_crates(session, row.id).get(crate.id, queries.EMPTY)
    after = {
        "crate": crate.sequence,
        "missing": counts.pending,
        "unexpected": counts.unexpected,
    }
    record(session, "relocations.crate-unpacked", row, after)


def undo_arrival(session: Session, relocation_id: str, volume_id: str) -> None:
    """Take back that a volume has arrived: into its crate, or to where it stood before."""
    row = hold(session, relocation_id)
    item = _item(session, relocation_id, volume_id)
    if item.arrived_at is None:
        raise ItemNotFoundError(detail=volume_id)
    for crate_id in (item.arrived_crate_id, item.crate_id):
        crate = session.get(Crate, crate_id) if crate_id else None
        if crate is not None and crate.state is CrateState.UNPACKED:
            crate.state = CrateState.ARRIVED
    if item.crate_id is None:
        session.delete(item)
        session.flush()
        _put_back(session, row, item)
        return
    item.arrived_at, item.arrived_by, item.arrived_crate_id = None, "", None
    session.flush()
    _move(session, row, volume_id, carrier_of(row, session.get_one(Crate, item.crate_id)))


def carrier_of(row: Relocation, crate: Crate) -> Carrier:
    """Return a crate as what volumes are in on their way."""
    return Carrier(CarrierKind.CRATE, crate.id, f"{row.name} · 箱{crate.sequence}")


def _move(
    session: Session, row: Relocation, volume_id: str, target: PlaceView | Carrier | None
) -> None:
    about = Subject("relocation", row.id)
    moving.move(session, [volume_id], target, Cause.RELOCATION, slip=row.name[:60], about=about)


def _item(session: Session, relocation_id: str, volume_id: str) -> CrateItem:
    item = session.get(CrateItem, (relocation_id, volume_id))
    if item is None:
        raise ItemNotFoundError(detail=volume_id)
    return item


def _view(session: Session, relocation_id: str, volume_id: str) -> ItemView:
    found = queries.find_item(session, relocation_id, volume_id)
    if found is None:
        raise ItemNotFoundError(detail=volume_id)
    return found


def _number(session: Session, volume_id: str) -> str:
    volume = find_volumes(session, [volume_id]).get(volume_id)
    return (printed_number(volume) if volume else "") or volume_id
