"""The branch that a move leaves plans and packs it, the branch it goes to unpacks it."""

from fastapi import Request

from archive.accounts.visitors import current_visitor
from archive.locations.desk import keep_to_branch
from archive.relocations.queries import find_relocation
from archive.web.csrf import SAFE_METHODS
from archive.web.sessions import current_house

PACKING = frozenset({"pack", "seal", "reopen", "volumes"})
"""Steps of addresses that take volumes from where they stand."""
UNPACKING = frozenset({"unpack", "arrive", "finish", "check-in", "undo-arrival"})
"""Steps of addresses that put volumes where they were moved to."""


def within_branches(request: Request) -> None:
    """Refuse who works for another branch to change a move; put before every route of the room.

    Raises:
        OtherBranchPlaceError: the visitor's branch is neither of the two, or has no part in this.
    """
    relocation_id = request.path_params.get("relocation_id")
    if request.method in SAFE_METHODS or not relocation_id:
        return
    if not current_visitor(request).branch_id:
        return
    with current_house(request).database.read() as session:
        move = find_relocation(session, relocation_id)
    origin, target = move.origin.room.branch.id, move.target.room.branch.id
    keep_to_branch(request, *_who_may(request, origin, target))


def _who_may(request: Request, origin: str, target: str) -> tuple[str, ...]:
    route = str(request.scope["route"].path).split("{relocation_id}")[-1]
    steps = {*route.split("/"), request.path_params.get("way", "")}
    if "volume_id" in request.path_params and steps & {"volumes"} and "unpack" in steps:
        return (origin,)  # the interface calls it unpack when a volume is taken out again
    if steps & UNPACKING:
        return (target,)
    return (origin,) if steps & PACKING else (origin, target)
