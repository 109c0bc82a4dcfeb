"""Making, naming and closing the places of a room; every change is in the journal."""

import re
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.kernel import journal
from archive.kernel.journal import Subject
from archive.kernel.numbers import next_number
from archive.locations import barcodes, queries
from archive.locations.errors import (
    CodeTakenError,
    CodeUnusableError,
    NoPlaceInsideError,
    PlaceClosedError,
    PlaceNotFoundError,
    PlaceOccupiedError,
    PlaceRangeError,
    TooManyPlacesError,
)
from archive.locations.models import Branch, Place, PlaceKind, Room
from archive.locations.schemas import BELOW, NewPlaces, Occupancy, PlaceView

MOST_PLACES = 5_000
HIGHEST_NUMBER = 4_999
"""Places with a number stand in its order; those with a name follow, up to 9,999."""
_SERIES = "places"
_CODE = re.compile(r"[^\W_]{1,20}")


def add_places(session: Session, parent_id: str, wanted: NewPlaces) -> list[PlaceView]:
    """Make a run of places inside a place, each with what it is to hold.

    Returns:
        The places made directly inside ``parent_id``.

    Raises:
        InvalidInputError: the numbers are not usable, or one of them is taken.
        PlaceClosedError: ``parent_id`` is closed.
    """
    parent = queries.find_place(session, parent_id)
    _check_range(parent, wanted)
    made = _make_run(session, session.get_one(Place, parent_id), wanted)
    journal.record(
        session,
        "locations.places.added",
        subject=Subject("place", parent_id),
        after={
            "path": parent.path,
            "first": made[0].code,
            "last": made[-1].code,
            "count": wanted.total_count,
        },
    )
    ids = {row.id for row in made}
    return [view for view in queries.children_of(session, parent_id) if view.id in ids]


def _check_range(parent: PlaceView, wanted: NewPlaces) -> None:
    if parent.closed_at is not None:
        raise PlaceClosedError(path=parent.path)
    kind: PlaceKind | None = parent.kind
    for _ in range(1 + sum(count > 0 for count in wanted.each_holds)):
        kind = BELOW.get(kind) if kind else None
        if kind is None:
            raise NoPlaceInsideError(field="first")
    if not 1 <= wanted.first <= wanted.last <= HIGHEST_NUMBER:
        raise PlaceRangeError(field="last", most=HIGHEST_NUMBER)
    if wanted.total_count > MOST_PLACES:
        raise TooManyPlacesError(field="last", count=wanted.total_count, most=MOST_PLACES)


def _make_run(session: Session, parent: Place, wanted: NewPlaces) -> list[Place]:
    kind = BELOW[parent.kind]
    numbers = range(wanted.first, wanted.last + 1)
    codes = [format_code(kind, number) for number in numbers]
    keys = _order_keys(session, parent, codes)
    rows = [
        Place(
            room_id=parent.room_id,
            parent_id=parent.id,
            kind=kind,
            code=code,
            order_key=key,
            barcode=take_barcode(session),
        )
        for code, key in zip(codes, keys, strict=True)
    ]
    session.add_all(rows)
    session.flush()
    if wanted.each_holds and wanted.each_holds[0]:
        inner = NewPlaces(1, wanted.each_holds[0], wanted.each_holds[1:])
        for row in rows:
            _make_run(session, row, inner)
    return rows


def _order_keys(session: Session, parent: Place, codes: Iterable[str]) -> list[str]:
    """Return where places of these codes stand: by their number, or after all the others.

    Raises:
        CodeTakenError: a place beside them has the code.
    """
    beside = session.execute(
        select(Place.code, Place.order_key).where(Place.parent_id == parent.id)
    ).all()
    taken = {code for code, _key in beside}
    used = {int(key[len(parent.order_key) :]) for _code, key in beside}
    keys = []
    for code in codes:
        if code in taken:
            raise CodeTakenError(field="code", code=code)
        is_number = code.isascii() and code.isdecimal() and 0 < int(code) <= HIGHEST_NUMBER
        step = int(code) if is_number else 0
        if step == 0 or step in used:
            step = max([HIGHEST_NUMBER, *used]) + 1
        used.add(step)
        keys.append(f"{parent.order_key}{step:04}")
    return keys


