"""A donor's own page, the roll of honour, and the making of links at the desk."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import FileResponse, RedirectResponse, Response

from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, signed_in
from archive.documents.qr import draw_qr
from archive.donations.words import STAGES
from archive.donor_pages import queries, service
from archive.donor_pages.errors import DonorLinkNotFoundError
from archive.donors.queries import find_donor
from archive.web.flash import flash
from archive.web.i18n import gettext, translate
from archive.web.sessions import CurrentHouse, ReadSession, WriteSession
from archive.web.templating import render

router = APIRouter(include_in_schema=False)
Keeper = Annotated[Visitor, Depends(signed_in(Permission.LOG_DONATIONS))]

# The address is a key: it must not travel to other sites, stay in caches or be found by searching.
_SECRET = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


@router.get("/gifts/{token}")
def show_gifts(request: Request, session: ReadSession, token: str) -> Response:
    """Show a donor what was given, where it stands, the papers, and how often it is read."""
    donor_id = service.donor_of(session, token)
    answer = render(
        request,
        "donor_pages/gifts.html",
        donor=find_donor(session, donor_id),
        gifts=queries.gifts_of(session, donor_id),
        token=token,
        stages={key.value: (translate(name), tone) for key, (name, tone) in STAGES.items()},
    )
    answer.headers.update(_SECRET)
    return answer


@router.get("/gifts/{token}/papers/{document_id}.pdf")
def give_paper(session: ReadSession, house: CurrentHouse, token: str, document_id: str) -> Response:
    """Give a paper about one of the donor's own gifts."""
    donor_id = service.donor_of(session, token)
    papers = (paper for gift in queries.gifts_of(session, donor_id) for paper in gift.papers)
    paper = next((paper for paper in papers if paper.id == document_id), None)
    if paper is None:
        raise DonorLinkNotFoundError
    return FileResponse(
        house.documents.path(paper.sha256),
        media_type="application/pdf",
        filename=f"{paper.number}.pdf",
        content_disposition_type="inline",
        headers=_SECRET,
    )


@router.get("/roll")
def show_roll(request: Request, session: ReadSession, year: str = "") -> Response:
    """Show the roll of honour (芳名录), of one year or of all."""
    years = queries.roll_years(session)
    chosen = int(year) if year.isdecimal() and len(year) == 4 and int(year) in years else None
    return render(
        request,
        "donor_pages/roll.html",
        years=years,
        chosen=chosen,
        roll=queries.roll_of(session, chosen),
    )


@router.get("/desk/donors/{donor_id}/link")
def show_link(request: Request, session: ReadSession, donor_id: str, _who: Keeper) -> Response:
    """Show whether a donor has a link, and let one be made."""
    return render(
        request,
        "donor_pages/link.html",
        donor=find_donor(session, donor_id),
        has_link=service.has_link(session, donor_id),
        address="",
    )


@router.post("/desk/donors/{donor_id}/link")
def make_link(
    request: Request, session: WriteSession, house: CurrentHouse, donor_id: str, _who: Keeper
) -> Response:
    """Make a link and show it, this once, to be printed or sent."""
    token = service.make_link(session, donor_id)
    address = f"{house.settings.base_url}/gifts/{token}"
    answer = render(
        request,
        "donor_pages/link.html",
        donor=find_donor(session, donor_id),
        has_link=True,
        address=address,
        qr=draw_qr(address),
    )
    answer.headers.update(_SECRET)
    return answer


@router.post("/desk/donors/{donor_id}/link/end")
def end_link(request: Request, session: WriteSession, donor_id: str, _who: Keeper) -> Response:
    """Let the link open nothing any more."""
    service.end_link(session, donor_id)
    flash(request, gettext("专页链接已停用。"))
    return RedirectResponse(f"/desk/donors/{donor_id}/link", 303)
