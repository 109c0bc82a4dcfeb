"""Who belongs to a branch changes only that branch's gifts: asked in one place, for every route.

The composition root puts :func:`within_branch` before all routes, so that a room that comes later
is guarded too: whatever has ``donation_id`` in its address is about that gift.
"""

from fastapi import Request

from archive.accounts.visitors import Visitor, current_visitor
from archive.donations.errors import OtherBranchError
from archive.donations.models import Donation
from archive.web.csrf import SAFE_METHODS
from archive.web.sessions import current_house


def within_branch(request: Request) -> None:
    """Refuse to change a gift of another branch than the visitor's own.

    Raises:
        OtherBranchError: the visitor belongs to one branch, and the gift to another.
    """
    visitor, donation_id = current_visitor(request), request.path_params.get("donation_id")
    if not visitor.branch_id or not donation_id or request.method in SAFE_METHODS:
        return
    with current_house(request).database.read() as session:
        donation = session.get(Donation, donation_id)
    if donation is not None and donation.branch_id not in {None, visitor.branch_id}:
        raise OtherBranchError(detail=f"{visitor.account_id} on {donation_id}")


def branch_for(visitor: Visitor, branch_id: str | None) -> str | None:
    """Return the branch that a gift is logged for: the visitor's own, if he belongs to one.

    Raises:
        OtherBranchError: another one was asked for.
    """
    if visitor.branch_id and branch_id and branch_id != visitor.branch_id:
        raise OtherBranchError(detail=f"{visitor.account_id} for branch {branch_id}")
    return visitor.branch_id or branch_id or None
