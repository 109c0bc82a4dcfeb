"""Moving volumes: where they are now, and a line of history for each move.

Every move of one act (a scan, a slip) is one entry of the journal. Whatever moves a volume has seen
it, so a volume that was missing is found by being moved.
"""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.catalogue.models import Volume
from archive.kernel import journal
from archive.kernel.journal import Subject
from archive.locations.errors import PlaceClosedError
from archive.locations.schemas import PlaceView
from archive.stock import queries
from archive.stock.errors import (
    MovementNotFoundError,
    NothingToUndoError,
    VolumeWithdrawnError,
)
from archive.stock.models import Cause, MissingVolume, Movement, Placement
from archive.stock.queries import AT_ONCE, movement_view
from archive.stock.schemas import UNKNOWN, Carrier, MovementView, Whereabouts

MOVED = "stock.volumes.moved"
MISSED = "stock.volumes.missed"
FOUND = "stock.volume.found"
Target = PlaceView | Carrier | None


def move(  # noqa: PLR0913 - what, where to, why and on which slip are one sentence
    session: Session,
    volume_ids: Sequence[str],
    target: Target,
    cause: Cause,
    *,
    slip: str = "",
    about: Subject | None = None,
    why: str = "",
) -> list[MovementView]:
    """Write that volumes are now at ``target``; those that are there already are left alone.

    Args:
        session: the write session.
        volume_ids: the volumes, each once.
        target: a place, a carrier, or None to say that nobody knows where they are.
        cause: what kind of act it was.
        slip: the printed number of the paper that went with it, if there was one.
        about: what the journal's entry is about besides the volumes, such as a transfer.
        why: the reason given by the person, if any.

    Raises:
        PlaceClosedError: the place is no longer in use.
        VolumeWithdrawnError: one of them is in the registers no longer.
    """
    if isinstance(target, PlaceView) and target.closed_at is not None:
        raise PlaceClosedError(path=target.path)
    wanted = list(dict.fromkeys(volume_ids))
    if target is not None:
        refuse_withdrawn(session, wanted)
    rows = hold_placements(session, wanted)
    before = queries.whereabouts_of(session, wanted)
    moved = [
        _move_one(session, volume_id, rows.get(volume_id), before.get(volume_id, UNKNOWN), target)
        for volume_id in wanted
        if not _is_there(before.get(volume_id, UNKNOWN), target)
    ]
    for row in moved:
        row.cause, row.slip, row.why = cause, slip, why
    session.add_all(moved)
    session.flush()
    if target is not None:  # who does not know where they are has not seen them
        mark_found(session, wanted, _name_of(target))
    if moved:
        _record(session, moved, target, about, why)
    return [movement_view(row) for row in moved]


def refuse_withdrawn(session: Session, volume_ids: Sequence[str]) -> None:
    """Raise :class:`VolumeWithdrawnError` if a volume was taken out of the registers."""
    for start in range(0, len(volume_ids), AT_ONCE):
        part = Volume.id.in_(volume_ids[start : start + AT_ONCE])
        withdrawn = select(Volume).where(part, Volume.deregistered_on.is_not(None)).limit(1)
        row = session.scalar(withdrawn)
        if row is not None:
            raise VolumeWithdrawnError(number=row.accession_label or row.id)


def hold_placements(session: Session, volume_ids: Sequence[str]) -> dict[str, Placement]:
    """Return the rows of volumes, which nobody else moves until this transaction ends.

    They are held in one order by all, and before a number is taken or the journal written: so
    nobody waits for somebody who waits for him.
    """
    rows: dict[str, Placement] = {}
    ordered = sorted(volume_ids)
    for start in range(0, len(ordered), AT_ONCE):
        part = Placement.volume_id.in_(ordered[start : start + AT_ONCE])
        wanted = select(Placement).where(part).order_by(Placement.volume_id).with_for_update()
        held = session.scalars(wanted.execution_options(populate_existing=True))
        rows |= {row.volume_id: row for row in held}
    return rows


def _is_there(now: Whereabouts, target: Target) -> bool:
    if isinstance(target, PlaceView):
        return now.place is not None and now.place.id == target.id
    if isinstance(target, Carrier):
        return now.carrier is not None and now.carrier.id == target.id
    return now.place is None and now.carrier is None


def _name_of(target: Target) -> str:
    if isinstance(target, PlaceView):
        return target.path
    return "" if target is None else target.name


