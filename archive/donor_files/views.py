"""A donor: what was given, how to reach him, and forgetting that."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from archive.accounts.permissions import Permission
from archive.accounts.visitors import current_visitor
from archive.donations import queries
from archive.donations.desk import Logger, labels_of, words
from archive.donations.donor_choice import suggest_donors
from archive.donations.history import ON_DONOR
from archive.donations.queries import DonationFilter
from archive.donor_files import list_views, merge_views
from archive.donor_files.alike import REASONS, suspects
from archive.donor_files.errors import NameNotTypedError
from archive.donor_files.forms import DonorForm
from archive.donor_files.queries import merges_into
from archive.donors import service
from archive.donors.queries import find_contact, find_donor
from archive.kernel import journal
from archive.kernel.errors import InvalidInputError
from archive.kernel.journal import Subject
from archive.text.lookup_keys import lookup_key
from archive.web.flash import flash
from archive.web.forms import Form as WebForm
from archive.web.forms import SubmittedForm, read_form
from archive.web.i18n import gettext, translate
from archive.web.meanwhile import changed_meanwhile, opened
from archive.web.sessions import ReadSession, WriteSession
from archive.web.telling import tell
from archive.web.templating import render

router = APIRouter(include_in_schema=False)
router.include_router(list_views.router)
router.include_router(merge_views.router)

MOST_GIFTS = 100


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


@router.get("/desk/donors/{donor_id}")
def show(request: Request, session: ReadSession, donor_id: str, _who: Logger) -> Response:
    """Show a donor."""
    return _page(request, session, donor_id, opened(_values_of(session, donor_id)))


def _values_of(session: Session, donor_id: str) -> dict[str, Any]:
    donor, contact = find_donor(session, donor_id), find_contact(session, donor_id)
    return {
        "name": donor.name,
        "kind": donor.kind,
        "is_anonymous": donor.is_anonymous,
        "unit": donor.unit,
        "credit_name": donor.credit_name,
        "on_roll": donor.on_roll,
        "phone": contact.phone,
        "email": contact.email,
        "address": contact.address,
    }


@router.post("/desk/donors/{donor_id}")
def change(
    request: Request, session: WriteSession, donor_id: str, submitted: SubmittedForm, _who: Logger
) -> Response:
    """Correct a donor and how to reach him, unless somebody else just did."""
    service.hold_donor(session, donor_id)
    typed, form = read_form(DonorForm, submitted)
    held = _values_of(session, donor_id)
    if again := changed_meanwhile(session, form, held, Subject("donor", donor_id)):
        return _page(request, session, donor_id, again, 409)
    if typed is None:
        return _page(request, session, donor_id, form, 422)
    try:
        service.change_donor(session, donor_id, typed.donor)
    except InvalidInputError as error:
        form.refuse(error)
        return _page(request, session, donor_id, form, 422)
    service.change_contact(session, donor_id, typed.contact)
    flash(request, gettext("已保存。"))
    return RedirectResponse(f"/desk/donors/{donor_id}", 303)


@router.post("/desk/donors/{donor_id}/erase-contact")
def erase_contact(
    request: Request,
    session: WriteSession,
    donor_id: str,
    _who: Logger,
    typed_name: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Forget how to reach a donor, for good, once his name was typed."""
    donor = find_donor(session, donor_id)
    if not typed_name.strip() or lookup_key(typed_name) != lookup_key(donor.name):
        form = WebForm(_values_of(session, donor_id) | {"typed_name": typed_name})
        form.refuse(NameNotTypedError(field="typed_name", name=donor.name))
        return _page(request, session, donor_id, form, 422)
    service.erase_contact(session, donor_id)
    return RedirectResponse(f"/desk/donors/{donor_id}?erased=yes", 303)


def _page(
    request: Request, session: Session, donor_id: str, form: WebForm, status: int = 200
) -> Response:
    donor, merges = find_donor(session, donor_id), merges_into(session, donor_id)
    subjects = [Subject("donor", each) for each in (donor_id, *(row.donor.id for row in merges))]
    wanted = DonationFilter(donor_id=donor_id)
    return render(
        request,
        "donor_files/show.html",
        status,
        donor=donor,
        keeper=find_donor(session, donor.merged_into_id) if donor.merged_into_id else None,
        merges=merges,
        is_erased=request.query_params.get("erased") == "yes",
        may_merge=current_visitor(request).may(Permission.DECIDE),
        suspects=suspects(session, donor_id) if donor.merged_into_id is None else [],
        reasons={key.value: (translate(name), tone) for key, (name, tone) in REASONS.items()},
        has_contact=not find_contact(session, donor_id).is_empty,
        rows=queries.list_donations(session, wanted, limit=MOST_GIFTS),
        gift_count=queries.count_donations(session, wanted),
        form=form,
        labels=labels_of(0),
        told=tell(journal.history(session, subjects), ON_DONOR),
        **words(),
    )
