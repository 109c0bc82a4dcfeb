"""A clerk of one branch gives away no gift of another by merging or parting donors."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.accounts.visitors import Visitor
from archive.donations.errors import OtherBranchError
from archive.donations.models import Donation


def keep_gifts_in_branch(session: Session, who: Visitor, donor_id: str) -> None:
    """Refuse to give away gifts of another branch than the visitor's own.

    Raises:
        OtherBranchError: the donor gave something to a branch that is not the visitor's.
    """
    if not who.branch_id:
        return
    others = select(Donation.id).where(
        Donation.donor_id == donor_id,
        Donation.branch_id.is_not(None),
        Donation.branch_id != who.branch_id,
    )
    if session.scalar(others.limit(1)) is not None:
        raise OtherBranchError(detail=f"{who.account_id} on donor {donor_id}")