def format_code(kind: PlaceKind, number: int) -> str:
    """Return a number as it is written on the furniture: bookcases with two digits at least."""
    return f"{number:02}" if kind is PlaceKind.BOOKCASE else str(number)


def add_named_place(session: Session, parent_id: str, code: str, label: str = "") -> PlaceView:
    """Make one place with a code of its own (架 A, 展柜), after those that are numbered.

    Raises:
        InvalidInputError: the code cannot be used.
        PlaceClosedError: ``parent_id`` is closed.
    """
    parent = queries.find_place(session, parent_id)
    _check_range(parent, NewPlaces(1, 1))
    kind = BELOW[parent.kind]
    plain = _check_code(code)
    if plain.isascii() and plain.isdecimal():
        plain = format_code(kind, int(plain))
    (order_key,) = _order_keys(session, session.get_one(Place, parent_id), [plain])
    row = Place(
        room_id=parent.room.id,
        parent_id=parent_id,
        kind=kind,
        code=plain,
        label=label.strip(),
        order_key=order_key,
        barcode=take_barcode(session),
    )
    session.add(row)
    session.flush()
    made = queries.find_place(session, row.id)
    journal.record(
        session,
        "locations.places.added",
        subject=Subject("place", parent_id),
        also=[Subject("place", row.id)],
        after={"path": parent.path, "first": plain, "last": plain, "count": 1},
    )
    return made


def change_place(session: Session, place_id: str, code: str, label: str) -> PlaceView:
    """Write another code or label on a place below the room; its barcode and order stay.

    Raises:
        InvalidInputError: the code cannot be used.
    """
    held = queries.find_place(session, place_id)
    row = session.get_one(Place, place_id)
    if row.parent_id is None:
        raise PlaceNotFoundError(detail=f"{place_id} is a whole room")
    plain = _check_code(code)
    if plain != row.code:
        _order_keys(session, session.get_one(Place, row.parent_id), [plain])
    row.code, row.label = plain, label.strip()
    session.flush()
    now = queries.find_place(session, place_id)
    journal.record(
        session,
        "locations.place.changed",
        subject=Subject("place", place_id),
        before={"path": held.path},
        after={"path": now.path},
    )
    return now


def close_place(session: Session, place_id: str, occupancy: Occupancy) -> PlaceView:
    """Take a place, a whole room too, out of use with all inside it.

    Raises:
        PlaceOccupiedError: a volume stands there.
    """
    place = queries.find_place(session, place_id)
    inside = [place, *queries.places_in(session, place_id)]
    standing = queries.add_up(inside, occupancy.volumes_by_place(session, place.room.id))
    if standing[place_id]:
        raise PlaceOccupiedError(path=place.path, count=standing[place_id])
    now = journal.now(session)
    for each in inside:
        row = session.get_one(Place, each.id)
        row.closed_at = row.closed_at or now
    if place.kind is PlaceKind.ROOM:
        session.get_one(Room, place_id).closed_at = now
    session.flush()
    _record_place(session, "locations.place.closed", place)
    return queries.find_place(session, place_id)


def reopen_place(session: Session, place_id: str) -> PlaceView:
    """Take a place into use again, with what it stands in and all that is inside it."""
    place = queries.find_place(session, place_id)
    outer = [place.room.id, *(step.id for step in place.steps)]
    inside = [view.id for view in queries.places_in(session, place_id)]
    for each in [*outer, *inside]:
        session.get_one(Place, each).closed_at = None
    session.get_one(Room, place.room.id).closed_at = None
    session.get_one(Branch, place.room.branch.id).closed_at = None
    session.flush()
    _record_place(session, "locations.place.reopened", place)
    return queries.find_place(session, place_id)


def _check_code(code: str) -> str:
    plain = barcodes.read_scan(code).upper()
    if not _CODE.fullmatch(plain):
        raise CodeUnusableError(field="code")
    return plain


def take_barcode(session: Session) -> str:
    """Take the barcode of the next place."""
    return barcodes.make_barcode(barcodes.PLACE, next_number(session, _SERIES))


def _record_place(session: Session, action: str, place: PlaceView) -> None:
    subject, after = Subject("place", place.id), {"path": place.path}
    journal.record(session, action, subject=subject, after=after)
