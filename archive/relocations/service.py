"""Planning a move, making and sealing crates, and ending it.

Packing and unpacking are in ``packing``. Nothing is lost on the way: a volume is on a shelf, in a
crate, or on the list of the missing.
"""

import dataclasses
from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from archive.kernel import journal
from archive.kernel.journal import Subject
from archive.kernel.numbers import next_number
from archive.locations.barcodes import CRATE, make_barcode
from archive.locations.models import Room
from archive.locations.queries import find_place
from archive.locations.schemas import PlaceKind, PlaceView
from archive.relocations import queries
from archive.relocations.errors import (
    CrateCountError,
    CrateNotFoundError,
    CratesNotUnpackedError,
    CrateStateError,
    CratesUnderWayError,
    EmptyCrateError,
    PlaceNotInNewRoomError,
    RelocationClosedError,
    RelocationNameMissingError,
    RelocationNotFoundError,
    RelocationNowhereError,
    RelocationUnderWayError,
)
from archive.relocations.models import Crate, CrateItem, CrateState, Relocation
from archive.relocations.schemas import CrateView, RelocationCounts, RelocationView
from archive.relocations.words import CRATE_STATES
from archive.stock import service as moving
from archive.stock.schemas import Cause
from archive.web.i18n import translate

MOST_CRATES = 500


