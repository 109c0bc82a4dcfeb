"""The public rolls: of a year, of some days, of a campaign."""

import datetime as dt
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, signed_in
from archive.campaigns.queries import campaign_choices, find_campaign
from archive.correspondence.errors import RollTimeError
from archive.correspondence.forms import RollForm
from archive.correspondence.issuing import issue as issue_paper
from archive.correspondence.rolls import KIND, Scope, entered_of, roll_of
from archive.documents import queries
from archive.documents.errors import DocumentNotFoundError
from archive.documents.files import file_answer
from archive.documents.schemas import Paper
from archive.documents.service import imprint_of, log_print
from archive.documents.setting import TEMPLATE, context_of
from archive.kernel.clock import to_local
from archive.kernel.house import House
from archive.web.flash import flash
from archive.web.forms import Form as WebForm
from archive.web.forms import SubmittedForm, read_form
from archive.web.i18n import Language, gettext, use_language
from archive.web.sessions import CurrentHouse, ReadSession, WriteSession
from archive.web.templating import render

router = APIRouter(include_in_schema=False)
Issuer = Annotated[Visitor, Depends(signed_in(Permission.ISSUE_PAPERS))]
MOST_SHOWN = 100
_CHOSEN = ("starts_on", "ends_on", "campaign")


@router.get("/desk/rolls")
def show(
    request: Request,
    session: ReadSession,
    house: CurrentHouse,
    asked: Annotated[RollForm, Query()],
    _who: Issuer,
) -> Response:
    """Show who would stand on a roll, and the rolls that were published."""
    try:
        scope = _scope(session, house, asked)
    except RollTimeError as error:
        form = WebForm(asked.model_dump())
        form.refuse(error)
        return _page(request, session, form, _year(house), 422)
    return _page(request, session, WebForm(_asked(scope)), scope)


@router.get("/desk/rolls/preview")
def preview(
    request: Request,
    session: ReadSession,
    house: CurrentHouse,
    asked: Annotated[RollForm, Query()],
    _who: Issuer,
) -> Response:
    """Show the roll as it would be printed; characters that no font draws are marked."""
    paper = roll_of(session, _scope(session, house, asked))
    imprint = imprint_of(house.settings, issued_on=to_local(house.clock.now()).date())
    with use_language(Language.SIMPLIFIED):
        return render(request, TEMPLATE, **context_of(paper, imprint))


@router.post("/desk/rolls")
def issue(
    request: Request, house: CurrentHouse, submitted: SubmittedForm, _who: Issuer
) -> Response:
    """Issue a roll."""
    asked, form = read_form(RollForm, submitted)
    with house.database.read() as session:
        if asked is None:
            chosen = {name: form.value(name) for name in _CHOSEN if name not in form.errors}
            scope = _scope(session, house, RollForm.model_validate(chosen))
            return _page(request, session, form, scope, 422)
        scope = _scope(session, house, asked)

    def say(session: Session) -> Paper:
        return roll_of(session, scope, asked.remark)

    roll, is_new = issue_paper(house, request.state.actor, say, asked.note)
    said = gettext("公示名录 %(number)s 可以打印。", number=roll.number)
    again = gettext("内容没有变化：仍是 %(number)s。", number=roll.number)
    flash(request, said if is_new else again)
    return RedirectResponse(f"/desk/rolls?{urlencode(_asked(scope))}", 303)


@router.get("/desk/rolls/{document_id}.{file_kind}")
def download(
    session: WriteSession,
    house: CurrentHouse,
    document_id: str,
    file_kind: str,
    _who: Issuer,
    why: Annotated[str, Query(max_length=300)] = "",
) -> Response:
    """Give a roll as it was issued, and keep a record of who opened it."""
    document = queries.find_document(session, document_id)
    if document.kind is not KIND:
        raise DocumentNotFoundError(number=document_id)
    answer = file_answer(house, document, file_kind)
    log_print(session, document, file_kind, why)
    return answer


def _asked(scope: Scope) -> dict[str, str]:
    """Return how a scope is asked for."""
    return {
        "starts_on": scope.starts_on.isoformat(),
        "ends_on": scope.ends_on.isoformat(),
        "campaign": scope.campaign_id,
    }


def _scope(session: Session, house: House, asked: RollForm) -> Scope:
    year = _year(house)
    if asked.campaign:
        found = find_campaign(session, asked.campaign)
        return Scope(found.starts_on, found.ends_on or year.ends_on, found.id)
    first, last = _day(asked.starts_on, year.starts_on), _day(asked.ends_on, year.ends_on)
    if last < first:
        raise RollTimeError(field="ends_on")
    return Scope(first, last)


def _day(typed: str, otherwise: dt.date) -> dt.date:
    try:
        return dt.date.fromisoformat(typed)
    except ValueError:
        return otherwise


def _year(house: House) -> Scope:
    year = to_local(house.clock.now()).year
    return Scope(dt.date(year, 1, 1), dt.date(year, 12, 31))


def _page(
    request: Request, session: Session, form: WebForm, scope: Scope, status: int = 200
) -> Response:
    entered = [] if form.errors.keys() & set(_CHOSEN) else entered_of(session, scope)
    return render(
        request,
        "correspondence/rolls.html",
        status,
        form=form,
        scope=scope,
        named=[one for one in entered if one.name],
        unnamed_count=sum(not one.name for one in entered),
        campaigns=campaign_choices(session, scope.campaign_id),
        rolls=queries.list_documents(session, KIND, limit=MOST_SHOWN),
    )
