"""The versions of a gift's agreement (捐赠协议), and the scan of the signed paper."""

import datetime as dt
import sys
from typing import Annotated

from fastapi import APIRouter, Request, status
from fastapi.responses import FileResponse
from pydantic import Field

from archive.agreements import queries, service
from archive.agreements.models import AgreementKind
from archive.agreements.scans import scan_answer, take_scan
from archive.agreements.schemas import AgreementView, Attribution, NetworkScope, Terms
from archive.api.door import PROBLEMS, Decider
from archive.donations.moves import move
from archive.donations.queries import find_donation
from archive.donations.states.events import Event
from archive.web.plain import PlainModel
from archive.web.sessions import CurrentHouse, ReadSession, WriteSession

router = APIRouter(
    prefix="/donations/{donation_id}/agreements", tags=["agreements"], responses=PROBLEMS
)


class TermsIn(PlainModel):
    """What is agreed; ``restricted_until`` is the day from which it may be opened."""

    kind: AgreementKind = AgreementKind.GIFT
    transfers_ownership: bool = True
    may_reproduce: bool = True
    network_scope: NetworkScope = NetworkScope.NONE
    restricted_until: dt.date | None = None
    restriction_note: Annotated[str, Field(max_length=500)] = ""
    attribution: Attribution = Attribution.NAMED
    credit_text: Annotated[str, Field(max_length=200)] = ""
    note: Annotated[str, Field(max_length=4000)] = ""


class SigningIn(PlainModel):
    """Who signed, and when."""

    signed_on: dt.date
    signed_by: Annotated[str, Field(min_length=1, max_length=200)]


@router.get("", summary="List the versions of an agreement")
def list_agreements(session: ReadSession, _who: Decider, donation_id: str) -> list[AgreementView]:
    """Return every version of a gift's agreement, newest first."""
    find_donation(session, donation_id)
    return queries.agreements_of(session, donation_id)


@router.post("", status_code=status.HTTP_201_CREATED, summary="Draft an agreement")
def draft(session: WriteSession, _who: Decider, donation_id: str, terms: TermsIn) -> AgreementView:
    """Keep the terms as a draft: the one that is open, or else a new version."""
    return service.draft_agreement(session, donation_id, Terms(**terms.model_dump()))


@router.get("/{agreement_id}", summary="Show a version of an agreement")
def show(session: ReadSession, _who: Decider, donation_id: str, agreement_id: str) -> AgreementView:
    """Return a version of a gift's agreement."""
    return queries.find_agreement(session, donation_id, agreement_id)


@router.post("/{agreement_id}/sign", summary="Put an agreement in force")
def sign(
    session: WriteSession, _who: Decider, donation_id: str, agreement_id: str, signing: SigningIn
) -> AgreementView:
    """Put a draft in force: earlier versions end, and its limits hold for what came in."""
    queries.find_agreement(session, donation_id, agreement_id)
    return service.sign_agreement(session, agreement_id, signing.signed_on, signing.signed_by)


@router.post("/{agreement_id}/confirm", summary="Confirm the agreement in force")
def confirm(
    session: WriteSession, _who: Decider, donation_id: str, agreement_id: str
) -> AgreementView:
    """Say that the agreement in force still holds after decisions were changed."""
    agreement = queries.find_agreement(session, donation_id, agreement_id)
    if queries.agreement_in_force(session, donation_id) == agreement:
        move(session, donation_id, Event.AGREE)
    return agreement


@router.get("/{agreement_id}/scan", response_class=FileResponse, summary="Fetch the signed paper")
def fetch_scan(
    session: ReadSession, house: CurrentHouse, _who: Decider, donation_id: str, agreement_id: str
) -> FileResponse:
    """Return the scan of the signed paper as it came."""
    return scan_answer(house, queries.find_agreement(session, donation_id, agreement_id))


# What arrives is counted as it comes; to the framework a paper may be of any size.
@router.post(
    "/{agreement_id}/scan",
    status_code=status.HTTP_201_CREATED,
    summary="Attach the signed paper",
    max_body_size=sys.maxsize,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                media_type: {"schema": {"type": "string", "format": "binary"}}
                for media_type in ("application/pdf", "image/jpeg", "image/png", "image/tiff")
            },
        }
    },
)
async def attach_scan(
    request: Request, _who: Decider, donation_id: str, agreement_id: str
) -> AgreementView:
    """Keep the body of the request, a PDF or a picture, as the scan of the signed paper."""
    return await take_scan(request, donation_id, agreement_id)
