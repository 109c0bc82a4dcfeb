"""Making, naming and closing branches and rooms; every change is in the journal.

Nothing is deleted: what is no longer used is closed, and cannot be while a volume stands there.
"""

import re
from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from archive.kernel import journal
from archive.kernel.journal import Subject
from archive.locations import queries
from archive.locations.barcodes import read_scan
from archive.locations.errors import (
    BranchNotFoundError,
    CodeTakenError,
    CodeUnusableError,
    NameMissingError,
    PlaceNotFoundError,
)
from archive.locations.models import Branch, Place, PlaceKind, Room
from archive.locations.places import close_place, take_barcode
from archive.locations.schemas import BranchView, Occupancy, RoomView

_CODE = re.compile(r"[A-Z0-9]{1,20}")

DEFAULTS: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    ("ZG", "总馆", (("DF", "地方文献（工具书）室"), ("SK", "四库全书（古籍）室"))),
    ("XH", "星海明筑分馆", (("DF", "地方文献室"),)),
)
"""The branches and rooms an empty archive begins with; all of them can be renamed."""


def ensure_default_locations(session: Session) -> None:
    """Make the branches and rooms of :data:`DEFAULTS` if there is no branch at all."""
    if queries.list_branches(session):
        return
    for code, name, rooms in DEFAULTS:
        branch = create_branch(session, code, name)
        for room_code, room_name in rooms:
            create_room(session, branch.id, room_code, room_name)


def create_branch(session: Session, code: str, name: str) -> BranchView:
    """Add a branch after the others.

    Raises:
        InvalidInputError: code or name cannot be used; the error names which.
    """
    row = Branch(sequence=_count(session, Branch) + 1)
    _name_branch(session, row, code, name)
    session.add(row)
    session.flush()
    after = {"code": row.code, "name": row.name}
    subject = Subject("branch", row.id)
    journal.record(session, "locations.branch.created", subject=subject, after=after)
    return queries.branch_view(row)


def change_branch(session: Session, branch_id: str, code: str, name: str) -> BranchView:
    """Give a branch another code or name; errors as in :func:`create_branch`."""
    row = _branch(session, branch_id)
    before = {"code": row.code, "name": row.name}
    _name_branch(session, row, code, name)
    _record_change(session, "locations.branch.changed", Subject("branch", branch_id), before, row)
    return queries.branch_view(row)


def create_room(session: Session, branch_id: str, code: str, name: str) -> RoomView:
    """Add a room to a branch, with the place that stands for the whole of it.

    Raises:
        InvalidInputError: code or name cannot be used; the error names which.
    """
    branch = _branch(session, branch_id)
    row = Room(branch_id=branch_id, sequence=_count(session, Room) + 1)
    _name_room(session, row, code, name)
    session.add(row)
    session.flush()
    place = Place(
        id=row.id,
        room_id=row.id,
        kind=PlaceKind.ROOM,
        code="",
        order_key="",
        barcode=take_barcode(session),
    )
    session.add(place)
    session.flush()
    journal.record(
        session,
        "locations.room.created",
        subject=Subject("place", row.id),
        also=[Subject("branch", branch_id)],
        after={"code": row.code, "name": row.name, "branch": branch.name},
    )
    return queries.room_view(row, branch)


def change_room(session: Session, room_id: str, code: str, name: str) -> RoomView:
    """Give a room another code or name; errors as in :func:`create_room`."""
    row = _room(session, room_id)
    before = {"code": row.code, "name": row.name}
    _name_room(session, row, code, name)
    _record_change(session, "locations.room.changed", Subject("place", room_id), before, row)
    return queries.room_view(row, _branch(session, row.branch_id))


def close_branch(session: Session, branch_id: str, occupancy: Occupancy) -> BranchView:
    """Take a branch out of use, with its rooms.

    Raises:
        PlaceOccupiedError: a volume stands in one of them.
    """
    row = _branch(session, branch_id)
    for room in queries.list_rooms(session):
        if room.branch.id == branch_id and room.closed_at is None:
            close_place(session, room.id, occupancy)
    row.closed_at = journal.now(session)
    session.flush()
    _record_branch(session, "locations.branch.closed", row)
    return queries.branch_view(row)


def reopen_branch(session: Session, branch_id: str) -> BranchView:
    """Take a branch into use again; its rooms are reopened one by one."""
    row = _branch(session, branch_id)
    row.closed_at = None
    session.flush()
    _record_branch(session, "locations.branch.reopened", row)
    return queries.branch_view(row)


def _name_branch(session: Session, row: Branch, code: str, name: str) -> None:
    plain = _check_code(code)
    taken = select(Branch.id).where(Branch.code == plain, Branch.id != (row.id or ""))
    _set_name(session, row, plain, name, taken=session.scalar(taken) is not None)


def _name_room(session: Session, row: Room, code: str, name: str) -> None:
    plain = _check_code(code)
    taken = select(Room.id).where(
        Room.branch_id == row.branch_id, Room.code == plain, Room.id != (row.id or "")
    )
    _set_name(session, row, plain, name, taken=session.scalar(taken) is not None)


def _set_name(session: Session, row: Branch | Room, code: str, name: str, *, taken: bool) -> None:
    if taken:
        raise CodeTakenError(field="code", code=code)
    if not name.strip():
        raise NameMissingError(field="name")
    row.code, row.name = code, name.strip()
    session.flush()


def _check_code(code: str) -> str:
    plain = read_scan(code).upper()
    if not _CODE.fullmatch(plain):
        raise CodeUnusableError(field="code")
    return plain


def _count(session: Session, model: type[Branch] | type[Room]) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def _branch(session: Session, branch_id: str) -> Branch:
    row = session.get(Branch, branch_id)
    if row is None:
        raise BranchNotFoundError(detail=branch_id)
    return row


def _room(session: Session, room_id: str) -> Room:
    row = session.get(Room, room_id)
    if row is None:
        raise PlaceNotFoundError(detail=room_id)
    return row


def _record_change(
    session: Session, action: str, subject: Subject, before: Mapping[str, str], row: Branch | Room
) -> None:
    after = {"code": row.code, "name": row.name}
    if after != before:
        journal.record(session, action, subject=subject, before=dict(before), after=after)


def _record_branch(session: Session, action: str, row: Branch) -> None:
    subject, after = Subject("branch", row.id), {"name": row.name}
    journal.record(session, action, subject=subject, after=after)
