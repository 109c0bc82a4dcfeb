"""What may be done with leads; every change is written in the journal.

A note may tell how to reach somebody, so the journal learns that it changed and not what it says.
"""

import datetime as dt
from typing import Any

from sqlalchemy.orm import Session

from archive.donations.schemas import DonationView, NewDonation
from archive.donations.service import promise_donation
from archive.donors.schemas import NewDonor
from archive.donors.service import change_contact, create_donor
from archive.kernel import journal
from archive.kernel.identifiers import new_id
from archive.kernel.journal import Subject
from archive.leads.errors import (
    DropReasonMissingError,
    LeadClosedError,
    LeadOfNobodyError,
    LeadSubjectMissingError,
    SnoozedIntoPastError,
    StepDayMissingError,
)
from archive.leads.models import Lead, LeadOutcome
from archive.leads.queries import find_lead
from archive.leads.schemas import LeadView, NewLead


def create_lead(session: Session, new: NewLead) -> LeadView:
    """Write down a lead.

    Raises:
        InvalidInputError: a field cannot be used; the error names it.
    """
    fields = _checked(session, new)
    row = Lead(
        **fields, created_at=journal.now(session), created_by=journal.current_actor(session).id
    )
    session.add(row)
    session.flush()
    _record(session, row, "created", after=_told(fields))
    return find_lead(session, row.id)


def change_lead(session: Session, lead_id: str, changed: NewLead) -> LeadView:
    """Put right what is known of a lead; errors as in :func:`create_lead`."""
    row = _hold_open(session, lead_id)
    new = _checked(session, changed)
    old = {name: getattr(row, name) for name in new}
    names = [name for name in new if new[name] != old[name]]
    for name in names:
        setattr(row, name, new[name])
    session.flush()
    if names:
        before = _told({name: old[name] for name in names})
        _record(session, row, "changed", before, _told({name: new[name] for name in names}))
    return find_lead(session, lead_id)


def finish_step(
    session: Session, lead_id: str, done: str, then: str, then_on: dt.date | None
) -> LeadView:
    """Write down what was done, and what is to be done next, if anything, and when."""
    row = _hold_open(session, lead_id)
    if then.strip() and then_on is None:
        raise StepDayMissingError(field="then_on")
    said = done.strip() or row.next_step
    row.next_step, row.next_step_on = then.strip(), then_on
    session.flush()
    after = _told({"next_step": row.next_step, "next_step_on": row.next_step_on})
    _record(session, row, "step-done", after={"done": said, **after})
    return find_lead(session, lead_id)


def snooze(session: Session, lead_id: str, until: dt.date) -> LeadView:
    """Put the next step off to a later day."""
    row = _hold_open(session, lead_id)
    if until <= journal.today(session):
        raise SnoozedIntoPastError(field="until")
    before = _told({"next_step_on": row.next_step_on})
    row.next_step_on = until
    session.flush()
    _record(session, row, "snoozed", before, _told({"next_step_on": until}))
    return find_lead(session, lead_id)


def drop_lead(session: Session, lead_id: str, reason: str) -> LeadView:
    """Follow a lead no more."""
    row = _hold_open(session, lead_id)
    if not reason.strip():
        raise DropReasonMissingError(field="reason")
    row.outcome, row.closed_at = LeadOutcome.DROPPED, journal.now(session)
    row.closed_reason = reason.strip()
    session.flush()
    _record(session, row, "dropped", why=row.closed_reason)
    return find_lead(session, lead_id)


def reopen_lead(session: Session, lead_id: str) -> LeadView:
    """Follow a dropped lead again; one that became a gift stays one."""
    row = hold_lead(session, lead_id)
    if row.outcome is LeadOutcome.CONVERTED:
        raise LeadClosedError
    if row.outcome is LeadOutcome.DROPPED:
        row.outcome, row.closed_at, row.closed_reason = LeadOutcome.OPEN, None, ""
        session.flush()
        _record(session, row, "reopened")
    return find_lead(session, lead_id)


def convert_lead(session: Session, lead_id: str, branch_id: str = "") -> DonationView:
    """Make of a lead the intention to give (意向): a gift of which no list exists yet.

    The gift is of the lead's branch or, of a lead of none, of ``branch_id``.

    Raises:
        LeadOfNobodyError: nobody knows who would give it.
        LeadClosedError: it was dropped, or is a gift already.
    """
    row = _hold_open(session, lead_id)
    if row.donor_id is None:
        raise LeadOfNobodyError(field="donor_name")
    gift = NewDonation(
        submission=new_id(),
        donor=row.donor_id,
        received_on=journal.today(session),
        lines=(),
        note=row.subject,
        campaign_id=row.campaign_id,
        branch_id=row.branch_id or branch_id or None,
    )
    donation = promise_donation(session, gift)
    row.outcome, row.closed_at = LeadOutcome.CONVERTED, journal.now(session)
    row.donation_id = donation.id
    session.flush()
    after = {"number": donation.number, "donation": donation.id}
    _record(session, row, "converted", after=after, also=[Subject("donation", donation.id)])
    return donation


def hold_lead(session: Session, lead_id: str) -> Lead:
    """Return the row of a lead, which nobody else changes meanwhile."""
    find_lead(session, lead_id)
    return session.get_one(Lead, lead_id, with_for_update=True, populate_existing=True)


def _hold_open(session: Session, lead_id: str) -> Lead:
    row = hold_lead(session, lead_id)
    if row.outcome is not LeadOutcome.OPEN:
        raise LeadClosedError
    return row


def _checked(session: Session, new: NewLead) -> dict[str, Any]:
    if not new.subject.strip():
        raise LeadSubjectMissingError(field="subject")
    if new.next_step.strip() and new.next_step_on is None:
        raise StepDayMissingError(field="next_step_on")
    donor_id = create_donor(session, new.donor).id if isinstance(new.donor, NewDonor) else new.donor
    if donor_id and not new.contact.is_empty:
        change_contact(session, donor_id, new.contact)
    return {
        "subject": new.subject.strip(),
        "told_by": new.told_by.strip(),
        "donor_id": donor_id or None,
        "next_step": new.next_step.strip(),
        "next_step_on": new.next_step_on,
        "owner_id": new.owner_id,
        "campaign_id": new.campaign_id or None,
        "branch_id": new.branch_id or None,
        "note": new.note,
    }


def _told(fields: dict[str, Any]) -> dict[str, Any]:
    plain = {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in fields.items()
        if name != "note"
    }
    return plain | ({"has_note": bool(fields["note"])} if "note" in fields else {})


def _record(  # noqa: PLR0913 - what an entry says
    session: Session,
    row: Lead,
    what: str,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    *,
    also: list[Subject] | None = None,
    why: str = "",
) -> None:
    donor = [Subject("donor", row.donor_id)] if row.donor_id else []
    campaign = [Subject("campaign", row.campaign_id)] if row.campaign_id else []
    journal.record(
        session,
        f"leads.lead.{what}",
        subject=Subject("lead", row.id),
        also=[*donor, *campaign, *(also or [])],
        before=before,
        after=after,
        why=why,
    )
