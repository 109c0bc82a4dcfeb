"""What a gift says of itself, put right after it was logged: who gave, when and how."""

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import Field
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from archive.accounts.visitors import current_visitor
from archive.counter.screen import check_choices, choices
from archive.donations import corrections, queries
from archive.donations.desk import Logger, labels_of, words
from archive.donations.donor_choice import chosen_donor, suggest_donors
from archive.donations.moves import hold_donation
from archive.donations.schemas import AcquisitionMode, CorrectedGift, DonationView, NewDonor
from archive.donors.service import create_donor
from archive.kernel import journal
from archive.kernel.errors import InvalidInputError
from archive.kernel.journal import Subject
from archive.web.flash import flash
from archive.web.forms import Form as WebForm
from archive.web.forms import SubmittedForm, read_form
from archive.web.i18n import gettext
from archive.web.meanwhile import changed_meanwhile, opened
from archive.web.plain import PlainModel
from archive.web.sessions import ReadSession, WriteSession
from archive.web.templating import render

router = APIRouter(include_in_schema=False)


class CorrectionForm(PlainModel):
    """A gift as it should have been logged. ``donor`` is an identifier or "new"."""

    donor: Annotated[str, Field(max_length=12)] = ""
    donor_name: Annotated[str, Field(max_length=200)] = ""
    received_on: dt.date
    mode: AcquisitionMode
    campaign_id: Annotated[str, Field(max_length=12)] = ""
    branch_id: Annotated[str, Field(max_length=12)] = ""
    note: Annotated[str, Field(max_length=2000)] = ""


@router.get("/desk/donations/{donation_id}/correct")
def show(request: Request, session: ReadSession, donation_id: str, _who: Logger) -> Response:
    """Show what a gift says of itself, to be corrected."""
    donation = queries.find_donation(session, donation_id)
    return _page(request, session, donation, opened(_values_of(donation)))


def _values_of(donation: DonationView) -> dict[str, Any]:
    return {
        "donor": donation.donor.id,
        "donor_name": donation.donor.name,
        "received_on": donation.received_on,
        "mode": donation.mode,
        "campaign_id": donation.campaign_id,
        "branch_id": donation.branch_id,
        "note": donation.note,
    }


@router.post("/desk/donations/{donation_id}/correct")
def correct(
    request: Request,
    session: WriteSession,
    donation_id: str,
    submitted: SubmittedForm,
    who: Logger,
) -> Response:
    """Put right what a gift says of itself, unless somebody else just did."""
    hold_donation(session, donation_id)  # before the turn that a new donor takes
    donation = queries.find_donation(session, donation_id)
    typed, form = read_form(CorrectionForm, submitted)
    subject = Subject("donation", donation_id)
    if again := changed_meanwhile(session, form, _values_of(donation), subject):
        return _page(request, session, donation, again, 409)
    check_choices(session, form, who)
    if who.branch_id and donation.branch_id and not form.value("branch_id"):
        form.errors["branch_id"] = gettext("您的账号只能办理本馆的捐赠。")
    if typed is not None and not form.errors:
        try:
            donor = chosen_donor(session, typed.donor, NewDonor(typed.donor_name))
            donor_id = create_donor(session, donor).id if isinstance(donor, NewDonor) else donor
            corrections.correct_gift(session, donation_id, _corrected(typed, donor_id))
        except InvalidInputError as error:
            form.refuse(error)
        else:
            flash(request, gettext("已保存。"))
            return RedirectResponse(f"/desk/donations/{donation_id}", 303)
    return _page(request, session, queries.find_donation(session, donation_id), form, 422)


def _corrected(typed: CorrectionForm, donor_id: str) -> CorrectedGift:
    return CorrectedGift(
        donor_id=donor_id,
        received_on=typed.received_on,
        mode=typed.mode,
        campaign_id=typed.campaign_id or None,
        branch_id=typed.branch_id or None,
        note=typed.note,
    )


def _page(
    request: Request, session: Session, donation: DonationView, form: WebForm, status: int = 200
) -> Response:
    name, chosen = str(form.value("donor_name")), str(form.value("donor"))
    return render(
        request,
        "counter/correct.html",
        status,
        donation=donation,
        form=form,
        found=suggest_donors(session, name, chosen=chosen),
        today=journal.today(session).isoformat(),
        labels=labels_of(0),
        **choices(session, form, current_visitor(request)),
        **words(),
    )
