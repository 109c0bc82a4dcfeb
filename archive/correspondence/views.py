"""The papers about a gift: which there are, issuing one, opening one again and why."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, signed_in
from archive.correspondence import service
from archive.correspondence.due import due_papers, unprintable
from archive.correspondence.forms import PaperForm
from archive.correspondence.said import LISTED, can_tell, paper_about
from archive.documents import queries
from archive.documents.files import file_answer
from archive.documents.kinds import KINDS
from archive.documents.service import imprint_of, log_print
from archive.documents.setting import TEMPLATE, context_of
from archive.donations.queries import find_donation
from archive.kernel.clock import to_local
from archive.kernel.journal import Subject
from archive.markup.html import code_point
from archive.web.flash import flash
from archive.web.forms import Form as WebForm
from archive.web.forms import SubmittedForm, read_form
from archive.web.i18n import Language, gettext, translate, use_language
from archive.web.sessions import CurrentHouse, ReadSession, WriteSession
from archive.web.templating import render

router = APIRouter(include_in_schema=False)
Issuer = Annotated[Visitor, Depends(signed_in(Permission.ISSUE_PAPERS))]


@router.get("/desk/donations/{donation_id}/papers")
def show(
    request: Request,
    session: ReadSession,
    donation_id: str,
    _who: Issuer,
    kind: Annotated[str, Query(max_length=30)] = "",
) -> Response:
    """Show every paper about a gift, who opened it, what is due, and what may be issued now."""
    return _page(request, session, donation_id, WebForm({"kind": kind}))


def _page(
    request: Request, session: Session, donation_id: str, form: WebForm, status: int = 200
) -> Response:
    donation = find_donation(session, donation_id)
    papers = queries.documents_about(session, Subject("donation", donation_id))
    due = due_papers(donation, {paper.kind for paper in papers})
    offered = [one for one in LISTED if can_tell(one, donation)]
    if not form.value("kind"):
        form = replace(form, values={**form.values, "kind": due[0].value if due else ""})
    return render(
        request,
        "correspondence/papers.html",
        status,
        donation=donation,
        papers=papers,
        prints={paper.id: queries.prints_of(session, paper.id) for paper in papers},
        offered=[(one.value, translate(KINDS[one].name)) for one in offered],
        due=[(one.value, translate(KINDS[one].name)) for one in due],
        form=form,
        can_thank=service.can_thank(session, donation_id),
        unprintable=[(words, code_point(lost)) for lost, words in unprintable(donation)],
        names={one.value: translate(settled.name) for one, settled in KINDS.items()},
    )


@router.get("/desk/donations/{donation_id}/papers/{kind_name}/preview")
def preview(
    request: Request,
    session: ReadSession,
    house: CurrentHouse,
    donation_id: str,
    kind_name: str,
    _who: Issuer,
) -> Response:
    """Show what a paper would say now; characters that no font draws are marked."""
    paper = paper_about(session, service.kind_named(kind_name), find_donation(session, donation_id))
    imprint = imprint_of(house.settings, issued_on=to_local(house.clock.now()).date())
    with use_language(Language.SIMPLIFIED):
        return render(request, TEMPLATE, **context_of(paper, imprint))


@router.post("/desk/donations/{donation_id}/papers")
def issue(
    request: Request,
    house: CurrentHouse,
    donation_id: str,
    submitted: SubmittedForm,
    _who: Issuer,
) -> Response:
    """Issue a paper; it is set before the transaction that issues it: nobody waits meanwhile.

    With a letter of thanks it may be entered in the same act that the donor was thanked.
    """
    asked, form = read_form(PaperForm, submitted)
    if asked is None:
        with house.database.read() as session:
            return _page(request, session, donation_id, form, 422)
    wanted = service.kind_named(asked.kind)
    paper = service.issue_now(
        house,
        request.state.actor,
        wanted,
        donation_id,
        asked.remark,
        asked.note,
        with_thanks=asked.thank,
    )
    name = translate(KINDS[wanted].name)
    flash(request, gettext("%(name)s %(number)s 可以打印。", name=name, number=paper.number))
    return RedirectResponse(f"/desk/donations/{donation_id}/papers", 303)


@router.get("/desk/donations/{donation_id}/papers/{document_id}.{file_kind}")
def download(
    session: WriteSession,
    house: CurrentHouse,
    donation_id: str,
    document_id: str,
    file_kind: str,
    _who: Issuer,
    why: Annotated[str, Query(max_length=300)] = "",
) -> Response:
    """Give a file as it was issued, and keep a record of who opened it."""
    document = service.find_paper(session, donation_id, document_id)
    answer = file_answer(house, document, file_kind)
    log_print(session, document, file_kind, why)
    return answer
