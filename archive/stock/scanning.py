"""What a scanner read: a place, a volume, or nothing we know; and putting volumes on a shelf."""

import dataclasses
from enum import StrEnum

from sqlalchemy.orm import Session

from archive.catalogue.schemas import VolumeView
from archive.locations.barcodes import PLACE, is_barcode, read_scan
from archive.locations.errors import PlaceNotFoundError
from archive.locations.queries import find_place, find_scanned_place
from archive.locations.schemas import PlaceView
from archive.stock import queries, service
from archive.stock.errors import UnknownPlaceError, UnknownVolumeError, VolumeUnderWayError
from archive.stock.models import Cause
from archive.stock.schemas import UNKNOWN, MovementView, Whereabouts, printed_number

LONGEST_SCAN = 100


class Shelving(StrEnum):
    """What came of a scan at the shelf."""

    PLACE = "place"
    SHELVED = "shelved"
    ALREADY = "already"
    NO_PLACE = "no-place"
    CLOSED = "closed"
    OTHER_BRANCH = "other-branch"
    DEREGISTERED = "deregistered"
    UNDER_WAY = "under-way"
    UNKNOWN = "unknown"


@dataclasses.dataclass(frozen=True, slots=True)
class ShelfScan:
    """A scan at the shelf, and what came of it; ``at`` is the place that is filled now."""

    text: str
    outcome: Shelving
    at: PlaceView | None
    volume: VolumeView | None = None
    was: Whereabouts = UNKNOWN
    movement: MovementView | None = None


def identify(session: Session, text: str) -> PlaceView | VolumeView | None:
    """Return what a barcode, an accession number or a typed address stands for."""
    plain = read_scan(text)[:LONGEST_SCAN]
    if is_barcode(plain, PLACE):
        return find_scanned_place(session, plain)
    return queries.find_scanned_volume(session, plain) or find_scanned_place(session, plain)


def expect_place(session: Session, text: str, field: str = "place") -> PlaceView:
    """Return the place that was scanned or typed.

    Raises:
        UnknownPlaceError: it is none; the error names ``field``.
    """
    found = find_scanned_place(session, text[:LONGEST_SCAN])
    if found is None:
        raise UnknownPlaceError(field=field, text=read_scan(text)[:LONGEST_SCAN])
    return found


def expect_volume(session: Session, text: str, field: str = "text") -> VolumeView:
    """Return the volume that was scanned or typed.

    Raises:
        UnknownVolumeError: it is none; the error names ``field``.
    """
    found = queries.find_scanned_volume(session, text[:LONGEST_SCAN])
    if found is None:
        raise UnknownVolumeError(field=field, text=read_scan(text)[:LONGEST_SCAN])
    return found


def shelve(session: Session, text: str, at_id: str, branch_id: str = "") -> ShelfScan:
    """Take one scan at the shelf: a place is filled from now on, a volume is put there.

    With a ``branch_id`` only places of that branch are filled.
    """
    at = _place_or_none(session, at_id)
    found = identify(session, text)
    plain = read_scan(text)[:LONGEST_SCAN]
    if isinstance(found, PlaceView):
        return _go_to(plain, found, at, branch_id)
    if found is None:
        return ShelfScan(plain, Shelving.UNKNOWN, at)
    was = queries.whereabouts_of(session, [found.id]).get(found.id, UNKNOWN)
    if at is None or at.closed_at is not None or branch_id not in {"", at.room.branch.id}:
        return ShelfScan(plain, Shelving.NO_PLACE, None, found, was)
    if found.deregistered_on is not None:
        return ShelfScan(plain, Shelving.DEREGISTERED, at, found, was)
    if was.carrier is not None:
        return ShelfScan(plain, Shelving.UNDER_WAY, at, found, was)
    moved = service.move(session, [found.id], at, Cause.SHELVED)
    outcome = Shelving.SHELVED if moved else Shelving.ALREADY
    return ShelfScan(plain, outcome, at, found, was, moved[0] if moved else None)


def _go_to(text: str, place: PlaceView, at: PlaceView | None, branch_id: str) -> ShelfScan:
    if branch_id and place.room.branch.id != branch_id:
        return ShelfScan(text, Shelving.OTHER_BRANCH, at)
    if place.closed_at is not None:
        return ShelfScan(text, Shelving.CLOSED, at)
    return ShelfScan(text, Shelving.PLACE, place)


def place_volume(session: Session, volume_id: str, place_text: str, why: str = "") -> PlaceView:
    """Put one volume at a place that was scanned or typed, from its own page.

    Raises:
        UnknownPlaceError: there is no such place.
        VolumeUnderWayError: the volume is in a crate or on a transfer.
    """
    place = expect_place(session, place_text)
    was = queries.whereabouts_of(session, [volume_id]).get(volume_id, UNKNOWN)
    if was.carrier is not None:
        (row,) = queries.rows_of(session, [volume_id])
        raise VolumeUnderWayError(number=printed_number(row.volume), carrier=was.carrier.name)
    service.move(session, [volume_id], place, Cause.SHELVED, why=why)
    return place


def _place_or_none(session: Session, place_id: str) -> PlaceView | None:
    if not place_id:
        return None
    try:
        return find_place(session, place_id)
    except PlaceNotFoundError:
        return None
