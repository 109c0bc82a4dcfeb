"""Questions about where volumes are."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from archive.accessions.models import AccessionBatch, AccessionItem
from archive.catalogue.models import Volume
from archive.catalogue.queries import find_volumes, labels_meant
from archive.catalogue.schemas import VolumeView
from archive.locations.barcodes import read_scan
from archive.locations.models import Place
from archive.locations.queries import find_place, find_places, place_ids_within
from archive.locations.schemas import PlaceView
from archive.stock.models import MissingVolume, Movement, Placement
from archive.stock.schemas import (
    UNKNOWN,
    Carrier,
    MissingView,
    MovementView,
    VolumeRow,
    Whereabouts,
)

__all__ = ["find_places", "find_scanned_volume", "whereabouts_of"]
AT_ONCE = 500


@dataclasses.dataclass(frozen=True, slots=True)
class StockFilter:
    """Which volumes a list shows: those in a place, those without one, or those under way.

    Without any of these they are those that stand at some place. What was taken out of the
    registers is in none of them.
    """

    place: PlaceView | None = None
    is_unplaced: bool = False
    is_under_way: bool = False


def find_scanned_volume(session: Session, text: str) -> VolumeView | None:
    """Return the volume whose accession number or identifier a scanner read, if there is one."""
    plain = read_scan(text)
    is_it = or_(Volume.accession_label.in_(labels_meant(plain)), Volume.id == plain.lower())
    found = session.scalar(select(Volume.id).where(is_it).limit(1)) if plain else None
    return None if found is None else find_volumes(session, [found])[found]


def whereabouts_of(session: Session, volume_ids: Iterable[str]) -> dict[str, Whereabouts]:
    """Return where volumes are, by their identifiers; those nobody has placed are left out."""
    wanted = list(dict.fromkeys(volume_ids))
    rows: list[Placement] = []
    for start in range(0, len(wanted), AT_ONCE):
        part = Placement.volume_id.in_(wanted[start : start + AT_ONCE])
        rows.extend(session.scalars(select(Placement).where(part)))
    places = find_places(session, [row.place_id for row in rows if row.place_id])
    return {row.volume_id: _whereabouts(row, places) for row in rows}


def _whereabouts(row: Placement, places: Mapping[str, PlaceView]) -> Whereabouts:
    if row.carrier_kind is not None and row.carrier_id is not None:
        carrier = Carrier(row.carrier_kind, row.carrier_id, row.carrier_name)
        return Whereabouts(carrier=carrier, since=row.since)
    return Whereabouts(place=places.get(row.place_id or ""), since=row.since)


def count_stock(session: Session, wanted: StockFilter) -> int:
    """Return how many volumes there are of those ``wanted``."""
    if not wanted.is_unplaced:
        counted = select(func.count()).select_from(Placement).join(Volume)
        counted = counted.where(*_conditions(wanted))
        return session.scalar(counted) or 0
    return session.scalar(select(_unplaced())) or 0


def _unplaced() -> ColumnElement[int]:
    is_held = Volume.deregistered_on.is_(None)
    held = select(func.count(Volume.accession_number)).where(is_held)
    placed = select(func.count(Volume.accession_number)).join(
        Placement, (Placement.volume_id == Volume.id) & is_held
    )
    return held.scalar_subquery() - placed.scalar_subquery()


def list_stock(
    session: Session, wanted: StockFilter, offset: int = 0, limit: int | None = 50
) -> list[VolumeRow]:
    """Return a part of the volumes ``wanted``: as they stand, else by accession number."""
    ids = list(session.scalars(_ids(wanted).offset(offset).limit(limit)))
    return rows_of(session, ids)


def rows_of(session: Session, volume_ids: Sequence[str]) -> list[VolumeRow]:
    """Return volumes with where they are, in the order of ``volume_ids``."""
    volumes = find_volumes(session, volume_ids)
    places = whereabouts_of(session, volume_ids)
    known = [volume_id for volume_id in volume_ids if volume_id in volumes]
    return [VolumeRow(volumes[each], places.get(each, UNKNOWN)) for each in known]


def _ids(wanted: StockFilter) -> Select[str]:
    if wanted.is_unplaced:
        unplaced = select(Volume.id).outerjoin(Placement, Placement.volume_id == Volume.id)
        return unplaced.where(
            Placement.volume_id.is_(None),
            Volume.accession_number.is_not(None),
            Volume.deregistered_on.is_(None),
        ).order_by(Volume.accession_number)
    return (
        select(Placement.volume_id)
        .join(Volume, Placement.volume_id == Volume.id)
        .outerjoin(Place, Placement.place_id == Place.id)
        .where(*_conditions(wanted))
        .order_by(Place.room_id, Place.order_key, Volume.accession_number, Volume.id)
    )


_IS_HELD = Volume.deregistered_on.is_(None)


def _conditions(wanted: StockFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [_IS_HELD]
    if wanted.place is not None:
        conditions.append(Placement.place_id.in_(place_ids_within(wanted.place)))
    if wanted.is_under_way:
        conditions.append(Placement.carrier_id.is_not(None))
    else:
        conditions.append(Placement.place_id.is_not(None))
    return conditions


def volume_ids_at(session: Session, place: PlaceView) -> list[str]:
    """Return the volumes at a place and in all that is inside it, as they stand."""
    return list(session.scalars(_ids(StockFilter(place))))


def volume_ids_in(session: Session, carrier_id: str) -> list[str]:
    """Return the volumes that are in a carrier now."""
    wanted = select(Placement.volume_id).where(Placement.carrier_id == carrier_id)
    return list(session.scalars(wanted.order_by(Placement.since, Placement.volume_id)))


def movements_of(session: Session, volume_id: str, limit: int = 100) -> list[MovementView]:
    """Return how a volume was moved, newest first."""
    wanted = select(Movement).where(Movement.volume_id == volume_id)
    rows = session.scalars(wanted.order_by(Movement.number.desc()).limit(limit))
    return [movement_view(row) for row in rows]


def branch_of_move(session: Session, number: int) -> str | None:
    """Return the branch to which a movement brought its volume, None if it named no place."""
    row = session.get(Movement, number)
    if row is None or row.to_place_id is None:
        return None
    return find_place(session, row.to_place_id).room.branch.id


def movement_view(row: Movement) -> MovementView:
    """Return the view of a row of ``movements``."""
    names = (field.name for field in dataclasses.fields(MovementView))
    return MovementView(**{name: getattr(row, name) for name in names})


def count_missing(session: Session) -> int:
    """Return how many volumes are on the list of the missing."""
    return session.scalar(_missing()) or 0


def count_waiting(session: Session) -> tuple[int, int]:
    """Return how many volumes have no place and how many are missing, asking once."""
    unplaced, missing = session.execute(select(_unplaced(), _missing().scalar_subquery())).one()
    return unplaced, missing


def _missing() -> Select[int]:
    return select(func.count()).select_from(MissingVolume).join(Volume).where(_IS_MISSING)


_IS_MISSING = MissingVolume.found_at.is_(None) & Volume.deregistered_on.is_(None)
"""What was taken out of the registers is looked for no longer."""


def list_missing(
    session: Session, offset: int = 0, limit: int | None = 50, *, with_found: bool = False
) -> list[MissingView]:
    """Return a part of the list of the missing, longest missing first."""
    wanted = select(MissingVolume).order_by(MissingVolume.since, MissingVolume.id)
    if not with_found:
        wanted = wanted.join(Volume).where(_IS_MISSING)
    rows = list(session.scalars(wanted.offset(offset).limit(limit)))
    volumes = find_volumes(session, [row.volume_id for row in rows])
    return [
        MissingView(
            id=row.id,
            volume=volumes[row.volume_id],
            expected_at=row.expected_at,
            slip=row.slip,
            since=row.since,
            found_at=row.found_at,
            found_by=row.found_by,
            found_where=row.found_where,
        )
        for row in rows
    ]


def missing_since(session: Session, volume_id: str) -> MissingVolume | None:
    """Return the entry of a volume in the list of the missing, if it is on it."""
    return session.scalar(
        select(MissingVolume).where(
            MissingVolume.volume_id == volume_id, MissingVolume.found_at.is_(None)
        )
    )


class StockOccupancy:
    """Tells the locations what stands where (``archive.locations.schemas.Occupancy``)."""

    def volumes_by_room(self, session: Session) -> Mapping[str, int]:
        """Return how many volumes stand in each room."""
        counted = (
            select(Place.room_id, func.count())
            .join(Placement, Placement.place_id == Place.id)
            .join(Volume, Placement.volume_id == Volume.id)
            .where(_IS_HELD)
            .group_by(Place.room_id)
        )
        return dict(session.execute(counted).all())

    def unshelved_by_room(self, session: Session) -> Mapping[str, int]:
        """Return how many volumes were registered into each room and stand nowhere yet."""
        counted = (
            select(AccessionBatch.room_id, func.count())
            .join(AccessionItem, AccessionItem.batch_id == AccessionBatch.id)
            .join(Volume, AccessionItem.volume_id == Volume.id)
            .outerjoin(Placement, Placement.volume_id == Volume.id)
            .where(
                AccessionBatch.room_id.is_not(None),
                Placement.volume_id.is_(None),
                Volume.deregistered_on.is_(None),
            )
            .group_by(AccessionBatch.room_id)
        )
        return {room_id: count for room_id, count in session.execute(counted) if room_id}

    def volumes_by_place(self, session: Session, room_id: str) -> Mapping[str, int]:
        """Return how many volumes stand directly at each place of a room."""
        counted = (
            select(Place.id, func.count())
            .join(Placement, Placement.place_id == Place.id)
            .join(Volume, Placement.volume_id == Volume.id)
            .where(Place.room_id == room_id, _IS_HELD)
            .group_by(Place.id)
        )
        return dict(session.execute(counted).all())
