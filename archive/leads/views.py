"""The desk's leads: written down in a line, listed by the day on which somebody must act."""

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, current_visitor, signed_in
from archive.donations.donor_choice import chosen_donor, suggest_donors
from archive.donations.schemas import DonorSuggestion
from archive.kernel import journal
from archive.kernel.errors import InvalidInputError
from archive.kernel.journal import Subject
from archive.leads import queries, service
from archive.leads.branch_guard import own_branch
from archive.leads.forms import DropForm, LeadForm, SnoozeForm, StepForm
from archive.leads.history import SENTENCES
from archive.leads.models import LeadOutcome
from archive.leads.queries import LeadFilter
from archive.leads.schemas import LeadView, NewLead
from archive.leads.screens import lead_words, today_at
from archive.web.flash import flash
from archive.web.forms import Form as WebForm
from archive.web.forms import SubmittedForm, read_form
from archive.web.i18n import gettext
from archive.web.meanwhile import changed_meanwhile, opened
from archive.web.sessions import CurrentHouse, ReadSession, WriteSession, current_house
from archive.web.tables import Paging
from archive.web.telling import tell
from archive.web.templating import render

router = APIRouter(include_in_schema=False)
Logger = Annotated[Visitor, Depends(signed_in(Permission.LOG_DONATIONS))]

_DUE = {"overdue": 0, "today": 1, "week": 7}


@router.get("/desk/leads")
def show_list(request: Request, session: ReadSession, house: CurrentHouse, who: Logger) -> Response:
    """Show the leads by the day of their next step, the overdue first."""
    form = WebForm(
        {"owner_id": who.account_id, "campaign_id": request.query_params.get("campaign", "")}
    )
    return _list_page(request, session, today_at(house), who, form)


@router.post("/desk/leads")
def add(
    request: Request,
    session: WriteSession,
    house: CurrentHouse,
    submitted: SubmittedForm,
    who: Logger,
) -> Response:
    """Write down a lead."""
    typed, form = read_form(LeadForm, submitted)
    if typed is not None:
        try:
            lead = service.create_lead(session, _lead_of(session, typed, who))
        except InvalidInputError as error:
            form.refuse(error)
        else:
            flash(request, gettext("线索已记下。"))
            return RedirectResponse(f"/desk/leads/{lead.id}", 303)
    return _list_page(request, session, today_at(house), who, form, 422)


def _lead_of(session: Session, typed: LeadForm, who: Visitor) -> NewLead:
    branch_id = own_branch(who, typed.branch_id)
    donor = chosen_donor(session, typed.donor, typed.new_donor) if typed.donor_name else None
    return NewLead(
        subject=typed.subject,
        donor=donor,
        contact=typed.contact,
        told_by=typed.told_by,
        next_step=typed.next_step,
        next_step_on=typed.next_step_on,
        owner_id=typed.owner_id,
        campaign_id=typed.campaign_id or None,
        branch_id=branch_id,
        note=typed.note,
    )


def _list_page(
    request: Request,
    session: Session,
    today: dt.date,
    who: Visitor,
    form: WebForm,
    status: int = 200,
) -> Response:
    asked = request.query_params
    outcome, due = asked.get("outcome", LeadOutcome.OPEN), asked.get("due", "")
    wanted = LeadFilter(
        outcome=LeadOutcome(outcome) if outcome in set(LeadOutcome) else None,
        owner_id=who.account_id if asked.get("owner") == "mine" else asked.get("owner", ""),
        campaign_id=asked.get("campaign", ""),
        due_before=today + dt.timedelta(days=_DUE[due]) if due in _DUE else None,
    )
    paging = Paging.of(request, queries.count_leads(session, wanted))
    return render(
        request,
        "leads/list.html",
        status,
        leads=queries.list_leads(session, wanted, paging.offset, paging.size),
        paging=paging,
        asked={
            "outcome": outcome,
            "due": due,
            "owner": asked.get("owner", ""),
            "campaign": wanted.campaign_id,
        },
        form=form,
        found=_found(session, form),
        today=today,
        **lead_words(session, form, who),
    )


@router.get("/desk/leads/{lead_id}")
def show(request: Request, session: ReadSession, lead_id: str, _who: Logger) -> Response:
    """Show a lead, to be followed."""
    return _page(request, session, lead_id, None)


def _values_of(lead: LeadView) -> dict[str, Any]:
    return {
        "subject": lead.subject,
        "donor": lead.donor.id if lead.donor else "",
        "donor_name": lead.donor.name if lead.donor else "",
        "told_by": lead.told_by,
        "next_step": lead.next_step,
        "next_step_on": lead.next_step_on,
        "owner_id": lead.owner_id,
        "campaign_id": lead.campaign_id,
        "branch_id": lead.branch_id,
        "note": lead.note,
    }


