"""Sending the letters of a campaign to many: chosen, looked at, written, fetched."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.responses import FileResponse, RedirectResponse, Response

from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, signed_in
from archive.campaigns.queries import find_campaign, list_campaigns
from archive.correspondence.letters import Addressee, addressee_of, letter_to
from archive.documents.fonts import missing_characters
from archive.documents.service import imprint_of
from archive.documents.setting import context_of
from archive.donors.look_up import find_typed
from archive.donors.queries import find_donors
from archive.kernel.clock import to_local
from archive.kernel.errors import InvalidInputError
from archive.kernel.identifiers import is_id, new_id
from archive.mailings import queries, service
from archive.mailings.errors import MailingNotFoundError
from archive.mailings.jobs import ring
from archive.mailings.lists import read_list
from archive.mailings.words import STATES
from archive.markup.html import code_point
from archive.web.flash import flash
from archive.web.forms import Form as WebForm
from archive.web.forms import SubmittedForm
from archive.web.i18n import Language, gettext, translate, use_language
from archive.web.sessions import CurrentHouse, ReadSession, WriteSession
from archive.web.tables import Paging
from archive.web.templating import render

router = APIRouter(include_in_schema=False)
Issuer = Annotated[Visitor, Depends(signed_in(Permission.ISSUE_PAPERS))]

MOST_FOUND = 100
PREVIEWED = 3
MEDIA_TYPES = {"pdf": "application/pdf", "zip": "application/zip"}


@router.get("/desk/campaigns/{campaign_id}/mailings")
def show_all(request: Request, session: ReadSession, campaign_id: str, _who: Issuer) -> Response:
    """Show the form of a new mailing, and the mailings that were."""
    return _form_page(request, session, campaign_id, FormData())


@router.post("/desk/campaigns/{campaign_id}/mailings/choose")
def choose(
    request: Request,
    session: ReadSession,
    campaign_id: str,
    submitted: SubmittedForm,
    _who: Issuer,
) -> Response:
    """Look donors up, beside those that are chosen already; nothing is written."""
    return _form_page(request, session, campaign_id, submitted)


@router.post("/desk/campaigns/{campaign_id}/mailings/preview")
def preview(
    request: Request,
    session: ReadSession,
    house: CurrentHouse,
    campaign_id: str,
    submitted: SubmittedForm,
    _who: Issuer,
) -> Response:
    """Show the first letters, whom they go to, and what cannot be printed; nothing is written."""
    try:
        chosen = service.check_recipients(_addressees(session, submitted))
    except InvalidInputError as error:
        return _form_page(request, session, campaign_id, submitted, error)
    campaign = find_campaign(session, campaign_id)
    remark = str(submitted.get("remark", ""))[:2000]
    imprint = imprint_of(house.settings, issued_on=to_local(house.clock.now()).date())
    with use_language(Language.SIMPLIFIED):
        sheets = [
            context_of(letter_to(session, campaign, one, remark), imprint)
            for one in chosen[:PREVIEWED]
        ]
    return render(
        request,
        "mailings/preview.html",
        campaign=campaign,
        chosen=chosen,
        missing=[
            (one.name, [code_point(character) for character in lost])
            for one in chosen
            if (lost := missing_characters(one.name + one.unit))
        ],
        sheets=sheets,
        submitted=submitted,
        remark=remark,
        submission=new_id(),
    )


@router.post("/desk/campaigns/{campaign_id}/mailings")
def begin(
    request: Request,
    session: WriteSession,
    house: CurrentHouse,
    campaign_id: str,
    submitted: SubmittedForm,
    _who: Issuer,
) -> Response:
    """Let a worker write the letters."""
    token = str(submitted.get("submission", ""))
    mailing = service.begin(
        session,
        token if is_id(token) else new_id(),
        campaign_id,
        _addressees(session, submitted),
        str(submitted.get("remark", ""))[:2000],
    )
    ring(session, house, mailing.id)
    flash(request, gettext("正在生成 %(count)s 封征集函。", count=mailing.total_count))
    return RedirectResponse(f"/desk/campaigns/{campaign_id}/mailings/{mailing.id}", 303)


@router.get("/desk/campaigns/{campaign_id}/mailings/{mailing_id}")
def show(
    request: Request, session: ReadSession, campaign_id: str, mailing_id: str, _who: Issuer
) -> Response:
    """Show how far a mailing is and what became of each letter."""
    mailing = queries.find_mailing(session, mailing_id, campaign_id)
    paging = Paging.of(request, mailing.total_count, 100)
    is_part = request.headers.get("HX-Request") == "true" and "part" in request.query_params
    return render(
        request,
        "mailings/_state.html" if is_part else "mailings/show.html",
        campaign=find_campaign(session, campaign_id),
        mailing=mailing,
        recipients=queries.recipients_of(session, mailing_id, paging.offset, paging.size),
        paging=paging,
        states={state.value: (translate(name), tone) for state, (name, tone) in STATES.items()},
    )


@router.post("/desk/campaigns/{campaign_id}/mailings/{mailing_id}/retry")
def retry(
    session: WriteSession, house: CurrentHouse, campaign_id: str, mailing_id: str, _who: Issuer
) -> Response:
    """Try the failed letters again."""
    queries.find_mailing(session, mailing_id, campaign_id)
    service.retry(session, mailing_id)
    ring(session, house, mailing_id)
    return RedirectResponse(f"/desk/campaigns/{campaign_id}/mailings/{mailing_id}", 303)


@router.get("/desk/campaigns/{campaign_id}/mailings/{mailing_id}/letters.{file_kind}")
def download(
    session: ReadSession,
    house: CurrentHouse,
    campaign_id: str,
    mailing_id: str,
    file_kind: str,
    _who: Issuer,
) -> Response:
    """Give all letters in one file: ``pdf`` to print, ``zip`` to send each by itself."""
    mailing = queries.find_mailing(session, mailing_id, campaign_id)
    sha256 = {"pdf": mailing.pdf_sha256, "zip": mailing.zip_sha256}.get(file_kind, "")
    if not sha256:
        raise MailingNotFoundError(detail=file_kind)
    name = find_campaign(session, campaign_id).name
    return FileResponse(
        house.documents.path(sha256),
        media_type=MEDIA_TYPES[file_kind],
        filename=f"征集函 {name}.{file_kind}",
        headers={"Cache-Control": "private, no-cache"},
    )


def _addressees(session: Session, submitted: FormData) -> list[Addressee]:
    """Return whom the form names: the donors that are ticked, then the pasted list."""
    ticked = [str(value) for value in submitted.getlist("donor")][: service.MOST_LETTERS + 1]
    donors = find_donors(session, ticked)
    known = [addressee_of(donors[donor_id]) for donor_id in ticked if donor_id in donors]
    return [*known, *read_list(str(submitted.get("pasted", ""))[:200_000])]


def _found(session: Session, submitted: FormData) -> Sequence[str]:
    """Return the donors that the form looks up: by what is typed, or by an earlier campaign."""
    earlier = str(submitted.get("earlier", ""))
    by_campaign = (
        queries.donors_of_campaign(session, earlier, service.MOST_LETTERS) if earlier else []
    )
    typed = str(submitted.get("q", ""))[:100]
    by_name = find_typed(session, typed, MOST_FOUND).ids if typed.strip() else ()
    return [*by_campaign, *by_name]


def _form_page(
    request: Request,
    session: Session,
    campaign_id: str,
    submitted: FormData,
    error: InvalidInputError | None = None,
) -> Response:
    form = WebForm({name: str(submitted.get(name, "")) for name in ("q", "pasted", "remark")})
    if error is not None:
        form.refuse(error)
    ticked = [str(value) for value in submitted.getlist("donor")]
    found = list(dict.fromkeys([*ticked, *_found(session, submitted)]))
    donors = find_donors(session, found)
    return render(
        request,
        "mailings/form.html",
        422 if error else 200,
        campaign=find_campaign(session, campaign_id),
        form=form,
        donors=[donors[donor_id] for donor_id in found if donor_id in donors],
        ticked=set(ticked) or set(found if submitted.get("earlier") else ()),
        campaigns=[(one.id, one.name) for one in list_campaigns(session)],
        mailings=queries.mailings_of(session, campaign_id),
        most=service.MOST_LETTERS,
    )
