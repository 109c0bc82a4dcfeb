"""Moves of a whole room (搬迁): crates are packed, sealed, and checked off on arrival."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request, status
from pydantic import Field

from archive.api.door import PROBLEMS, Mover
from archive.catalogue.queries import find_volume
from archive.kernel.identifiers import new_id
from archive.locations.desk import keep_to_branch
from archive.locations.queries import find_place
from archive.relocations import packing, queries, service
from archive.relocations.branch_guard import within_branches
from archive.relocations.schemas import (
    CrateCounts,
    CrateView,
    ItemView,
    RelocationCounts,
    RelocationView,
)
from archive.web.forms import Submission
from archive.web.plain import PlainModel
from archive.web.sessions import ReadSession, WriteSession

router = APIRouter(
    prefix="/relocations",
    tags=["relocations"],
    responses=PROBLEMS,
    dependencies=[Depends(within_branches)],
)


@dataclass(frozen=True, slots=True)
class Progress:
    """A move with how far it is."""

    relocation: RelocationView
    counts: RelocationCounts


@dataclass(frozen=True, slots=True)
class FilledCrate:
    """A crate with what is in it."""

    crate: CrateView
    counts: CrateCounts


@dataclass(frozen=True, slots=True)
class Astray:
    """What was packed and has not turned up, and what was found in a crate besides."""

    missing: list[ItemView]
    unexpected: list[ItemView]


class RelocationIn(PlainModel):
    """What moves where; ``submission`` makes one move of a request that is sent twice."""

    name: Annotated[str, Field(min_length=1, max_length=100)]
    from_place_id: str
    to_room_id: str
    note: Annotated[str, Field(max_length=300)] = ""
    submission: Submission | None = None


class CratesIn(PlainModel):
    """How many crates to add."""

    count: Annotated[int, Field(ge=1, le=service.MOST_CRATES)]


class AimIn(PlainModel):
    """The place of the new room that a crate is meant for; an empty one says none."""

    place_id: str = ""


class PackingIn(PlainModel):
    """A volume that is put in a crate."""

    volume_id: str


class ArrivalIn(PlainModel):
    """A volume that came out of a crate, and where it is put."""

    volume_id: str
    place_id: str = ""


@router.get("", summary="List moves")
def list_relocations(session: ReadSession, _who: Mover) -> list[RelocationView]:
    """Return every move, those under way first."""
    return queries.list_relocations(session)


@router.post("", status_code=status.HTTP_201_CREATED, summary="Plan a move")
def begin(
    request: Request, session: WriteSession, _who: Mover, planned: RelocationIn
) -> RelocationView:
    """Plan the move of what stands at a place of the own branch to another room."""
    ends = (planned.from_place_id, planned.to_room_id)
    keep_to_branch(request, find_place(session, planned.from_place_id).room.branch.id)
    token = planned.submission or new_id()
    return service.begin_relocation(session, planned.name, *ends, token, planned.note)


@router.get("/{relocation_id}", summary="Show a move")
def show(session: ReadSession, _who: Mover, relocation_id: str) -> Progress:
    """Return a move with how far it is."""
    found = queries.find_relocation(session, relocation_id)
    return Progress(found, queries.count_volumes(session, found))


@router.get("/{relocation_id}/astray", summary="List what went wrong in a move")
def show_astray(session: ReadSession, _who: Mover, relocation_id: str) -> Astray:
    """Return what has not turned up, and what was found where it was not packed."""
    queries.find_relocation(session, relocation_id)
    missing = queries.list_missing(session, relocation_id)
    return Astray(missing, queries.list_unexpected(session, relocation_id))


@router.post("/{relocation_id}/close", summary="End a move")
def close(session: WriteSession, _who: Mover, relocation_id: str) -> RelocationCounts:
    """End a move: what was packed and has not turned up is missing."""
    return service.close_relocation(session, relocation_id)


@router.get("/{relocation_id}/crates", summary="List the crates of a move")
def list_crates(session: ReadSession, _who: Mover, relocation_id: str) -> list[FilledCrate]:
    """Return the crates of a move by their numbers, each with what is in it."""
    queries.find_relocation(session, relocation_id)
    counts = queries.count_crates(session, relocation_id)
    crates = queries.list_crates(session, relocation_id)
    return [FilledCrate(crate, counts.get(crate.id, queries.EMPTY)) for crate in crates]


@router.post(
    "/{relocation_id}/crates", status_code=status.HTTP_201_CREATED, summary="Make more crates"
)
def add_crates(
    session: WriteSession, _who: Mover, relocation_id: str, asked: CratesIn
) -> list[CrateView]:
    """Make crates with the next numbers of a move, each with a barcode of its own."""
    return service.add_crates(session, relocation_id, asked.count)


@router.get("/{relocation_id}/crates/{crate_id}/volumes", summary="List what is in a crate")
def list_items(
    session: ReadSession, _who: Mover, relocation_id: str, crate_id: str
) -> list[ItemView]:
    """Return what was packed in a crate, then what was found in it besides."""
    queries.find_crate(session, relocation_id, crate_id)
    return queries.list_items(session, relocation_id, crate_id)


@router.put("/{relocation_id}/crates/{crate_id}/target", summary="Say what a crate is meant for")
def aim(
    session: WriteSession, _who: Mover, relocation_id: str, crate_id: str, asked: AimIn
) -> CrateView:
    """Write on a crate which place of the new room it is meant for."""
    return service.aim_crate(session, relocation_id, crate_id, asked.place_id)


@router.post("/{relocation_id}/crates/{crate_id}/volumes", summary="Pack a volume")
def pack(
    session: WriteSession, _who: Mover, relocation_id: str, crate_id: str, asked: PackingIn
) -> ItemView:
    """Put a volume in an open crate."""
    find_volume(session, asked.volume_id)
    return packing.pack_volume(session, relocation_id, crate_id, asked.volume_id)[0]


@router.post("/{relocation_id}/crates/{crate_id}/seal", summary="Seal a crate")
def seal(session: WriteSession, _who: Mover, relocation_id: str, crate_id: str) -> CrateView:
    """Close a crate, so that its packing list is final."""
    return service.seal_crate(session, relocation_id, crate_id)


@router.post("/{relocation_id}/crates/{crate_id}/reopen", summary="Open a sealed crate again")
def reopen(session: WriteSession, _who: Mover, relocation_id: str, crate_id: str) -> CrateView:
    """Open a sealed crate again, before it has left."""
    return service.reopen_crate(session, relocation_id, crate_id)


@router.post("/{relocation_id}/crates/{crate_id}/arrive", summary="Note that a crate is there")
def arrive(session: WriteSession, _who: Mover, relocation_id: str, crate_id: str) -> CrateView:
    """Note that a crate has arrived, so that it can be unpacked."""
    return packing.arrive(session, relocation_id, crate_id)


@router.post("/{relocation_id}/crates/{crate_id}/check-in", summary="Check a volume off")
def check_in(
    session: WriteSession, _who: Mover, relocation_id: str, crate_id: str, asked: ArrivalIn
) -> ItemView:
    """Check off a volume that came out of a crate, and put it at a place of the new room."""
    find_volume(session, asked.volume_id)
    volume_id, place_id = asked.volume_id, asked.place_id
    return packing.check_in(session, relocation_id, crate_id, volume_id, place_id)[0]


@router.post("/{relocation_id}/crates/{crate_id}/finish", summary="Note that a crate is empty")
def finish(session: WriteSession, _who: Mover, relocation_id: str, crate_id: str) -> CrateView:
    """Note that a crate is empty although not everything on its list has come out of it."""
    return packing.finish_crate(session, relocation_id, crate_id)


@router.post(
    "/{relocation_id}/volumes/{volume_id}/unpack",
    status_code=status.HTTP_204_NO_CONTENT,
    summary="Take a volume out of a crate",
)
def take_out(session: WriteSession, _who: Mover, relocation_id: str, volume_id: str) -> None:
    """Take a volume out of an open crate, back to where it stood."""
    packing.take_out(session, relocation_id, volume_id)


@router.post(
    "/{relocation_id}/volumes/{volume_id}/undo-arrival",
    status_code=status.HTTP_204_NO_CONTENT,
    summary="Take back an arrival",
)
def undo_arrival(session: WriteSession, _who: Mover, relocation_id: str, volume_id: str) -> None:
    """Take back that a volume has arrived."""
    packing.undo_arrival(session, relocation_id, volume_id)