def begin_relocation(
    session: Session,
    name: str,
    from_place_id: str,
    to_room_id: str,
    submission: str,
    note: str = "",
) -> RelocationView:
    """Plan the move of what stands at a place to another room; sent twice it is one move.

    Raises:
        InvalidInputError: it has no name, leads nowhere else, or another move is emptying the
            same place.
    """
    known = queries.find_by_submission(session, submission)
    if known is not None:
        return queries.find_relocation(session, known)
    if not name.strip():
        raise RelocationNameMissingError(field="name")
    origin, target = find_place(session, from_place_id), find_place(session, to_room_id)
    if target.kind is not PlaceKind.ROOM or origin.room.id == target.room.id:
        raise RelocationNowhereError(field="target")
    _keep_to_itself(session, origin, submission)
    row = Relocation(
        submission=submission,
        name=name.strip(),
        from_place_id=from_place_id,
        to_room_id=to_room_id,
        note=note.strip(),
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
        return queries.find_relocation(session, known)
    record(session, "relocations.begun", row, {"from": origin.path, "to": target.path})
    return queries.find_relocation(session, row.id)


def _keep_to_itself(session: Session, origin: PlaceView, submission: str) -> None:
    """Refuse a place that another move is emptying; of two who begin at once, the second waits."""
    session.execute(select(Room.id).where(Room.id == origin.room.id).with_for_update())
    other = queries.find_open_at(session, origin)
    if other is not None and queries.find_by_submission(session, submission) is None:
        raise RelocationUnderWayError(field="origin", name=other.name, place=other.origin.path)


def add_crates(session: Session, relocation_id: str, count: int) -> list[CrateView]:
    """Make crates with the next numbers of a move, each with a barcode of its own.

    Raises:
        CrateCountError: ``count`` is not between 1 and ``MOST_CRATES``.
    """
    row = hold(session, relocation_id)
    if not 1 <= count <= MOST_CRATES:
        raise CrateCountError(field="count", most=MOST_CRATES)
    last = select(func.max(Crate.sequence)).where(Crate.relocation_id == relocation_id)
    first = (session.scalar(last) or 0) + 1
    crates = [
        Crate(
            relocation_id=relocation_id,
            sequence=first + place,
            barcode=make_barcode(CRATE, next_number(session, "crates")),
            state=CrateState.OPEN,
        )
        for place in range(count)
    ]
    session.add_all(crates)
    session.flush()
    after = {"first": first, "last": first + count - 1}
    record(session, "relocations.crates-added", row, after)
    return queries.crate_views(session, crates)


def aim_crate(session: Session, relocation_id: str, crate_id: str, place_id: str) -> CrateView:
    """Write on a crate which place of the new room it is meant for; an empty one says none.

    Raises:
        PlaceNotInNewRoomError: the place is elsewhere.
    """
    row = hold(session, relocation_id)
    crate = find_crate(session, relocation_id, crate_id)
    if place_id:
        place = find_place(session, place_id)
        if place.room.id != row.to_room_id:
            raise PlaceNotInNewRoomError(field="place", place=place.path)
    crate.target_place_id = place_id or None
    session.flush()
    after = {"crate": crate.sequence, "place": place_id}
    record(session, "relocations.crate-aimed", row, after)
    return queries.crate_views(session, [crate])[0]


def seal_crate(session: Session, relocation_id: str, crate_id: str) -> CrateView:
    """Close a crate, so that its packing list is final.

    Raises:
        EmptyCrateError: nothing is in it.
    """
    row = hold(session, relocation_id)
    crate = crate_in(session, relocation_id, crate_id, CrateState.OPEN)
    count = count_packed(session, crate_id)
    if not count:
        raise EmptyCrateError(number=crate.sequence)
    crate.state = CrateState.SEALED
    crate.sealed_at, crate.sealed_by = journal.now(session), journal.current_actor(session).name
    session.flush()
    record(session, "relocations.crate-sealed", row, {"crate": crate.sequence, "count": count})
    return queries.crate_views(session, [crate])[0]


def reopen_crate(session: Session, relocation_id: str, crate_id: str) -> CrateView:
    """Open a sealed crate again, before it has left."""
    row = hold(session, relocation_id)
    crate = crate_in(session, relocation_id, crate_id, CrateState.SEALED)
    crate.state, crate.sealed_at, crate.sealed_by = CrateState.OPEN, None, ""
    session.flush()
    record(session, "relocations.crate-reopened", row, {"crate": crate.sequence})
    return queries.crate_views(session, [crate])[0]


def close_relocation(session: Session, relocation_id: str) -> RelocationCounts:
    """End a move: what was packed and has not turned up is missing, and in no crate any more.

    So it is put where it is found, whoever finds it. The counts are kept as they are now.

    Raises:
        CratesUnderWayError: crates with something in them have not arrived.
        CratesNotUnpackedError: crates have arrived, and not everything in them is checked off.
    """
    row = hold(session, relocation_id)
    relocation = queries.find_relocation(session, relocation_id)
    _refuse_full_crates(session, relocation_id)
    total = queries.count_volumes(session, relocation)
    missing = [item.volume for item in queries.list_missing(session, relocation_id)]
    about = Subject("relocation", relocation_id)
    looked_for = [volume.id for volume in missing if volume.deregistered_on is None]
    moving.report_missing(session, looked_for, row.name, about)
    gone = [volume.id for volume in missing]
    moving.move(session, gone, None, Cause.RELOCATION, slip=row.name[:60], about=about)
    row.closed_at, row.closed_by = journal.now(session), journal.current_actor(session).name
    row.closing_counts = dataclasses.asdict(total)
    session.flush()
    after = {"arrived": total.arrived, "missing": len(looked_for)}
    record(session, "relocations.closed", row, after)
    return total


def _refuse_full_crates(session: Session, relocation_id: str) -> None:
    counts = queries.count_crates(session, relocation_id)
    full = [
        crate.state
        for crate in queries.list_crates(session, relocation_id)
        if crate.state is not CrateState.UNPACKED and counts.get(crate.id, queries.EMPTY).pending
    ]
    there = full.count(CrateState.ARRIVED)
    if len(full) > there:
        raise CratesUnderWayError(count=len(full) - there)
    if there:
        raise CratesNotUnpackedError(count=there)


def hold(session: Session, relocation_id: str) -> Relocation:
    """Return an open move that nobody else touches until this transaction ends."""
    wanted = select(Relocation).where(Relocation.id == relocation_id).with_for_update()
    # Another may have changed it between our first look and our turn.
    row = session.scalar(wanted.execution_options(populate_existing=True))
    if row is None:
        raise RelocationNotFoundError(detail=relocation_id)
    if row.closed_at is not None:
        raise RelocationClosedError(name=row.name)
    return row


def find_crate(session: Session, relocation_id: str, crate_id: str) -> Crate:
    """Return the row of a crate of a move; :class:`CrateNotFoundError` if it has no such one."""
    crate = session.get(Crate, crate_id)
    if crate is None or crate.relocation_id != relocation_id:
        raise CrateNotFoundError(detail=crate_id)
    return crate


def crate_in(session: Session, relocation_id: str, crate_id: str, *states: CrateState) -> Crate:
    """Return a crate that is in one of ``states``; :class:`CrateStateError` if it is not."""
    crate = find_crate(session, relocation_id, crate_id)
    if crate.state not in states:
        state = translate(CRATE_STATES[crate.state][0])
        raise CrateStateError(number=crate.sequence, state=state)
    return crate


def count_packed(session: Session, crate_id: str) -> int:
    """Return how many volumes were packed in a crate."""
    packed = select(func.count()).where(CrateItem.crate_id == crate_id)
    return session.scalar(packed) or 0


def record(session: Session, action: str, row: Relocation, after: Mapping[str, object]) -> None:
    """Enter in the journal what was done with a move."""
    journal.record(session, action, subject=Subject("relocation", row.id), after=dict(after))
