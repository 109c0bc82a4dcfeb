"""Agreements on a gift's page: terms, signing, and the scan of the signed paper."""

import sys
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from sqlalchemy.orm import Session
from starlette.responses import JSONResponse, RedirectResponse, Response

from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, signed_in
from archive.agreements import queries, service
from archive.agreements.forms import SigningForm, TermsForm
from archive.agreements.models import AgreementKind
from archive.agreements.scans import scan_answer, take_scan
from archive.agreements.schemas import AgreementView, Terms
from archive.agreements.words import ATTRIBUTIONS, KINDS, SCOPES
from archive.donations.moves import move
from archive.donations.queries import find_donation
from archive.donations.schemas import AcquisitionMode, DonationView
from archive.donations.states.events import Event
from archive.kernel import journal
from archive.kernel.errors import InvalidInputError
from archive.web.flash import flash
from archive.web.forms import Form, SubmittedForm, read_form
from archive.web.i18n import gettext, translate
from archive.web.sessions import CurrentHouse, ReadSession, WriteSession
from archive.web.templating import render

router = APIRouter(prefix="/desk/donations/{donation_id}/agreements", include_in_schema=False)

Decider = Annotated[Visitor, Depends(signed_in(Permission.DECIDE))]
_DEPOSIT = Terms(kind=AgreementKind.DEPOSIT, transfers_ownership=False)


@router.get("/new")
def show_form(request: Request, session: ReadSession, donation_id: str, _who: Decider) -> Response:
    """Show the terms: those of the newest version, or what is usual."""
    donation = find_donation(session, donation_id)
    versions = queries.agreements_of(session, donation_id)
    usual = _DEPOSIT if donation.mode is AcquisitionMode.DEPOSIT else Terms()
    terms = versions[0].terms if versions else usual
    form = Form({name: getattr(terms, name) for name in TermsForm.model_fields})
    return _form_page(request, donation, form)


@router.post("")
def draft(
    request: Request,
    session: WriteSession,
    donation_id: str,
    submitted: SubmittedForm,
    _who: Decider,
) -> Response:
    """Keep the terms as a draft."""
    donation = find_donation(session, donation_id)
    typed, form = read_form(TermsForm, submitted)
    if typed is None:
        return _form_page(request, donation, form, 422)
    try:
        agreement = service.draft_agreement(session, donation_id, typed.terms)
    except InvalidInputError as error:
        form.refuse(error)
        return _form_page(request, donation, form, 422)
    flash(request, gettext("协议第 %(version)s 版已存为草稿。", version=agreement.version))
    return _back(donation_id)


@router.post("/{agreement_id}/sign")
def sign(
    request: Request,
    session: WriteSession,
    donation_id: str,
    agreement_id: str,
    submitted: SubmittedForm,
    _who: Decider,
) -> Response:
    """Put a draft in force."""
    agreement = queries.find_agreement(session, donation_id, agreement_id)
    typed, form = read_form(SigningForm, submitted)
    if typed is None:
        return _sign_page(request, session, agreement, form, 422)
    try:
        with session.begin_nested():
            service.sign_agreement(session, agreement_id, typed.signed_on, typed.signed_by)
    except InvalidInputError as error:
        form.refuse(error)
        return _sign_page(request, session, agreement, form, 422)
    flash(request, gettext("协议第 %(version)s 版已生效。", version=agreement.version))
    return _back(donation_id)


@router.get("/{agreement_id}/sign")
def show_signing(
    request: Request, session: ReadSession, donation_id: str, agreement_id: str, _who: Decider
) -> Response:
    """Ask who signed and when."""
    agreement = queries.find_agreement(session, donation_id, agreement_id)
    donation = find_donation(session, donation_id)
    today = journal.today(session).isoformat()
    form = Form({"signed_on": today, "signed_by": donation.donor.name})
    return _sign_page(request, session, agreement, form)


@router.post("/{agreement_id}/confirm")
def confirm(
    request: Request, session: WriteSession, donation_id: str, agreement_id: str, _who: Decider
) -> Response:
    """Say that the agreement in force still holds after decisions were changed."""
    agreement = queries.find_agreement(session, donation_id, agreement_id)
    if queries.agreement_in_force(session, donation_id) == agreement:
        move(session, donation_id, Event.AGREE)
        flash(request, gettext("已确认协议第 %(version)s 版仍然适用。", version=agreement.version))
    return _back(donation_id)


# What arrives is counted as it comes; to the framework a paper may be of any size.
@router.post("/{agreement_id}/scan", response_model=None, max_body_size=sys.maxsize)
async def receive_scan(
    request: Request, donation_id: str, agreement_id: str, _who: Decider
) -> Response:
    """Take the body of the request as the scan of the signed paper."""
    kept = await take_scan(request, donation_id, agreement_id)
    return JSONResponse({"sha256": kept.scan_sha256, "type": kept.scan_type}, 201)


@router.get("/{agreement_id}/scan")
def show_scan(
    session: ReadSession,
    house: CurrentHouse,
    donation_id: str,
    agreement_id: str,
    _who: Decider,
) -> Response:
    """Give the scan as it came."""
    return scan_answer(house, queries.find_agreement(session, donation_id, agreement_id))


def _back(donation_id: str) -> Response:
    return RedirectResponse(f"/desk/donations/{donation_id}#agreement", 303)


def _form_page(request: Request, donation: DonationView, form: Form, status: int = 200) -> Response:
    options = {
        "kind": [(key.value, translate(name)) for key, name in KINDS.items()],
        "network_scope": [(key.value, translate(name)) for key, name in SCOPES.items()],
        "attribution": [(key.value, translate(name)) for key, name in ATTRIBUTIONS.items()],
    }
    return render(
        request, "agreements/form.html", status, donation=donation, form=form, options=options
    )


def _sign_page(
    request: Request,
    session: Session,
    agreement: AgreementView,
    form: Form,
    status: int = 200,
) -> Response:
    donation = find_donation(session, agreement.donation_id)
    return render(
        request,
        "agreements/sign.html",
        status,
        donation=donation,
        agreement=agreement,
        form=form,
        today=journal.today(session).isoformat(),
    )