def _move_one(
    session: Session,
    volume_id: str,
    row: Placement | None,
    before: Whereabouts,
    target: Target,
) -> Movement:
    if target is None:
        session.delete(row)
    else:
        row = row or Placement(volume_id=volume_id)
        is_place = isinstance(target, PlaceView)
        row.place_id = target.id if is_place else None
        row.carrier_id = None if is_place else target.id
        row.carrier_kind = target.kind if isinstance(target, Carrier) else None
        row.carrier_name = target.name if isinstance(target, Carrier) else ""
        row.since = journal.now(session)
        session.add(row)
    actor = journal.current_actor(session)
    return Movement(
        volume_id=volume_id,
        from_place_id=before.place.id if before.place else None,
        to_place_id=target.id if isinstance(target, PlaceView) else None,
        from_name=before.name,
        to_name=_name_of(target),
        at=journal.now(session),
        actor_id=actor.id,
        actor_name=actor.name,
    )


def _record(
    session: Session, moved: Sequence[Movement], target: Target, about: Subject | None, why: str
) -> None:
    volumes = [Subject("volume", row.volume_id) for row in moved]
    named = {row.from_name for row in moved}
    journal.record(
        session,
        MOVED,
        subject=about or volumes[0],
        also=volumes,
        before={"place": named.pop() if len(named) == 1 else ""},
        after={"place": _name_of(target), "count": len(moved), "slip": moved[0].slip},
        why=why,
    )


def undo_move(session: Session, number: int) -> MovementView:
    """Put a volume back where it was before the movement ``number``, which stays in its history.

    Raises:
        NothingToUndoError: it was moved again since.
    """
    row = session.get(Movement, number)
    if row is None:
        raise MovementNotFoundError(detail=str(number))
    newest = select(Movement.number).where(Movement.volume_id == row.volume_id)
    if session.scalar(newest.order_by(Movement.number.desc()).limit(1)) != number:
        raise NothingToUndoError
    places = queries.find_places(session, [row.from_place_id] if row.from_place_id else [])
    if row.from_name and not places:
        raise NothingToUndoError
    target = places.get(row.from_place_id or "")
    moved = move(session, [row.volume_id], target, Cause.UNDONE)
    if not moved:  # a second click was first
        raise NothingToUndoError
    return moved[0]


def report_missing(session: Session, volume_ids: Sequence[str], slip: str, about: Subject) -> int:
    """Enter volumes in the list of the missing; return how many were not on it yet.

    They keep the place where they should be, so that they are looked for there again. Two who
    report the same volumes at once do so one after the other.
    """
    wanted = list(dict.fromkeys(volume_ids))
    hold_placements(session, wanted)
    on_list = _on_list(session, wanted)
    new = [volume_id for volume_id in wanted if volume_id not in on_list]
    expected = queries.whereabouts_of(session, new)
    now = journal.now(session)
    session.add_all(
        MissingVolume(
            volume_id=volume_id,
            expected_at=expected.get(volume_id, UNKNOWN).name,
            slip=slip,
            since=now,
        )
        for volume_id in new
    )
    session.flush()
    if new:
        journal.record(
            session,
            MISSED,
            subject=about,
            also=[Subject("volume", volume_id) for volume_id in new],
            after={"count": len(new), "slip": slip},
        )
    return len(new)


def _on_list(session: Session, volume_ids: Sequence[str]) -> set[str]:
    """Return which of the volumes are on the list of the missing."""
    on_list: set[str] = set()
    for start in range(0, len(volume_ids), AT_ONCE):
        part = MissingVolume.volume_id.in_(volume_ids[start : start + AT_ONCE])
        known = select(MissingVolume.volume_id).where(part, MissingVolume.found_at.is_(None))
        on_list.update(session.scalars(known))
    return on_list


def mark_found(session: Session, volume_ids: Sequence[str], where: str) -> list[str]:
    """Take volumes off the list of the missing because somebody has seen them; return which."""
    found: list[str] = []
    for start in range(0, len(volume_ids), AT_ONCE):
        wanted = select(MissingVolume).where(
            MissingVolume.volume_id.in_(volume_ids[start : start + AT_ONCE]),
            MissingVolume.found_at.is_(None),
        )
        for row in session.scalars(wanted).all():
            _mark_found(session, row, where)
            found.append(row.volume_id)
    return found


def _mark_found(session: Session, row: MissingVolume, where: str) -> None:
    row.found_at = journal.now(session)
    row.found_by = journal.current_actor(session).name
    row.found_where = where
    session.flush()
    journal.record(
        session,
        FOUND,
        subject=Subject("volume", row.volume_id),
        after={"place": where, "slip": row.slip},
    )
