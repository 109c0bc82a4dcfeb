"""Branches (馆), rooms (室) and the places in them: adding more."""

from typing import Annotated

from fastapi import APIRouter, Request, status
from pydantic import Field

from archive.api.door import PROBLEMS, Logger, Placer
from archive.locations import places, queries, service
from archive.locations.desk import keep_to_branch
from archive.locations.forms import RangeForm
from archive.locations.schemas import BranchView, PlaceView, RoomView
from archive.web.plain import PlainModel
from archive.web.sessions import ReadSession, WriteSession

router = APIRouter(tags=["places"], responses=PROBLEMS)


class NameIn(PlainModel):
    """Code and name of a branch or a room."""

    code: Annotated[str, Field(min_length=1, max_length=20)]
    name: Annotated[str, Field(min_length=1, max_length=200)]


class PlaceIn(PlainModel):
    """Code of a place, and what is kept there."""

    code: Annotated[str, Field(min_length=1, max_length=20)]
    label: Annotated[str, Field(max_length=100)] = ""


@router.post("/branches", status_code=status.HTTP_201_CREATED, summary="Add a branch")
def add_branch(request: Request, session: WriteSession, _who: Placer, asked: NameIn) -> BranchView:
    """Add a branch (馆); who works for one branch adds none."""
    keep_to_branch(request)
    return service.create_branch(session, asked.code, asked.name)


@router.post(
    "/branches/{branch_id}/rooms", status_code=status.HTTP_201_CREATED, summary="Add a room"
)
def add_room(
    request: Request, session: WriteSession, _who: Placer, branch_id: str, asked: NameIn
) -> RoomView:
    """Add a room (室) to a branch; its identifier is that of the place that is the whole room."""
    keep_to_branch(request, branch_id)
    return service.create_room(session, branch_id, asked.code, asked.name)


@router.get("/places/{place_id}", summary="Show a place")
def show_place(session: ReadSession, _who: Logger, place_id: str) -> PlaceView:
    """Return a place with the way to it; a room's identifier is that of its own place."""
    return queries.find_place(session, place_id)


@router.post(
    "/places/{place_id}/range", status_code=status.HTTP_201_CREATED, summary="Add a run of places"
)
def add_range(
    request: Request, session: WriteSession, _who: Placer, place_id: str, asked: RangeForm
) -> list[PlaceView]:
    """Make places ``first`` to ``last`` inside a place; return those directly in it."""
    keep_to_branch(request, queries.find_place(session, place_id).room.branch.id)
    return places.add_places(session, place_id, asked.places())


@router.post(
    "/places/{place_id}/named", status_code=status.HTTP_201_CREATED, summary="Add one place"
)
def add_named(
    request: Request, session: WriteSession, _who: Placer, place_id: str, asked: PlaceIn
) -> PlaceView:
    """Make one place with a code of its own inside a place."""
    keep_to_branch(request, queries.find_place(session, place_id).room.branch.id)
    return places.add_named_place(session, place_id, asked.code, asked.label)
