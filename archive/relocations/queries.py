"""Questions about moves, crates and what is in them."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from archive.catalogue.models import Volume
from archive.catalogue.queries import find_volumes
from archive.locations.barcodes import read_scan
from archive.locations.queries import find_places
from archive.locations.schemas import PlaceView
from archive.relocations.errors import CrateNotFoundError, RelocationNotFoundError
from archive.relocations.models import Crate, CrateItem, CrateState, Relocation
from archive.relocations.schemas import (
    CrateCounts,
    CrateView,
    ItemView,
    RelocationCounts,
    RelocationView,
)
from archive.stock.queries import StockFilter, count_stock

EMPTY = CrateCounts()


def find_relocation(session: Session, relocation_id: str) -> RelocationView:
    """Return a move; :class:`RelocationNotFoundError` if there is none."""
    row = session.get(Relocation, relocation_id)
    if row is None:
        raise RelocationNotFoundError(detail=relocation_id)
    return _views(session, [row])[0]


def find_by_submission(session: Session, submission: str) -> str | None:
    """Return the move that the form with this token began, if it did."""
    return session.scalar(select(Relocation.id).where(Relocation.submission == submission))


def list_relocations(session: Session) -> list[RelocationView]:
    """Return every move, those under way first; a library has few."""
    order = (Relocation.closed_at.is_not(None), Relocation.created_at.desc())
    return _views(session, list(session.scalars(select(Relocation).order_by(*order))))


def _views(session: Session, rows: Sequence[Relocation]) -> list[RelocationView]:
    ids = [place_id for row in rows for place_id in (row.from_place_id, row.to_room_id)]
    places = find_places(session, ids)
    return [
        RelocationView(
            id=row.id,
            name=row.name,
            origin=places[row.from_place_id],
            target=places[row.to_room_id],
            note=row.note,
            created_at=row.created_at,
            created_by=row.created_by,
            closed_at=row.closed_at,
            closed_by=row.closed_by,
            closing_counts=RelocationCounts(**row.closing_counts) if row.closing_counts else None,
        )
        for row in rows
    ]


def find_open_at(session: Session, place: PlaceView) -> RelocationView | None:
    """Return a move that is not over and begins at ``place``, inside it or around it."""
    rows = list(session.scalars(select(Relocation).where(Relocation.closed_at.is_(None))))
    for move in _views(session, rows):
        if place.holds(move.origin) or move.origin.holds(place):
            return move
    return None


def count_volumes(session: Session, relocation: RelocationView) -> RelocationCounts:
    """Return how far a move is, or how far it was when it ended.

    What was withdrawn on the way is not waited for any longer.
    """
    if relocation.closing_counts is not None:
        return relocation.closing_counts
    is_packed = CrateItem.crate_id.is_not(None)
    has_arrived = CrateItem.arrived_at.is_not(None)
    is_awaited = is_packed & ~has_arrived & Volume.deregistered_on.is_(None)
    is_missing = is_awaited & Crate.state.in_(_THERE)
    counted = (
        select(
            _sum(is_awaited),
            _sum(has_arrived),
            _sum(is_missing),
            _sum(_is_unexpected()),
        )
        .select_from(CrateItem)
        .join(Volume, CrateItem.volume_id == Volume.id)
        .outerjoin(Crate, CrateItem.crate_id == Crate.id)
        .where(CrateItem.relocation_id == relocation.id)
    )
    packed, arrived, missing, unexpected = session.execute(counted).one()
    waiting = count_stock(session, StockFilter(relocation.origin))
    return RelocationCounts(waiting, packed or 0, arrived or 0, missing or 0, unexpected or 0)


_THERE = (CrateState.ARRIVED, CrateState.UNPACKED)


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int | None]:
    return func.sum(case((condition, 1), else_=0))


def _is_unexpected() -> ColumnElement[bool]:
    crate, found_in = CrateItem.crate_id, CrateItem.arrived_crate_id
    return found_in.is_not(None) & or_(crate.is_(None), crate != found_in)


def list_crates(session: Session, relocation_id: str) -> list[CrateView]:
    """Return the crates of a move, by their numbers."""
    wanted = select(Crate).where(Crate.relocation_id == relocation_id).order_by(Crate.sequence)
    return crate_views(session, list(session.scalars(wanted)))


def find_crate(session: Session, relocation_id: str, crate_id: str) -> CrateView:
    """Return a crate of a move; :class:`CrateNotFoundError` if it has no such one."""
    row = session.get(Crate, crate_id)
    if row is None or row.relocation_id != relocation_id:
        raise CrateNotFoundError(detail=crate_id)
    return crate_views(session, [row])[0]


def find_scanned_crate(session: Session, relocation_id: str, text: str) -> CrateView | None:
    """Return the crate of a move whose barcode was scanned, if it is one."""
    wanted = select(Crate).where(
        Crate.relocation_id == relocation_id, Crate.barcode == read_scan(text)
    )
    row = session.scalar(wanted)
    return None if row is None else crate_views(session, [row])[0]


def crate_views(session: Session, rows: Sequence[Crate]) -> list[CrateView]:
    """Return the views of rows of ``crates``."""
    places = find_places(session, [row.target_place_id for row in rows if row.target_place_id])
    return [
        CrateView(
            id=row.id,
            relocation_id=row.relocation_id,
            sequence=row.sequence,
            barcode=row.barcode,
            target=places.get(row.target_place_id or ""),
            state=row.state,
            sealed_at=row.sealed_at,
            sealed_by=row.sealed_by,
            arrived_at=row.arrived_at,
            arrived_by=row.arrived_by,
        )
        for row in rows
    ]


def count_crates(session: Session, relocation_id: str) -> dict[str, CrateCounts]:
    """Return what is in each crate of a move; empty ones are left out."""
    packed = (
        select(CrateItem.crate_id, func.count(), func.count(CrateItem.arrived_at))
        .where(CrateItem.relocation_id == relocation_id, CrateItem.crate_id.is_not(None))
        .group_by(CrateItem.crate_id)
    )
    strangers = (
        select(CrateItem.arrived_crate_id, func.count())
        .where(CrateItem.relocation_id == relocation_id, _is_unexpected())
        .group_by(CrateItem.arrived_crate_id)
    )
    extra = dict(session.execute(strangers).all())
    counts = {
        crate_id: CrateCounts(count, arrived, extra.pop(crate_id, 0))
        for crate_id, count, arrived in session.execute(packed)
        if crate_id
    }
    return counts | {key: CrateCounts(0, 0, count) for key, count in extra.items() if key}


def list_items(session: Session, relocation_id: str, crate_id: str) -> list[ItemView]:
    """Return what was packed in a crate, then what was found in it besides."""
    is_here = or_(CrateItem.crate_id == crate_id, CrateItem.arrived_crate_id == crate_id)
    return _items(session, relocation_id, is_here)


def list_missing(session: Session, relocation_id: str) -> list[ItemView]:
    """Return what was packed in crates that have arrived, and has not turned up."""
    is_missing = CrateItem.arrived_at.is_(None) & Crate.state.in_(_THERE)
    return _items(session, relocation_id, is_missing)


def list_unexpected(session: Session, relocation_id: str) -> list[ItemView]:
    """Return what was found in crates that it was not packed in."""
    return _items(session, relocation_id, _is_unexpected())


def find_item(session: Session, relocation_id: str, volume_id: str) -> ItemView | None:
    """Return a volume of a move, if it is part of it."""
    found = _items(session, relocation_id, CrateItem.volume_id == volume_id)
    return found[0] if found else None


def _items(session: Session, relocation_id: str, condition: ColumnElement[bool]) -> list[ItemView]:
    found_in = aliased(Crate)
    wanted = (
        select(CrateItem, Crate.sequence, found_in.sequence)
        .outerjoin(Crate, CrateItem.crate_id == Crate.id)
        .outerjoin(found_in, CrateItem.arrived_crate_id == found_in.id)
        .where(CrateItem.relocation_id == relocation_id, condition)
        .order_by(CrateItem.crate_id.is_(None), Crate.sequence, CrateItem.sequence)
    )
    rows = session.execute(wanted).all()
    volumes = find_volumes(session, [row.volume_id for row, _number, _found in rows])
    return [
        ItemView(
            volume=volumes[row.volume_id],
            sequence=row.sequence,
            crate_id=row.crate_id,
            crate_number=number,
            arrived_crate_id=row.arrived_crate_id,
            arrived_crate_number=found,
            from_name=row.from_name,
            packed_at=row.packed_at,
            packed_by=row.packed_by,
            arrived_at=row.arrived_at,
            arrived_by=row.arrived_by,
        )
        for row, number, found in rows
    ]
