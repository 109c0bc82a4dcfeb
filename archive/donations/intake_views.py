"""Logging a gift while the donor stands there: one screen."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from archive.donations import forms, queries, service
from archive.donations.desk import Logger, labels_of, words
from archive.donations.donor_choice import chosen_donor, suggest_donors
from archive.donations.forms import DonationForm
from archive.donations.pasted import parse_pasted
from archive.donations.schemas import DonationView, NewDonation
from archive.donors.queries import find_donor
from archive.kernel import journal
from archive.kernel.clock import to_local
from archive.kernel.errors import InvalidInputError
from archive.kernel.identifiers import new_id
from archive.web.flash import flash
from archive.web.forms import Form as WebForm
from archive.web.forms import SubmittedForm, read_form
from archive.web.i18n import gettext
from archive.web.sessions import CurrentHouse, ReadSession, WriteSession
from archive.web.templating import render

router = APIRouter(include_in_schema=False)

MORE_ROWS = 5


@router.get("/desk/donations/new")
def show_new(request: Request, session: ReadSession, house: CurrentHouse, _who: Logger) -> Response:
    """Show the empty form, with a token of its own."""
    today = to_local(house.clock.now()).date()
    form = WebForm({"submission": new_id(), "received_on": today.isoformat()})
    donor_id = request.query_params.get("donor", "")
    if donor_id:
        donor = find_donor(session, donor_id)
        form.values = {**form.values, "donor": donor.id, "donor_name": donor.name}
    return _page(request, session, form, forms.blank_rows())


@router.post("/desk/donations/new")
def log(
    request: Request, session: WriteSession, submitted: SubmittedForm, _who: Logger
) -> Response:
    """Log what was typed, or do what a button inside the form asks without scripts."""
    action = str(submitted.get("action", "log"))
    if action != "log":
        return _rework(request, session, submitted, action)
    typed, form = read_form(DonationForm, submitted)
    lines, rows = forms.read_rows(submitted)
    forms.gather_errors(form, rows)
    if typed is None or form.errors:
        return _page(request, session, form, rows, 422)
    known = queries.find_submission(session, typed.submission)
    if known is not None:  # a second click, or the page sent again
        return _say_logged(request, queries.find_donation(session, known))
    try:
        donor = chosen_donor(session, typed.donor, typed.new_donor)
        gift = NewDonation(
            typed.submission, donor, typed.received_on, tuple(lines), typed.contact, typed.note
        )
        donation = service.log_donation(session, gift)
    except InvalidInputError as error:
        form.refuse(error)
        return _page(request, session, form, rows, 422)
    return _say_logged(request, donation)


def _say_logged(request: Request, donation: DonationView) -> Response:
    said = gettext("捐赠 %(number)s 已登记，可以出具收据。", number=donation.number)
    flash(request, said)
    return RedirectResponse(f"/desk/donations/{donation.id}", 303)


def _rework(request: Request, session: Session, submitted: FormData, action: str) -> Response:
    """Show the form again with more or fewer rows; nothing is checked and nothing is lost."""
    form = WebForm({name: value for name, value in submitted.items() if name != "pasted"})
    _, rows = forms.read_rows(submitted)
    for row in rows:
        row.errors.clear()
    if action == "add-rows":
        rows += forms.blank_rows(MORE_ROWS)
    elif action == "paste":
        typed = [row for row in rows if not forms.is_blank(row)]
        rows = typed + forms.rows_of(parse_pasted(str(submitted.get("pasted", ""))))
    elif action.startswith("remove-"):
        rows = [row for place, row in enumerate(rows) if action != f"remove-{place}"]
    return _page(request, session, form, rows or forms.blank_rows(1))


@router.post("/desk/donations/new/lines")
def read_pasted(request: Request, pasted: Annotated[str, Form()] = "", *, _who: Logger) -> Response:
    """Return a pasted list as rows, to be looked over and changed before anything is kept."""
    rows = forms.rows_of(parse_pasted(pasted))
    return render(request, "donations/_rows.html", rows=rows, key=new_id(), **words())


# Posted, because what is typed may be a telephone number, and addresses are kept and logged.
@router.post("/desk/donors/suggestions")
def suggest(
    request: Request,
    session: ReadSession,
    donor_name: Annotated[str, Form(max_length=200)] = "",
    *,
    _who: Logger,
) -> Response:
    """Return the donors that what is typed may mean."""
    form = WebForm({"donor_name": donor_name})
    found = suggest_donors(session, donor_name)
    return render(request, "donations/_donors.html", found=found, form=form, **words())


def _page(
    request: Request, session: Session, form: WebForm, rows: list[WebForm], status: int = 200
) -> Response:
    name = str(form.value("donor_name"))
    return render(
        request,
        "donations/new.html",
        status,
        form=form,
        rows=rows,
        blank=WebForm(),
        found=suggest_donors(session, name),
        labels=labels_of(len(rows)),
        today=journal.today(session).isoformat(),
        **words(),
    )
