"""The letters of a campaign: which were sent to whom, and one more."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, signed_in
from archive.campaigns.queries import find_campaign
from archive.correspondence.errors import AddresseeMissingError
from archive.correspondence.forms import LetterForm
from archive.correspondence.issuing import issue as issue_paper
from archive.correspondence.letters import KIND, Addressee, addressee_of, letter_to
from archive.documents import queries
from archive.documents.errors import DocumentNotFoundError
from archive.documents.files import file_answer
from archive.documents.offers import BY_HAND
from archive.documents.schemas import Paper
from archive.documents.service import imprint_of, log_print
from archive.documents.setting import TEMPLATE, context_of
from archive.donors.queries import find_donor
from archive.kernel.clock import to_local
from archive.kernel.journal import Subject
from archive.web.flash import flash
from archive.web.forms import Form as WebForm
from archive.web.forms import SubmittedForm, read_form
from archive.web.i18n import Language, gettext, use_language
from archive.web.sessions import CurrentHouse, ReadSession, WriteSession
from archive.web.templating import render

router = APIRouter(include_in_schema=False)
Issuer = Annotated[Visitor, Depends(signed_in(Permission.ISSUE_PAPERS))]
MOST_SHOWN = 100


@router.get("/desk/campaigns/{campaign_id}/letters")
def show(
    request: Request, session: ReadSession, campaign_id: str, _who: Issuer, donor: str = ""
) -> Response:
    """Show the letters of a campaign and the form of one more, to ``donor`` if one is given."""
    form = WebForm({"name": "", "unit": "", "donor": ""})
    if donor:
        known = addressee_of(find_donor(session, donor))
        form = WebForm({"name": known.name, "unit": known.unit, "donor": known.donor_id})
    return _page(request, session, campaign_id, form)


@router.get("/desk/campaigns/{campaign_id}/letters/preview")
def preview(
    request: Request,
    session: ReadSession,
    house: CurrentHouse,
    campaign_id: str,
    asked: Annotated[LetterForm, Query()],
    _who: Issuer,
) -> Response:
    """Show what a letter would say; characters that no font draws are marked."""
    addressee = Addressee(asked.name.strip() or BY_HAND, asked.unit.strip())
    paper = letter_to(session, find_campaign(session, campaign_id), addressee, asked.remark)
    imprint = imprint_of(house.settings, issued_on=to_local(house.clock.now()).date())
    with use_language(Language.SIMPLIFIED):
        return render(request, TEMPLATE, **context_of(paper, imprint))


@router.post("/desk/campaigns/{campaign_id}/letters")
def issue(
    request: Request,
    house: CurrentHouse,
    campaign_id: str,
    submitted: SubmittedForm,
    _who: Issuer,
) -> Response:
    """Issue a letter to one addressee."""
    asked, form = read_form(LetterForm, submitted)
    if asked is not None and not asked.addressee.name:
        form.refuse(AddresseeMissingError(field="name"))
    if asked is None or form.errors:
        with house.database.read() as session:
            return _page(request, session, campaign_id, form, 422)

    def say(session: Session) -> Paper:
        campaign = find_campaign(session, campaign_id)
        return letter_to(session, campaign, asked.addressee, asked.remark)

    letter, is_new = issue_paper(house, request.state.actor, say, asked.note)
    said = gettext("征集函 %(number)s 可以打印。", number=letter.number)
    again = gettext("内容没有变化：仍是 %(number)s。", number=letter.number)
    flash(request, said if is_new else again)
    return RedirectResponse(f"/desk/campaigns/{campaign_id}/letters", 303)


@router.get("/desk/campaigns/{campaign_id}/letters/{document_id}.{file_kind}")
def download(
    session: WriteSession,
    house: CurrentHouse,
    campaign_id: str,
    document_id: str,
    file_kind: str,
    _who: Issuer,
    why: Annotated[str, Query(max_length=300)] = "",
) -> Response:
    """Give a letter as it was issued, and keep a record of who opened it."""
    document = queries.find_document(session, document_id)
    if Subject("campaign", campaign_id) not in queries.things_of(session, document.id):
        raise DocumentNotFoundError(number=document_id)
    answer = file_answer(house, document, file_kind)
    log_print(session, document, file_kind, why)
    return answer


def _page(
    request: Request, session: Session, campaign_id: str, form: WebForm, status: int = 200
) -> Response:
    campaign = find_campaign(session, campaign_id)
    about = Subject("campaign", campaign_id)
    return render(
        request,
        "correspondence/letters.html",
        status,
        campaign=campaign,
        letters=queries.documents_about(session, about, KIND, MOST_SHOWN),
        most=MOST_SHOWN,
        form=form,
    )
