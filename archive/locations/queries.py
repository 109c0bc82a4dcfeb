"""Questions about branches, rooms and places."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, aliased

from archive.locations.barcodes import read_scan
from archive.locations.errors import BranchNotFoundError, PlaceNotFoundError
from archive.locations.models import Branch, Place, PlaceKind, Room
from archive.locations.schemas import BranchView, PlaceView, RoomView, Step

_LAST = ":"
"""Sorts after every digit."""
_AT_ONCE = 500


def branch_view(row: Branch) -> BranchView:
    """Return the view of a row of ``branches``."""
    return BranchView(row.id, row.code, row.name, row.closed_at)


def room_view(row: Room, branch: Branch) -> RoomView:
    """Return the view of a row of ``rooms``."""
    return RoomView(row.id, row.code, row.name, branch_view(branch), row.closed_at)


def list_branches(session: Session) -> list[BranchView]:
    """Return every branch, those that are closed too, in their order."""
    rows = session.scalars(select(Branch).order_by(Branch.sequence, Branch.code))
    return [branch_view(row) for row in rows]


def list_rooms(session: Session, *, only_open: bool = False) -> list[RoomView]:
    """Return every room of every branch, in their order."""
    wanted = _rooms().order_by(Branch.sequence, Branch.code, Room.sequence, Room.code)
    if only_open:
        wanted = wanted.where(Room.closed_at.is_(None), Branch.closed_at.is_(None))
    return [room_view(room, branch) for room, branch in session.execute(wanted)]


def find_room(session: Session, room_id: str) -> RoomView:
    """Return a room; :class:`PlaceNotFoundError` if there is none."""
    found = session.execute(_rooms().where(Room.id == room_id)).first()
    if found is None:
        raise PlaceNotFoundError(detail=room_id)
    return room_view(*found)


def _rooms() -> Select[Room, Branch]:
    return select(Room, Branch).join(Branch, Room.branch_id == Branch.id)


def find_branch(session: Session, branch_id: str) -> BranchView:
    """Return a branch; :class:`BranchNotFoundError` if there is none."""
    row = session.get(Branch, branch_id)
    if row is None:
        raise BranchNotFoundError(detail=branch_id)
    return branch_view(row)


def find_place(session: Session, place_id: str) -> PlaceView:
    """Return a place; :class:`PlaceNotFoundError` if there is none."""
    found = find_places(session, [place_id])
    if place_id not in found:
        raise PlaceNotFoundError(detail=place_id)
    return found[place_id]


def find_places(session: Session, place_ids: Iterable[str]) -> dict[str, PlaceView]:
    """Return those of the places that exist, by identifier."""
    wanted = list(dict.fromkeys(place_ids))
    found: dict[str, PlaceView] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        for view in _views(session, Place.id.in_(wanted[start : start + _AT_ONCE])):
            found[view.id] = view
    return found


def find_scanned_place(session: Session, text: str) -> PlaceView | None:
    """Return the place of a barcode, or of an address that was typed (ZG-SK-03-2), if it is one."""
    plain = read_scan(text)
    by_barcode = _views(session, Place.barcode == plain)
    if by_barcode:
        return by_barcode[0]
    codes = plain.upper().split("-")
    return _find_by_codes(session, codes) if len(codes) > 1 else None


def _find_by_codes(session: Session, codes: Sequence[str]) -> PlaceView | None:
    wanted = _rooms().where(Branch.code == codes[0], Room.code == codes[1])
    found = session.execute(wanted).first()
    place_id = found[0].id if found else None
    for code in codes[2:]:
        if place_id is None:
            return None
        inner = select(Place.id).where(Place.parent_id == place_id, Place.code.in_(_spelled(code)))
        place_id = session.scalar(inner.order_by(Place.order_key))
    return None if place_id is None else find_place(session, place_id)


def _spelled(code: str) -> set[str]:
    return {code, code.lstrip("0") or code, code.zfill(2)}


def places_in(session: Session, place_id: str, *, only_open: bool = False) -> list[PlaceView]:
    """Return every place inside a place, at any depth, as they stand; not the place itself."""
    place = find_place(session, place_id)
    inside = [within(place), Place.id != place_id]
    if only_open:
        inside.append(Place.closed_at.is_(None))
    return sorted(_views(session, *inside), key=lambda view: view.order_key)


def children_of(session: Session, place_id: str) -> list[PlaceView]:
    """Return the places directly inside a place, as they stand."""
    found = _views(session, Place.parent_id == place_id)
    return sorted(found, key=lambda view: view.order_key)


def within(place: PlaceView) -> ColumnElement[bool]:
    """Return the condition that a row of ``places`` is ``place`` or inside it."""
    key = place.order_key
    is_in = (Place.order_key >= key) & (Place.order_key < key + _LAST)
    return (Place.room_id == place.room.id) & is_in


def place_ids_within(place: PlaceView) -> Select[str]:
    """Return the statement for the identifiers of ``place`` and all inside it."""
    return select(Place.id).where(within(place))


def _views(session: Session, *conditions: ColumnElement[bool]) -> list[PlaceView]:
    outer, outermost = aliased(Place), aliased(Place)
    statement = (
        select(Place, outer, outermost, Room, Branch)
        .join(Room, Place.room_id == Room.id)
        .join(Branch, Room.branch_id == Branch.id)
        .outerjoin(outer, (Place.parent_id == outer.id) & (outer.kind != PlaceKind.ROOM))
        .outerjoin(
            outermost, (outer.parent_id == outermost.id) & (outermost.kind != PlaceKind.ROOM)
        )
        .where(*conditions)
    )
    rooms: dict[str, RoomView] = {}
    views = []
    for place, parent, grandparent, room, branch in session.execute(statement):
        known = rooms.setdefault(room.id, room_view(room, branch))
        way = [row for row in (grandparent, parent, place) if row is not None]
        views.append(_view(place, way, known))
    return views


def _view(place: Place, way: Sequence[Place], room: RoomView) -> PlaceView:
    steps = [
        Step(row.id, row.kind, row.code, row.label) for row in way if row.kind is not PlaceKind.ROOM
    ]
    return PlaceView(
        id=place.id,
        room=room,
        kind=place.kind,
        parent_id=place.parent_id,
        steps=tuple(steps),
        order_key=place.order_key,
        barcode=place.barcode,
        closed_at=place.closed_at,
    )


def add_up(places: Iterable[PlaceView], direct: Mapping[str, int]) -> dict[str, int]:
    """Return for each of ``places``, all of one room, its volumes with those of what is in it."""
    keys = {place.id: place.order_key for place in places}
    totals: dict[str, int] = {}
    for place_id, count in direct.items():
        key = keys.get(place_id, "")
        for length in range(0, len(key) + 1, 4):
            totals[key[:length]] = totals.get(key[:length], 0) + count
    return {place_id: totals.get(key, 0) for place_id, key in keys.items()}


def branch_choices(session: Session, chosen: str = "") -> list[tuple[str, str]]:
    """Return identifier and name of each branch in use, and of the one chosen already."""
    return [
        (branch.id, branch.name)
        for branch in list_branches(session)
        if branch.closed_at is None or branch.id == chosen
    ]
