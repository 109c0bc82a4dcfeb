"""What a request names besides what its address says must exist, or the answer is 404."""

from sqlalchemy.orm import Session

from archive.campaigns.queries import find_campaign
from archive.donors.queries import find_donor
from archive.locations.queries import find_branch


def expect_known(
    session: Session,
    *,
    campaign_id: str | None = None,
    branch_id: str | None = None,
    donor_id: str | None = None,
) -> None:
    """Refuse what names a campaign, a branch or a donor that does not exist.

    Raises:
        NotFoundError: the first of them that there is not.
    """
    if campaign_id:
        find_campaign(session, campaign_id)
    if branch_id:
        find_branch(session, branch_id)
    if donor_id:
        find_donor(session, donor_id)
