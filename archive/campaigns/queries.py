"""Questions about campaigns."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.campaigns.errors import CampaignNotFoundError
from archive.campaigns.models import Campaign
from archive.campaigns.schemas import CampaignView

MOST_CAMPAIGNS = 500


def campaign_view(row: Campaign) -> CampaignView:
    """Return the view of a row of ``campaigns``."""
    return CampaignView(
        id=row.id,
        name=row.name,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        place=row.place,
        letter=row.letter,
        note=row.note,
        branch_id=row.branch_id,
        created_at=row.created_at,
        closed_at=row.closed_at,
    )


def find_campaign(session: Session, campaign_id: str) -> CampaignView:
    """Return a campaign; :class:`CampaignNotFoundError` if there is none."""
    row = session.get(Campaign, campaign_id)
    if row is None:
        raise CampaignNotFoundError(detail=campaign_id)
    return campaign_view(row)


def find_campaigns(session: Session, campaign_ids: Iterable[str]) -> dict[str, CampaignView]:
    """Return those of the campaigns that exist, by identifier."""
    rows = session.scalars(select(Campaign).where(Campaign.id.in_(list(campaign_ids))))
    return {row.id: campaign_view(row) for row in rows}


def list_campaigns(session: Session, *, only_open: bool = False) -> list[CampaignView]:
    """Return the campaigns, the latest first."""
    wanted = select(Campaign).order_by(Campaign.starts_on.desc(), Campaign.name)
    if only_open:
        wanted = wanted.where(Campaign.closed_at.is_(None))
    return [campaign_view(row) for row in session.scalars(wanted.limit(MOST_CAMPAIGNS))]


def campaign_choices(session: Session, chosen: str = "") -> list[tuple[str, str]]:
    """Return identifier and name of each campaign that is open, and of the one chosen already."""
    found = list_campaigns(session, only_open=True)
    if chosen and chosen not in {campaign.id for campaign in found}:
        found += find_campaigns(session, [chosen]).values()
    return [(campaign.id, campaign.name) for campaign in found]
