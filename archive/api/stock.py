"""Where volumes (册) are: at a place, under way, nowhere known, missing."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field

from archive.api.door import PROBLEMS, Limit, Mover, Offset
from archive.catalogue.queries import find_volume
from archive.catalogue.schemas import VolumeView
from archive.locations.desk import keep_to_branch
from archive.locations.queries import find_place
from archive.locations.schemas import PlaceView
from archive.stock import queries, scanning
from archive.stock.errors import UnknownVolumeError
from archive.stock.queries import StockFilter
from archive.stock.scanning import LONGEST_SCAN
from archive.stock.schemas import MissingView, MovementView, VolumeRow
from archive.web.plain import PlainModel
from archive.web.sessions import ReadSession, WriteSession

router = APIRouter(prefix="/stock", tags=["stock"], responses=PROBLEMS)

Scanned = Annotated[str, Query(min_length=1, max_length=LONGEST_SCAN)]


class Standing(StrEnum):
    """Which volumes are meant where no place is named."""

    PLACED = "placed"
    UNPLACED = "unplaced"
    UNDER_WAY = "under-way"


@dataclass(frozen=True, slots=True)
class Stock:
    """A part of some volumes with where each is, and how many there are in all."""

    count: int
    volumes: list[VolumeRow]


@dataclass(frozen=True, slots=True)
class Found:
    """What a barcode, an accession number or an address stands for: one of the two."""

    volume: VolumeView | None
    place: PlaceView | None


class PlacingIn(PlainModel):
    """The barcode or address of the place where a volume is put, and why."""

    place: Annotated[str, Field(min_length=1, max_length=LONGEST_SCAN)]
    why: Annotated[str, Field(max_length=300)] = ""


@router.get("", summary="List volumes with where they are")
def list_stock(
    session: ReadSession,
    _who: Mover,
    *,
    place_id: str | None = None,
    standing: Standing = Standing.PLACED,
    offset: Offset = 0,
    limit: Limit = 50,
) -> Stock:
    """Return what stands at a place and inside it; without one, what ``standing`` says."""
    wanted = StockFilter(
        place=find_place(session, place_id) if place_id else None,
        is_unplaced=not place_id and standing is Standing.UNPLACED,
        is_under_way=not place_id and standing is Standing.UNDER_WAY,
    )
    rows = queries.list_stock(session, wanted, offset, limit)
    return Stock(queries.count_stock(session, wanted), rows)


@router.get("/missing", summary="List the missing volumes")
def list_missing(
    session: ReadSession,
    _who: Mover,
    *,
    with_found: bool = False,
    offset: Offset = 0,
    limit: Limit = 50,
) -> list[MissingView]:
    """Return the volumes that were looked for in vain, the longest missing first."""
    return queries.list_missing(session, offset, limit, with_found=with_found)


@router.get("/found", summary="Tell what a barcode stands for")
def find(session: ReadSession, _who: Mover, text: Scanned) -> Found:
    """Return the volume or the place whose barcode, number or address was given."""
    found = scanning.identify(session, text)
    if found is None:
        raise UnknownVolumeError(field="text", text=text.strip())
    if isinstance(found, PlaceView):
        return Found(None, found)
    return Found(found, None)


@router.get("/volumes/{volume_id}", summary="Tell where a volume is")
def show_volume(session: ReadSession, _who: Mover, volume_id: str) -> VolumeRow:
    """Return a volume with where it is."""
    find_volume(session, volume_id)
    return queries.rows_of(session, [volume_id])[0]


@router.get("/volumes/{volume_id}/movements", summary="Tell where a volume has been")
def list_movements(
    session: ReadSession, _who: Mover, volume_id: str, limit: Limit = 100
) -> list[MovementView]:
    """Return how a volume was moved, newest first."""
    find_volume(session, volume_id)
    return queries.movements_of(session, volume_id, limit)


@router.put("/volumes/{volume_id}/place", summary="Put a volume at a place")
def place_volume(
    request: Request, session: WriteSession, _who: Mover, volume_id: str, placing: PlacingIn
) -> VolumeRow:
    """Put a volume at the place that was scanned or typed; it must be one of the own branch."""
    find_volume(session, volume_id)
    keep_to_branch(request, scanning.expect_place(session, placing.place).room.branch.id)
    scanning.place_volume(session, volume_id, placing.place, placing.why.strip())
    return queries.rows_of(session, [volume_id])[0]
