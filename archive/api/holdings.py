"""What is held: likeness, places, registers."""

from fastapi import APIRouter

from archive.accessions import queries as registers
from archive.accessions.schemas import BatchView, ItemRow
from archive.api.door import PROBLEMS, Limit, Logger, Offset, Registrar, Words
from archive.catalogue.queries import TitleFilter, Window
from archive.catalogue.queries import list_titles as titles_of
from archive.catalogue.schemas import TitleRow
from archive.likeness.service import Likeness, describe, find_like
from archive.locations.queries import list_branches as branches_of
from archive.locations.queries import list_rooms as rooms_of
from archive.locations.queries import places_in
from archive.locations.schemas import BranchView, PlaceView, RoomView
from archive.web.sessions import ReadSession

router = APIRouter(tags=["holdings"], responses=PROBLEMS)


@router.get("/likeness")
def find_likeness(
    session: ReadSession,
    _who: Logger,
    title: Words,
    responsibility: Words = "",
    date_text: Words = "",
    limit: Limit = 6,
) -> list[Likeness]:
    """Return what is held or was offered that may be the same, best first, with the reasons."""
    return find_like(session, describe(title, responsibility, date_text), limit)


@router.get("/titles")
def list_titles(
    session: ReadSession, _who: Logger, q: Words = "", offset: Offset = 0, limit: Limit = 50
) -> list[TitleRow]:
    """Return titles (种) by title."""
    return titles_of(session, TitleFilter(text=q), Window("title", offset, limit))


@router.get("/branches")
def list_branches(session: ReadSession, _who: Logger) -> list[BranchView]:
    """Return the branches (馆)."""
    return branches_of(session)


@router.get("/rooms")
def list_rooms(session: ReadSession, _who: Logger) -> list[RoomView]:
    """Return the rooms (室)."""
    return rooms_of(session)


@router.get("/places/{place_id}/inside")
def list_places(session: ReadSession, _who: Logger, place_id: str) -> list[PlaceView]:
    """Return every place within a room, bookcase or level."""
    return places_in(session, place_id)


@router.get("/registers/summary")
def list_batches(
    session: ReadSession, _who: Registrar, offset: Offset = 0, limit: Limit = 50
) -> list[BatchView]:
    """Return a part of the summary register (总括登记)."""
    return registers.list_batches(session, offset, limit)


@router.get("/registers/individual")
def list_items(
    session: ReadSession, _who: Registrar, offset: Offset = 0, limit: Limit = 50
) -> list[ItemRow]:
    """Return a part of the individual register (个别登记)."""
    return registers.list_items(session, offset, limit)
