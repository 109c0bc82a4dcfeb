"""What a clerk chose last time, so that the next gift of the day needs no choosing."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.campaigns.queries import find_campaigns, list_campaigns
from archive.donations.kinds import AcquisitionMode
from archive.donations.models import Donation
from archive.locations.queries import list_branches

_LOOKED_BACK = 200
"""How many of the newest gifts are looked through for one of the clerk's own."""


@dataclass(frozen=True, slots=True)
class Choice:
    """How the next gift probably comes in."""

    mode: AcquisitionMode = AcquisitionMode.DONATION
    campaign_id: str = ""
    branch_id: str = ""


def remembered_choice(session: Session, account_id: str, today: dt.date) -> Choice:
    """Return what ``account_id`` chose last; who has not logged yet gets what is likely.

    A deposit is never taken for granted: what is logged as one by mistake counts nowhere. A
    campaign is kept while it lasts. The only one that is on is the likely one at first.
    """
    recent = (
        select(
            Donation.logged_at,
            Donation.logged_by,
            Donation.mode,
            Donation.campaign_id,
            Donation.branch_id,
        )
        .order_by(Donation.logged_at.desc())
        .limit(_LOOKED_BACK)
        .subquery()
    )
    mine = select(recent.c.mode, recent.c.campaign_id, recent.c.branch_id)
    mine = mine.where(recent.c.logged_by == account_id).order_by(recent.c.logged_at.desc())
    last = session.execute(mine.limit(1)).first()
    if last is None:
        return Choice(
            campaign_id=_likely_campaign(session, today), branch_id=_first_branch(session)
        )
    mode, campaign_id, branch_id = last
    is_deposit = mode is AcquisitionMode.DEPOSIT
    return Choice(
        AcquisitionMode.DONATION if is_deposit else mode,
        _if_on(session, campaign_id, today),
        branch_id or _first_branch(session),
    )


def _likely_campaign(session: Session, today: dt.date) -> str:
    on = [each.id for each in list_campaigns(session, only_open=True) if each.is_on(today)]
    return on[0] if len(on) == 1 else ""


def _if_on(session: Session, campaign_id: str | None, today: dt.date) -> str:
    found = find_campaigns(session, [campaign_id] if campaign_id else [])
    return next((each.id for each in found.values() if each.is_on(today)), "")


def _first_branch(session: Session) -> str:
    open_ones = (branch.id for branch in list_branches(session) if branch.closed_at is None)
    return next(open_ones, "")
