"""Registering at the desk: a donation, or a holding that came without one."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from archive.accessions import keeping_views, queries, register_views, service
from archive.accessions.branch_guard import keep_room_to_branch
from archive.accessions.forms import HoldingForm, RegistrationForm
from archive.accessions.schemas import BatchView
from archive.accessions.service import Placing
from archive.accessions.sheets import source_of
from archive.accessions.words import SOURCES
from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, current_visitor, signed_in
from archive.catalogue.queries import titles_like
from archive.catalogue.views import words as catalogue_words
from archive.donations.queries import find_donation
from archive.kernel import journal
from archive.kernel.errors import InvalidInputError
from archive.kernel.identifiers import new_id
from archive.locations.queries import list_rooms
from archive.web.flash import flash
from archive.web.forms import Form as WebForm
from archive.web.forms import SubmittedForm, read_form
from archive.web.i18n import gettext, translate
from archive.web.sessions import ReadSession, WriteSession
from archive.web.templating import render

router = APIRouter(include_in_schema=False)
router.include_router(register_views.router)
router.include_router(keeping_views.router)

Registrar = Annotated[Visitor, Depends(signed_in(Permission.REGISTER))]


def words() -> dict[str, Any]:
    """Return what the closed sets are called, in the reader's language, for templates."""
    return catalogue_words() | {
        "sources": {key.value: translate(name) for key, name in SOURCES.items()}
    }


@router.get("/desk/donations/{donation_id}/register")
def confirm(request: Request, session: ReadSession, donation_id: str, _who: Registrar) -> Response:
    """Show what registering a donation will write, before it is written."""
    form = WebForm({"submission": new_id(), "registered_on": journal.today(session).isoformat()})
    return _registration_page(request, session, donation_id, form)


def _registration_page(
    request: Request,
    session: Session,
    donation_id: str,
    form: WebForm,
    existing: Mapping[str, str] | None = None,
) -> Response:
    plan = service.plan_registration(session, donation_id, existing)
    own = current_visitor(request).branch_id
    return render(
        request,
        "accessions/register.html",
        422 if form.errors else 200,
        donation=find_donation(session, donation_id),
        plan=plan,
        alike=titles_like(session, [planned.line.title for planned in plan.lines]),
        form=form,
        rooms=[
            (room.id, room.path)
            for room in list_rooms(session, only_open=True)
            if own in {"", room.branch.id}
        ],
        today=journal.today(session).isoformat(),
        **words(),
    )


@router.post("/desk/donations/{donation_id}/register")
def register(
    request: Request,
    session: WriteSession,
    donation_id: str,
    submitted: SubmittedForm,
    who: Registrar,
) -> Response:
    """Enter the accepted lines in the registers."""
    existing = {
        name.removeprefix("title-"): str(value)
        for name, value in submitted.items()
        if name.startswith("title-")
    }
    typed, form = read_form(RegistrationForm, submitted)
    if form.value("registered_on", None) == "":  # asked for and emptied: no day is made up
        form.errors["registered_on"] = gettext("请填写日期，例如 2026-11-22。")
    if typed is not None and not form.errors:
        keep_room_to_branch(session, who, typed.room)
        place = Placing(typed.room or None, typed.registered_on)
        try:
            with session.begin_nested():  # the page shown again speaks of what was before
                batch = service.register_donation(
                    session, donation_id, typed.submission, existing, place
                )
        except InvalidInputError as error:
            form.refuse(error)
        else:
            return _say_registered(request, batch)
    return _registration_page(request, session, donation_id, form, existing)


def _say_registered(request: Request, batch: BatchView) -> Response:
    said = gettext(
        "已登记入藏：总括登记 %(number)s，%(titles)s 种 %(volumes)s 册。",
        number=batch.number,
        titles=batch.title_count,
        volumes=batch.volume_count,
    )
    flash(request, said)
    return RedirectResponse(f"/desk/registers/batches/{batch.id}", 303)


@router.get("/desk/registers/batches/{batch_id}")
def show_batch(request: Request, session: ReadSession, batch_id: str, _who: Registrar) -> Response:
    """Show a batch with its volumes."""
    batch = queries.find_batch(session, batch_id)
    return render(request, "accessions/batch.html", batch=batch, source_of=source_of, **words())


@router.get("/desk/holdings/new")
def show_new_holding(request: Request, _who: Registrar) -> Response:
    """Show the empty form for a holding without a donation, with a token of its own."""
    form = WebForm({"submission": new_id(), "kind": "siku", "siku_division": "", "volume_count": 1})
    return _holding_page(request, form)


@router.post("/desk/holdings/new")
def register_holding(
    request: Request, session: WriteSession, submitted: SubmittedForm, _who: Registrar
) -> Response:
    """Register a holding."""
    typed, form = read_form(HoldingForm, submitted)
    if typed is None:
        return _holding_page(request, form, 422)
    try:
        batch = service.register_existing(session, typed.holding())
    except InvalidInputError as error:
        form.refuse(error)
        return _holding_page(request, form, 422)
    return _say_registered(request, batch)


def _holding_page(request: Request, form: WebForm, status: int = 200) -> Response:
    own = {
        "kind": gettext("馆藏"),
        "volume_count": gettext("册数"),
        "volume_labels": gettext("册名"),
        "shelfmark": gettext("索书号"),
        "provenance": gettext("来源说明"),
    }
    known = words()
    known["labels"] = known["labels"] | own
    return render(request, "accessions/new_holding.html", status, form=form, **known)