@router.post("/desk/leads/{lead_id}")
def change(
    request: Request, session: WriteSession, lead_id: str, submitted: SubmittedForm, who: Logger
) -> Response:
    """Put right what is known of a lead, unless somebody else just did."""
    service.hold_lead(session, lead_id)
    typed, form = read_form(LeadForm, submitted)
    held = _values_of(queries.find_lead(session, lead_id))
    if again := changed_meanwhile(session, form, held, Subject("lead", lead_id)):
        return _page(request, session, lead_id, again, 409)
    if typed is not None:
        try:
            service.change_lead(session, lead_id, _lead_of(session, typed, who))
        except InvalidInputError as error:
            form.refuse(error)
        else:
            flash(request, gettext("已保存。"))
            return _back(lead_id)
    return _page(request, session, lead_id, form, 422)


@router.post("/desk/leads/{lead_id}/step")
def finish_step(
    request: Request, session: WriteSession, lead_id: str, submitted: SubmittedForm, _who: Logger
) -> Response:
    """Write down that the step was taken, and which comes next."""
    typed, form = read_form(StepForm, submitted)
    if typed is not None:
        try:
            service.finish_step(session, lead_id, typed.done, typed.then, typed.then_on)
        except InvalidInputError as error:
            form.refuse(error)
        else:
            return _back(lead_id)
    return _page(request, session, lead_id, None, 422, step=form)


@router.post("/desk/leads/{lead_id}/snooze")
def snooze(
    request: Request, session: WriteSession, lead_id: str, submitted: SubmittedForm, _who: Logger
) -> Response:
    """Put the next step off."""
    typed, form = read_form(SnoozeForm, submitted)
    if typed is not None:
        try:
            service.snooze(session, lead_id, typed.until)
        except InvalidInputError as error:
            form.refuse(error)
        else:
            return _back(lead_id)
    return _page(request, session, lead_id, None, 422, later=form)


@router.post("/desk/leads/{lead_id}/drop")
def drop(
    request: Request, session: WriteSession, lead_id: str, submitted: SubmittedForm, _who: Logger
) -> Response:
    """Follow a lead no more, and say why."""
    typed, form = read_form(DropForm, submitted)
    if typed is not None:
        try:
            service.drop_lead(session, lead_id, typed.reason)
        except InvalidInputError as error:
            form.refuse(error)
        else:
            return _back(lead_id)
    return _page(request, session, lead_id, None, 422, end=form)


@router.post("/desk/leads/{lead_id}/reopen")
def reopen(session: WriteSession, lead_id: str, _who: Logger) -> Response:
    """Follow a lead again."""
    service.reopen_lead(session, lead_id)
    return _back(lead_id)


@router.post("/desk/leads/{lead_id}/convert")
def convert(request: Request, session: WriteSession, lead_id: str, who: Logger) -> Response:
    """Make of a lead the intention to give."""
    try:
        donation = service.convert_lead(session, lead_id, who.branch_id)
    except InvalidInputError as error:
        form = opened(_values_of(queries.find_lead(session, lead_id)))
        form.refuse(error)
        return _page(request, session, lead_id, form, 422)
    flash(request, gettext("已转为捐赠 %(number)s，东西送来后再登记清单。", number=donation.number))
    return RedirectResponse(f"/desk/donations/{donation.id}", 303)


def _found(session: Session, form: WebForm) -> list[DonorSuggestion]:
    name, chosen = str(form.value("donor_name")), str(form.value("donor"))
    return suggest_donors(session, name, chosen=chosen)


def _back(lead_id: str) -> Response:
    return RedirectResponse(f"/desk/leads/{lead_id}", 303)


def _page(  # noqa: PLR0913 - four forms stand on one page
    request: Request,
    session: Session,
    lead_id: str,
    form: WebForm | None,
    status: int = 200,
    *,
    step: WebForm | None = None,
    later: WebForm | None = None,
    end: WebForm | None = None,
) -> Response:
    lead = queries.find_lead(session, lead_id)
    form = form or opened(_values_of(lead))
    return render(
        request,
        "leads/show.html",
        status,
        lead=lead,
        form=form,
        step=step or WebForm(),
        later=later or WebForm(),
        end=end or WebForm(),
        found=_found(session, form),
        today=today_at(current_house(request)),
        told=tell(journal.history(session, [Subject("lead", lead_id)]), SENTENCES),
        **lead_words(session, form, current_visitor(request)),
    )
