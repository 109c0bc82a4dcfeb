"""Who belongs to a branch follows only that branch's leads, and those of none.

The composition root puts :func:`within_lead_branch` before all routes: whatever has ``lead_id`` in
its address is about that lead.
"""

from fastapi import Request

from archive.accounts.visitors import Visitor, current_visitor
from archive.leads.errors import LeadBranchError, OtherBranchLeadError
from archive.leads.models import Lead
from archive.web.csrf import SAFE_METHODS
from archive.web.sessions import current_house


def within_lead_branch(request: Request) -> None:
    """Refuse to change a lead of another branch than the visitor's own.

    Raises:
        OtherBranchLeadError: the visitor belongs to one branch, and the lead to another.
    """
    visitor, lead_id = current_visitor(request), request.path_params.get("lead_id")
    if not visitor.branch_id or not lead_id or request.method in SAFE_METHODS:
        return
    with current_house(request).database.read() as session:
        lead = session.get(Lead, lead_id)
    if lead is not None and lead.branch_id not in {None, visitor.branch_id}:
        raise OtherBranchLeadError(detail=f"{visitor.account_id} on {lead_id}")


def own_branch(visitor: Visitor, branch_id: str | None) -> str | None:
    """Return the branch that a lead is written down for: any, or the visitor's own or none.

    Raises:
        LeadBranchError: the visitor belongs to one branch, and another was asked for.
    """
    if visitor.branch_id and branch_id and branch_id != visitor.branch_id:
        raise LeadBranchError(field="branch_id", detail=f"{visitor.account_id} for {branch_id}")
    return branch_id or None
