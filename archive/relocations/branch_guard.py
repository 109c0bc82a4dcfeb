"""A move concerns the branch it leaves and the branch it goes to, and no other."""

from fastapi import Request

from archive.accounts.visitors import current_visitor
from archive.locations.desk import keep_to_branch
from archive.relocations.queries import find_relocation
from archive.web.csrf import SAFE_METHODS
from archive.web.sessions import current_house


def within_branches(request: Request) -> None:
    """Refuse who works for a third branch to change a move; put before every route of the room.

    Raises:
        OtherBranchPlaceError: the visitor's branch is neither of the two.
    """
    relocation_id = request.path_params.get("relocation_id")
    if request.method in SAFE_METHODS or not relocation_id:
        return
    if not current_visitor(request).branch_id:
        return
    with current_house(request).database.read() as session:
        move = find_relocation(session, relocation_id)
    keep_to_branch(request, move.origin.room.branch.id, move.target.room.branch.id)
