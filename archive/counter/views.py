"""Logging a gift while the donor stands there: one screen, and what comes right after it."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from archive.accounts.visitors import current_visitor
from archive.counter import gift_views, line_views, photo_views
from archive.counter.duplicates import find_matches
from archive.counter.gift_form import GiftForm
from archive.counter.pasting import Pasting
from archive.counter.photos import check_photos
from archive.counter.remembered import remembered_choice
from archive.counter.rows import blank_rows, gather_errors
from archive.counter.screen import check_choices, choices, list_context, reread, rework
from archive.donations import queries, receipts, service
from archive.donations.desk import Logger, words
from archive.donations.donor_choice import chosen_donor, suggest_donors
from archive.donations.kind_of_title import kind_of_title
from archive.donations.schemas import DonationView
from archive.donors.queries import find_donor
from archive.kernel import journal
from archive.kernel.clock import to_local
from archive.kernel.errors import InvalidInputError
from archive.kernel.identifiers import new_id
from archive.likeness.service import describe
from archive.web.forms import Form as WebForm
from archive.web.forms import SubmittedForm, read_form
from archive.web.sessions import CurrentHouse, ReadSession, WriteSession
from archive.web.templating import render

router = APIRouter(include_in_schema=False)
router.include_router(photo_views.router)

ROWS_URL = "/desk/donations/new/rows"


@router.get("/desk/donations/new")
def show_new(request: Request, session: ReadSession, house: CurrentHouse, who: Logger) -> Response:
    """Show the empty form, with a token of its own and what was chosen last time."""
    today = to_local(house.clock.now()).date()
    likely = remembered_choice(session, who.account_id, today)
    values = {
        "submission": new_id(),
        "received_on": today.isoformat(),
        "mode": likely.mode,
        "campaign_id": request.query_params.get("campaign") or likely.campaign_id,
        "branch_id": who.branch_id or likely.branch_id,
    }
    donor_id = request.query_params.get("donor", "")
    if donor_id:
        donor = find_donor(session, donor_id)
        values |= {"donor": donor.id, "donor_name": donor.name}
    return _page(request, session, WebForm(values), blank_rows(), None)


@router.post("/desk/donations/new")
def log(request: Request, session: WriteSession, submitted: SubmittedForm, who: Logger) -> Response:
    """Log what was typed: all of it, or nothing."""
    typed, form = read_form(GiftForm, submitted)
    lines, rows, pasting = reread(submitted)
    gather_errors(form, rows)
    check_choices(session, form, who)
    if typed is None or form.errors:
        return _page(request, session, form, rows, pasting, 422)
    known = queries.find_submission(session, typed.submission)
    if known is not None:  # a second click, or the page sent again
        return _lead_on(queries.find_donation(session, known))
    try:
        check_photos(session, lines)
        donor = chosen_donor(session, typed.donor, typed.new_donor)
        donation = service.log_donation(session, typed.gift(donor, lines))
    except InvalidInputError as error:
        form.refuse(error)
        return _page(request, session, form, rows, pasting, 422)
    return _lead_on(donation)


def _lead_on(donation: DonationView) -> Response:
    return RedirectResponse(f"/desk/donations/{donation.id}/logged", 303)


@router.post(ROWS_URL)
def work_over(
    request: Request, session: ReadSession, submitted: SubmittedForm, _who: Logger
) -> Response:
    """Show the form again with its rows worked over: more or fewer, pasted, columns put right."""
    rows, pasting = rework(submitted)
    form = WebForm({name: value for name, value in submitted.items() if name != "pasted"})
    return _page(request, session, form, rows, pasting)


# The fields are those of one row, which the page sends while somebody types in it.
@router.get("/desk/donations/new/likeness")
def show_likeness(  # noqa: PLR0913, PLR0917 - a row has so many fields that count
    request: Request,
    session: ReadSession,
    key: Annotated[str, Query(max_length=20)] = "",
    line_title: Annotated[str, Query(max_length=500)] = "",
    line_author: Annotated[str, Query(max_length=500)] = "",
    line_date_text: Annotated[str, Query(max_length=100)] = "",
    line_copy_of: Annotated[str, Query(max_length=20)] = "",
    *,
    _who: Logger,
) -> Response:
    """Return what kind a title speaks of, and what is held or offered and may be the same."""
    described = describe(line_title, line_author, line_date_text)
    found = [] if line_copy_of else find_matches(session, described)
    guessed = words()["materials"][kind_of_title(line_title)] if line_title else ""
    return render(
        request,
        "counter/_alike.html",
        matches=found,
        guessed=guessed,
        key=key,
        rows_url=ROWS_URL,
    )


@router.get("/desk/donations/{donation_id}/logged")
def show_logged(request: Request, session: ReadSession, donation_id: str, _who: Logger) -> Response:
    """Say that a gift is logged, with its receipt one key away."""
    donation = queries.find_donation(session, donation_id)
    return render(
        request,
        "counter/logged.html",
        donation=donation,
        **words(),
    )


@router.post("/desk/donations/{donation_id}/receipt/print")
def print_receipt(
    request: Request, house: CurrentHouse, donation_id: str, _who: Logger
) -> Response:
    """Issue the receipt of a gift, unless it has one that says the same, and lead to its printing.

    The paper is set before the transaction that issues it: nobody else waits meanwhile.
    """
    actor: journal.Actor = request.state.actor
    draft = receipts.draft_receipt(house, actor, donation_id)
    with house.database.write() as session:
        journal.act_as(session, actor, house.clock)
        document = receipts.issue_receipt(session, house, donation_id, "", draft)
    return RedirectResponse(f"/desk/donations/{donation_id}/receipts/{document.id}/print", 303)


@router.get("/desk/donations/{donation_id}/receipts/{document_id}/print")
def show_receipt(
    request: Request, session: ReadSession, donation_id: str, document_id: str, _who: Logger
) -> Response:
    """Show a receipt as it was issued, and print it."""
    return render(
        request,
        "counter/print.html",
        donation=queries.find_donation(session, donation_id),
        receipt=receipts.find_receipt(session, donation_id, document_id),
    )


def _page(
    request: Request,
    session: Session,
    form: WebForm,
    rows: list[WebForm],
    pasting: Pasting | None,
    status: int = 200,
) -> Response:
    name, chosen = str(form.value("donor_name")), str(form.value("donor"))
    return render(
        request,
        "counter/new.html",
        status,
        form=form,
        found=suggest_donors(session, name, chosen=chosen),
        today=journal.today(session).isoformat(),
        **choices(session, form, current_visitor(request)),
        **list_context(session, rows, pasting, ROWS_URL),
    )


# Addresses below a gift come last: "new" is no gift.
router.include_router(gift_views.router)
router.include_router(line_views.router)
