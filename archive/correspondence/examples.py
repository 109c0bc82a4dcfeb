"""What a template can be tried with: gifts, campaigns and years that are there."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from archive.campaigns.queries import find_campaign, list_campaigns
from archive.correspondence.errors import NobodyToNameError, NothingToTellError
from archive.correspondence.letters import Addressee, letter_to
from archive.correspondence.rolls import Scope, roll_of
from archive.correspondence.said import LISTED, paper_about
from archive.documents.kinds import DocumentKind
from archive.documents.offers import BY_HAND
from archive.donations.queries import DonationFilter, find_donation, list_donations
from archive.kernel.errors import NotFoundError
from archive.markup.fill import Values

MOST = 30


class PaperExamples:
    """The latest gifts for papers about a gift, campaigns for letters and rolls."""

    def recent(self, session: Session, kind: DocumentKind) -> Sequence[tuple[str, str]]:
        """Return identifier and name of what a paper of ``kind`` could be about, newest first."""
        if kind not in LISTED:
            return [(one.id, one.name) for one in list_campaigns(session)[:MOST]]
        return [
            (row.id, f"{row.number} {row.donor.name}")
            for row in list_donations(session, DonationFilter(), limit=MOST)
        ]

    def values(self, session: Session, kind: DocumentKind, example_id: str) -> Values | None:
        """Return what such a paper would say; None if there is no such thing, or nothing to say."""
        try:
            return self._said(session, kind, example_id)
        except (NotFoundError, NothingToTellError, NobodyToNameError):
            return None

    def _said(self, session: Session, kind: DocumentKind, example_id: str) -> Values:
        if kind in LISTED:
            return paper_about(session, kind, find_donation(session, example_id)).values
        campaign = find_campaign(session, example_id)
        if kind is DocumentKind.SOLICITATION:
            return letter_to(session, campaign, Addressee(BY_HAND)).values
        until = campaign.ends_on or campaign.starts_on
        return roll_of(session, Scope(campaign.starts_on, until, campaign.id)).values
