"""Leads (线索): a hint, its next step, and the gift that it becomes."""

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, status
from pydantic import Field
from sqlalchemy.orm import Session

from archive.accounts.visitors import Visitor
from archive.api.door import PROBLEMS, Limit, Logger, Offset, Words
from archive.api.known import expect_known
from archive.donations.schemas import DonationView
from archive.donors.schemas import Contact, DonorKind, NewDonor
from archive.leads import queries, service
from archive.leads.branch_guard import own_branch
from archive.leads.queries import LeadFilter
from archive.leads.schemas import LeadOutcome, LeadView, NewLead
from archive.web.plain import PlainModel
from archive.web.sessions import ReadSession, WriteSession

router = APIRouter(prefix="/leads", tags=["leads"], responses=PROBLEMS)


class LeadIn(PlainModel):
    """A lead as it is written down.

    ``donor_id`` or a new ``donor_name`` says whose it is, neither that nobody knows yet; ``phone``
    is kept with the donor's contact.
    """

    subject: Annotated[str, Field(min_length=1, max_length=500)]
    donor_id: str | None = None
    donor_name: Annotated[str, Field(max_length=200)] = ""
    donor_kind: DonorKind = DonorKind.PERSON
    phone: Annotated[str, Field(max_length=100)] = ""
    told_by: Annotated[str, Field(max_length=200)] = ""
    next_step: Annotated[str, Field(max_length=300)] = ""
    next_step_on: dt.date | None = None
    owner_id: Annotated[str, Field(max_length=12)] = ""
    campaign_id: str | None = None
    branch_id: str | None = None
    note: Annotated[str, Field(max_length=2000)] = ""


class StepIn(PlainModel):
    """What was done, and what is to be done then."""

    done: Annotated[str, Field(max_length=300)] = ""
    then: Annotated[str, Field(max_length=300)] = ""
    then_on: dt.date | None = None


class SnoozeIn(PlainModel):
    """Until when the next step is put off."""

    until: dt.date


class DropIn(PlainModel):
    """Why a lead is followed no more."""

    reason: Annotated[str, Field(min_length=1, max_length=500)]


@router.get("", summary="List leads")
def list_leads(  # noqa: PLR0913 - what a list may be narrowed by
    session: ReadSession,
    _who: Logger,
    *,
    outcome: LeadOutcome | None = None,
    owner_id: Words = "",
    campaign_id: Words = "",
    donor_id: Words = "",
    due_before: dt.date | None = None,
    offset: Offset = 0,
    limit: Limit = 50,
) -> list[LeadView]:
    """Return leads by the day of their next step, those without one last."""
    wanted = LeadFilter(outcome, owner_id, campaign_id, donor_id, due_before)
    return queries.list_leads(session, wanted, offset, limit)


@router.post("", status_code=status.HTTP_201_CREATED, summary="Write down a lead")
def create_lead(session: WriteSession, who: Logger, lead: LeadIn) -> LeadView:
    """Write down a lead."""
    return service.create_lead(session, _new(session, lead, who))


@router.get("/{lead_id}", summary="Show a lead")
def show_lead(session: ReadSession, _who: Logger, lead_id: str) -> LeadView:
    """Return a lead."""
    return queries.find_lead(session, lead_id)


@router.put("/{lead_id}", summary="Correct a lead")
def change_lead(session: WriteSession, who: Logger, lead_id: str, lead: LeadIn) -> LeadView:
    """Put right what is known of a lead that is open."""
    return service.change_lead(session, lead_id, _new(session, lead, who))


@router.post("/{lead_id}/step", summary="Finish a step of a lead")
def finish_step(session: WriteSession, _who: Logger, lead_id: str, step: StepIn) -> LeadView:
    """Write down that the step was taken, and which comes next."""
    return service.finish_step(session, lead_id, step.done, step.then, step.then_on)


@router.post("/{lead_id}/snooze", summary="Put a lead off")
def snooze(session: WriteSession, _who: Logger, lead_id: str, asked: SnoozeIn) -> LeadView:
    """Put the next step off to a later day."""
    return service.snooze(session, lead_id, asked.until)


@router.post("/{lead_id}/drop", summary="Drop a lead")
def drop(session: WriteSession, _who: Logger, lead_id: str, asked: DropIn) -> LeadView:
    """Follow a lead no more, and say why."""
    return service.drop_lead(session, lead_id, asked.reason)


@router.post("/{lead_id}/reopen", summary="Follow a lead again")
def reopen(session: WriteSession, _who: Logger, lead_id: str) -> LeadView:
    """Follow a dropped lead again."""
    return service.reopen_lead(session, lead_id)


@router.post(
    "/{lead_id}/convert", status_code=status.HTTP_201_CREATED, summary="Make a gift of a lead"
)
def convert(session: WriteSession, who: Logger, lead_id: str) -> DonationView:
    """Make of a lead the intention to give (意向)."""
    return service.convert_lead(session, lead_id, who.branch_id)


def _new(session: Session, lead: LeadIn, who: Visitor) -> NewLead:
    own_branch(who, lead.branch_id)
    expect_known(
        session, campaign_id=lead.campaign_id, branch_id=lead.branch_id, donor_id=lead.donor_id
    )
    fields: dict[str, Any] = lead.model_dump()
    known, name = fields.pop("donor_id"), fields.pop("donor_name")
    kind, phone = fields.pop("donor_kind"), fields.pop("phone")
    donor = known or (NewDonor(name, kind) if name.strip() else None)
    return NewLead(donor=donor, contact=Contact(phone), **fields)
