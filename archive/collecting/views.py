"""The desk's campaigns: opened, closed, and shown with what came of each."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, current_visitor, signed_in
from archive.campaigns import queries, service
from archive.campaigns.history import SENTENCES
from archive.collecting.forms import CampaignForm, values_of
from archive.collecting.queries import Harvest, harvests
from archive.donations.desk import words
from archive.donations.queries import DonationFilter, list_donations
from archive.kernel import journal
from archive.kernel.clock import to_local
from archive.kernel.errors import InvalidInputError
from archive.kernel.journal import Subject
from archive.leads.queries import LeadFilter, list_leads
from archive.leads.words import OUTCOMES
from archive.locations.queries import branch_choices
from archive.web.flash import flash
from archive.web.forms import Form as WebForm
from archive.web.forms import SubmittedForm, read_form
from archive.web.i18n import gettext, translate
from archive.web.meanwhile import changed_meanwhile, opened
from archive.web.sessions import CurrentHouse, ReadSession, WriteSession, current_house
from archive.web.telling import tell
from archive.web.templating import render

router = APIRouter(include_in_schema=False)
Logger = Annotated[Visitor, Depends(signed_in(Permission.LOG_DONATIONS))]
Keeper = Annotated[Visitor, Depends(signed_in(Permission.MANAGE_CAMPAIGNS))]

MOST_SHOWN = 50


@router.get("/desk/campaigns")
def show_list(request: Request, session: ReadSession, house: CurrentHouse, who: Logger) -> Response:
    """Show every campaign with what came of it."""
    today = to_local(house.clock.now()).date()
    campaigns = queries.list_campaigns(session)
    return render(
        request,
        "collecting/list.html",
        campaigns=campaigns,
        harvests=harvests(session, [campaign.id for campaign in campaigns], today),
        today=today,
        may_change=who.may(Permission.MANAGE_CAMPAIGNS),
    )


@router.get("/desk/campaigns/new")
def show_new(request: Request, session: ReadSession, house: CurrentHouse, _who: Keeper) -> Response:
    """Show the form of a new campaign."""
    today = to_local(house.clock.now()).date()
    return _form_page(request, session, WebForm({"starts_on": today.isoformat()}))


@router.post("/desk/campaigns")
def create(
    request: Request, session: WriteSession, submitted: SubmittedForm, _who: Keeper
) -> Response:
    """Open a campaign."""
    typed, form = read_form(CampaignForm, submitted)
    if typed is not None:
        try:
            campaign = service.create_campaign(session, typed.campaign())
        except InvalidInputError as error:
            form.refuse(error)
        else:
            flash(request, gettext("征集活动“%(name)s”已建立。", name=campaign.name))
            return RedirectResponse(f"/desk/campaigns/{campaign.id}", 303)
    return _form_page(request, session, form, status=422)


@router.get("/desk/campaigns/{campaign_id}")
def show(request: Request, session: ReadSession, campaign_id: str, _who: Logger) -> Response:
    """Show a campaign with its gifts and leads."""
    campaign = queries.find_campaign(session, campaign_id)
    today = to_local(current_house(request).clock.now()).date()
    entries = journal.history(session, [Subject("campaign", campaign_id)])
    told = [entry for entry in entries if entry.action in SENTENCES]
    return render(
        request,
        "collecting/show.html",
        campaign=campaign,
        harvest=harvests(session, [campaign_id], today).get(campaign_id, Harvest()),
        rows=list_donations(session, DonationFilter(campaign_id=campaign_id), limit=MOST_SHOWN),
        leads=list_leads(session, LeadFilter(campaign_id=campaign_id), limit=MOST_SHOWN),
        branch=dict(branch_choices(session, campaign.branch_id or "")).get(
            campaign.branch_id or ""
        ),
        outcomes={key.value: (translate(name), tone) for key, (name, tone) in OUTCOMES.items()},
        may_change=current_visitor(request).may(Permission.MANAGE_CAMPAIGNS),
        may_write=current_visitor(request).may(Permission.ISSUE_PAPERS),
        today=today,
        told=tell(told, SENTENCES),
        **words(),
    )


@router.get("/desk/campaigns/{campaign_id}/edit")
def show_form(request: Request, session: ReadSession, campaign_id: str, _who: Keeper) -> Response:
    """Show a campaign, to be corrected."""
    campaign = queries.find_campaign(session, campaign_id)
    return _form_page(request, session, opened(values_of(campaign)), campaign_id)


@router.post("/desk/campaigns/{campaign_id}/edit")
def change(
    request: Request,
    session: WriteSession,
    campaign_id: str,
    submitted: SubmittedForm,
    _who: Keeper,
) -> Response:
    """Put right what is said of a campaign, unless somebody else just did."""
    service.hold_campaign(session, campaign_id)
    typed, form = read_form(CampaignForm, submitted)
    held = values_of(queries.find_campaign(session, campaign_id))
    if again := changed_meanwhile(session, form, held, Subject("campaign", campaign_id)):
        return _form_page(request, session, again, campaign_id, 409)
    if typed is not None:
        try:
            service.change_campaign(session, campaign_id, typed.campaign())
        except InvalidInputError as error:
            form.refuse(error)
        else:
            flash(request, gettext("已保存。"))
            return RedirectResponse(f"/desk/campaigns/{campaign_id}", 303)
    return _form_page(request, session, form, campaign_id, 422)


@router.post("/desk/campaigns/{campaign_id}/close")
def close(request: Request, session: WriteSession, campaign_id: str, _who: Keeper) -> Response:
    """Offer a campaign no more."""
    campaign = service.close_campaign(session, campaign_id)
    flash(request, gettext("%(name)s 已结束。", name=campaign.name))
    return RedirectResponse(f"/desk/campaigns/{campaign_id}", 303)


@router.post("/desk/campaigns/{campaign_id}/reopen")
def reopen(session: WriteSession, campaign_id: str, _who: Keeper) -> Response:
    """Let a campaign be chosen again."""
    service.reopen_campaign(session, campaign_id)
    return RedirectResponse(f"/desk/campaigns/{campaign_id}", 303)


def _form_page(
    request: Request, session: Session, form: WebForm, campaign_id: str = "", status: int = 200
) -> Response:
    campaign = queries.find_campaign(session, campaign_id) if campaign_id else None
    return render(
        request,
        "collecting/form.html",
        status,
        campaign=campaign,
        form=form,
        branches=branch_choices(session, str(form.value("branch_id"))),
    )
