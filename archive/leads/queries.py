"""Questions about leads."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from archive.accounts.models import Account
from archive.donors.models import Donor
from archive.donors.queries import donor_view
from archive.leads.errors import LeadNotFoundError
from archive.leads.models import Lead, LeadOutcome
from archive.leads.schemas import LeadView


@dataclass(frozen=True, slots=True)
class LeadFilter:
    """Which leads a list shows; what is None or empty does not narrow it."""

    outcome: LeadOutcome | None = LeadOutcome.OPEN
    owner_id: str = ""
    campaign_id: str = ""
    donor_id: str = ""
    due_before: dt.date | None = None


def find_lead(session: Session, lead_id: str) -> LeadView:
    """Return a lead; :class:`LeadNotFoundError` if there is none."""
    found = session.execute(_rows().where(Lead.id == lead_id)).first()
    if found is None:
        raise LeadNotFoundError(detail=lead_id)
    return _view(*found)


def list_leads(
    session: Session, wanted: LeadFilter, offset: int = 0, limit: int = 50
) -> list[LeadView]:
    """Return the leads ``wanted`` by the day of their next step, those without one last."""
    statement = (
        _rows()
        .where(*_conditions(wanted))
        .order_by(Lead.next_step_on.is_(None), Lead.next_step_on, Lead.created_at, Lead.id)
        .offset(offset)
        .limit(limit)
    )
    return [_view(*found) for found in session.execute(statement)]


def count_leads(session: Session, wanted: LeadFilter) -> int:
    """Return how many leads there are of those ``wanted``."""
    return count_each(session, [wanted])[0]


def count_each(session: Session, filters: Sequence[LeadFilter]) -> list[int]:
    """Return how many leads there are of each of several kinds, by one query."""
    counts = (select(func.count(Lead.id)).where(*_conditions(one)) for one in filters)
    return list(session.execute(select(*(count.scalar_subquery() for count in counts))).one())


def _rows() -> Select[Lead, Donor, str]:
    return (
        select(Lead, Donor, Account.display_name)
        .outerjoin(Donor, Lead.donor_id == Donor.id)
        .outerjoin(Account, Lead.owner_id == Account.id)
        .execution_options(populate_existing=True)
    )


def _view(row: Lead, donor: Donor | None, owner: str | None) -> LeadView:
    return LeadView(
        id=row.id,
        subject=row.subject,
        told_by=row.told_by,
        donor=donor_view(donor) if donor else None,
        campaign_id=row.campaign_id,
        branch_id=row.branch_id,
        next_step=row.next_step,
        next_step_on=row.next_step_on,
        owner_id=row.owner_id,
        owner_name=owner or "",
        note=row.note,
        created_at=row.created_at,
        outcome=row.outcome,
        closed_at=row.closed_at,
        closed_reason=row.closed_reason,
        donation_id=row.donation_id,
    )


def _conditions(wanted: LeadFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.outcome is not None:
        conditions.append(Lead.outcome == wanted.outcome)
    if wanted.owner_id:
        conditions.append(Lead.owner_id == wanted.owner_id)
    if wanted.campaign_id:
        conditions.append(Lead.campaign_id == wanted.campaign_id)
    if wanted.donor_id:
        conditions.append(Lead.donor_id == wanted.donor_id)
    if wanted.due_before is not None:
        conditions.append(Lead.next_step_on < wanted.due_before)
    return conditions
