"""Branches, rooms and places, made by the room's own service."""

from sqlalchemy.orm import Session

from archive.locations import places, queries, service
from archive.locations.schemas import NewPlaces, PlaceView


def make_room(
    session: Session,
    name: str = "四库全书（古籍）室",
    code: str = "SK",
    branch: tuple[str, str] = ("ZG", "总馆"),
) -> PlaceView:
    """Make a room, and its branch if need be; return the place of the whole room."""
    branches = {known.code: known for known in queries.list_branches(session)}
    known = branches.get(branch[0]) or service.create_branch(session, *branch)
    return queries.find_place(session, service.create_room(session, known.id, code, name).id)


def make_places(session: Session, room: PlaceView, *counts: int) -> list[PlaceView]:
    """Make ``counts[0]`` bookcases of ``counts[1]`` levels of …; return all that is in the room."""
    places.add_places(session, room.id, NewPlaces(1, counts[0], counts[1:]))
    return queries.places_in(session, room.id)
