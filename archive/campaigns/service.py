"""What may be done with campaigns; every change is written in the journal."""

import dataclasses
import datetime as dt
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.campaigns.errors import (
    CampaignEndsBeforeStartError,
    CampaignNameMissingError,
    CampaignNameTakenError,
)
from archive.campaigns.models import Campaign
from archive.campaigns.queries import campaign_view, find_campaign
from archive.campaigns.schemas import CampaignView, NewCampaign
from archive.kernel import journal
from archive.kernel.journal import Subject


def create_campaign(session: Session, new: NewCampaign) -> CampaignView:
    """Open a campaign.

    Raises:
        InvalidInputError: a field cannot be used; the error names it.
    """
    fields = _checked(session, new)
    row = Campaign(**fields, created_at=journal.now(session))
    session.add(row)
    session.flush()
    after = {name: _plain(value) for name, value in fields.items() if value}
    subject = Subject("campaign", row.id)
    journal.record(session, "campaigns.campaign.created", subject=subject, after=after)
    return campaign_view(row)


def change_campaign(session: Session, campaign_id: str, changed: NewCampaign) -> CampaignView:
    """Put right what is said of a campaign; errors as in :func:`create_campaign`."""
    row = hold_campaign(session, campaign_id)
    new = _checked(session, changed, campaign_id)
    old = {name: getattr(row, name) for name in new}
    names = [name for name in new if new[name] != old[name]]
    for name in names:
        setattr(row, name, new[name])
    session.flush()
    if names:
        journal.record(
            session,
            "campaigns.campaign.changed",
            subject=Subject("campaign", campaign_id),
            before={name: _plain(old[name]) for name in names},
            after={name: _plain(new[name]) for name in names},
        )
    return campaign_view(row)


def close_campaign(session: Session, campaign_id: str) -> CampaignView:
    """Offer a campaign no more where one is chosen; what belongs to it stays."""
    row = hold_campaign(session, campaign_id)
    if row.closed_at is None:
        row.closed_at = journal.now(session)
        subject = Subject("campaign", campaign_id)
        journal.record(session, "campaigns.campaign.closed", subject=subject)
    return campaign_view(row)


def reopen_campaign(session: Session, campaign_id: str) -> CampaignView:
    """Let a campaign be chosen again."""
    row = hold_campaign(session, campaign_id)
    if row.closed_at is not None:
        row.closed_at = None
        subject = Subject("campaign", campaign_id)
        journal.record(session, "campaigns.campaign.reopened", subject=subject)
    return campaign_view(row)


def hold_campaign(session: Session, campaign_id: str) -> Campaign:
    """Return the row of a campaign, which nobody else changes meanwhile."""
    find_campaign(session, campaign_id)
    return session.get_one(Campaign, campaign_id, with_for_update=True, populate_existing=True)


def _checked(session: Session, new: NewCampaign, own_id: str = "") -> dict[str, Any]:
    fields = dataclasses.asdict(new)
    for name in ("name", "place"):
        fields[name] = fields[name].strip()
    fields["branch_id"] = new.branch_id or None
    if not fields["name"]:
        raise CampaignNameMissingError(field="name")
    if new.ends_on is not None and new.ends_on < new.starts_on:
        raise CampaignEndsBeforeStartError(field="ends_on")
    taken = select(Campaign.id).where(Campaign.name == fields["name"], Campaign.id != own_id)
    if session.scalar(taken) is not None:
        raise CampaignNameTakenError(field="name", name=fields["name"])
    return fields


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value
