"""What came of campaigns: gifts, leads, and what of it was kept."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from archive.donations.models import Donation
from archive.leads.models import Lead, LeadOutcome
from archive.ledger.counting import NOTHING, Amount
from archive.ledger.models import AcquisitionEntry as Entry


@dataclass(frozen=True, slots=True)
class Harvest:
    """What came of a campaign so far; ``kept`` is counted by the ledger, deposits apart."""

    donation_count: int = 0
    open_lead_count: int = 0
    kept: Amount = NOTHING
    deposited: Amount = NOTHING


def harvests(
    session: Session, campaign_ids: Iterable[str], today: dt.date
) -> Mapping[str, Harvest]:
    """Return what came of each of these campaigns by ``today``, in three statements."""
    wanted = list(campaign_ids)
    gifts, leads = _gifts(session, wanted), _open_leads(session, wanted)
    amounts = _amounts(session, wanted, today)
    return {
        campaign_id: Harvest(
            gifts.get(campaign_id, 0),
            leads.get(campaign_id, 0),
            amounts.get((campaign_id, False), NOTHING),
            amounts.get((campaign_id, True), NOTHING),
        )
        for campaign_id in wanted
    }


def _gifts(session: Session, wanted: list[str]) -> dict[str | None, int]:
    counted = session.execute(
        select(Donation.campaign_id, func.count())
        .where(Donation.campaign_id.in_(wanted))
        .group_by(Donation.campaign_id)
    )
    return {campaign_id: count for campaign_id, count in counted}  # noqa: C416 - rows


def _open_leads(session: Session, wanted: list[str]) -> dict[str | None, int]:
    counted = session.execute(
        select(Lead.campaign_id, func.count())
        .where(Lead.campaign_id.in_(wanted), Lead.outcome == LeadOutcome.OPEN)
        .group_by(Lead.campaign_id)
    )
    return {campaign_id: count for campaign_id, count in counted}  # noqa: C416 - rows


def _amounts(
    session: Session, wanted: list[str], today: dt.date
) -> dict[tuple[str | None, bool], Amount]:
    measures = (
        Entry.line_count,
        Entry.title_count,
        Entry.volume_count,
        Entry.piece_count,
        Entry.value_cents,
    )
    added = session.execute(
        select(Entry.campaign_id, Entry.is_deposit, *(func.sum(measure) for measure in measures))
        .where(Entry.campaign_id.in_(wanted), Entry.effective_on <= today)
        .group_by(Entry.campaign_id, Entry.is_deposit)
    )
    return {
        (campaign_id, is_deposit): Amount(*map(int, amounts))
        for campaign_id, is_deposit, *amounts in added
    }
