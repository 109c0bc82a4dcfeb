"""Lines put right after they were logged: corrected, added, taken off, said to be copies."""

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from archive.counter.duplicates import find_matches, name_copies
from archive.counter.pasting import Pasting
from archive.counter.photos import check_photos
from archive.counter.rows import (
    LineForm,
    blank_rows,
    gather_errors,
    read_row,
    spell_copy,
    values_of,
)
from archive.counter.screen import list_context, reread, rework
from archive.donations import corrections, queries, service
from archive.donations.copies import CopyOf, say_copy, say_no_copy
from archive.donations.desk import COLUMN_LABELS, Logger, words
from archive.donations.errors import DonationNotFoundError
from archive.donations.moves import hold_donation
from archive.donations.schemas import DonationView, LineView
from archive.donations.states.table import BEFORE_LIST
from archive.kernel.errors import InvalidInputError
from archive.kernel.journal import Subject
from archive.likeness.scoring import Description
from archive.web.flash import flash
from archive.web.forms import Form as WebForm
from archive.web.forms import SubmittedForm, read_form
from archive.web.i18n import gettext, translate
from archive.web.meanwhile import changed_meanwhile, opened
from archive.web.plain import PlainModel
from archive.web.sessions import ReadSession, WriteSession
from archive.web.templating import render

router = APIRouter(include_in_schema=False)


class ArrivalForm(PlainModel):
    """When the things of an intention came."""

    received_on: dt.date | None = None


@router.get("/desk/donations/{donation_id}/lines/new")
def show_more(request: Request, session: ReadSession, donation_id: str, _who: Logger) -> Response:
    """Show rows for what is to be added to the list of a gift."""
    donation = queries.find_donation(session, donation_id)
    return _more_page(request, session, donation, WebForm(), blank_rows(), None)


@router.post("/desk/donations/{donation_id}/lines/new")
def add(
    request: Request,
    session: WriteSession,
    donation_id: str,
    submitted: SubmittedForm,
    _who: Logger,
) -> Response:
    """Add what was typed to the list of a gift."""
    typed, form = read_form(ArrivalForm, submitted)
    lines, rows, pasting = reread(submitted)
    gather_errors(form, rows)
    if typed is not None and not form.errors:
        try:
            check_photos(session, lines)
            corrections.add_lines(session, donation_id, lines, typed.received_on)
        except InvalidInputError as error:
            form.refuse(error)
        else:
            flash(request, gettext("清单增加了 %(count)s 件。", count=len(lines)))
            return RedirectResponse(f"/desk/donations/{donation_id}", 303)
    donation = queries.find_donation(session, donation_id)
    return _more_page(request, session, donation, form, rows, pasting, 422)


@router.post("/desk/donations/{donation_id}/lines/new/rows")
def work_over(
    request: Request, session: ReadSession, donation_id: str, submitted: SubmittedForm, _who: Logger
) -> Response:
    """Show the rows again, worked over."""
    rows, pasting = rework(submitted)
    form = WebForm({"received_on": submitted.get("received_on", "")})
    donation = queries.find_donation(session, donation_id)
    return _more_page(request, session, donation, form, rows, pasting)


def _more_page(  # noqa: PLR0913, PLR0917 - a form, its rows, and the table that was pasted
    request: Request,
    session: Session,
    donation: DonationView,
    form: WebForm,
    rows: list[WebForm],
    pasting: Pasting | None,
    status: int = 200,
) -> Response:
    return render(
        request,
        "counter/more.html",
        status,
        donation=donation,
        form=form,
        is_first=donation.stage in BEFORE_LIST,
        **list_context(session, rows, pasting, f"/desk/donations/{donation.id}/lines/new/rows"),
    )


@router.get("/desk/donations/{donation_id}/lines/{line_id}")
def show_line(
    request: Request, session: ReadSession, donation_id: str, line_id: str, _who: Logger
) -> Response:
    """Show a line, to be corrected."""
    donation, line = _find(session, donation_id, line_id)
    return _line_page(request, session, donation, line, opened(values_of(line)))


@router.post("/desk/donations/{donation_id}/lines/{line_id}/correct")
def correct_line(
    request: Request,
    session: WriteSession,
    donation_id: str,
    line_id: str,
    submitted: SubmittedForm,
    _who: Logger,
) -> Response:
    """Put right what was written down wrongly, unless somebody else just did."""
    hold_donation(session, donation_id)
    donation, line = _find(session, donation_id, line_id)
    _, form = read_form(LineForm, submitted)
    kept = {"photo": line.photo_sha256, "copy_of": values_of(line)["copy_of"]}
    form = WebForm({**form.values, **kept})
    subject = Subject("donation", donation_id)
    held = {name: value for name, value in values_of(line).items() if name not in kept}
    if again := changed_meanwhile(session, form, held, subject):
        return _line_page(request, session, donation, line, again, 409)
    corrected = read_row(form)
    if corrected is None:
        return _line_page(request, session, donation, line, form, 422)
    line = service.correct_line(session, line_id, corrected)
    return _back(line)


@router.post("/desk/donations/{donation_id}/lines/{line_id}/remove")
def remove(
    request: Request, session: WriteSession, donation_id: str, line_id: str, _who: Logger
) -> Response:
    """Take a line off the list."""
    _, line = _find(session, donation_id, line_id)
    corrections.remove_line(session, line_id)
    flash(request, gettext("已从清单删除“%(title)s”。", title=line.title))
    return RedirectResponse(f"/desk/donations/{donation_id}", 303)


@router.get("/desk/donations/{donation_id}/lines/{line_id}/likeness")
def show_likeness(
    request: Request, session: ReadSession, donation_id: str, line_id: str, _who: Logger
) -> Response:
    """Return what is held or was offered and may be the same as a line."""
    _, line = _find(session, donation_id, line_id)
    return render(request, "counter/_line_alike.html", line=line, **_likeness(session, line))


def _likeness(session: Session, line: LineView) -> dict[str, Any]:
    """Return what a line is a copy of, or else what it may be a copy of."""
    copy_of = spell_copy(line.copy_of_line_id, line.copy_of_title_id)
    described = Description(line.title, line.author, line.year_from, line.year_to)
    return {
        "copy_of": copy_of,
        "copy_name": name_copies(session, [copy_of]).get(copy_of, ""),
        "matches": []
        if copy_of or line.is_registered
        else find_matches(session, described, [line.id]),
    }


@router.post("/desk/donations/{donation_id}/lines/{line_id}/copy")
def mark_copy(
    session: WriteSession,
    donation_id: str,
    line_id: str,
    _who: Logger,
    copy_of: Annotated[str, Form(max_length=20, pattern=r"^((title|line):[0-9a-z]{12})?$")] = "",
) -> Response:
    """Say of what a line is a copy, or that it is none."""
    _, line = _find(session, donation_id, line_id)
    kind, _, original = copy_of.partition(":")
    if not original:
        line = say_no_copy(session, line_id)
    elif kind == "title":
        line = say_copy(session, CopyOf(line_id, original_title_id=original))
    else:
        line = say_copy(session, CopyOf(line_id, original_line_id=original))
    return _back(line)


def _find(session: Session, donation_id: str, line_id: str) -> tuple[DonationView, LineView]:
    donation = queries.find_donation(session, donation_id)
    line = next((line for line in donation.lines if line.id == line_id), None)
    if line is None:
        raise DonationNotFoundError(detail=f"no line {line_id} in {donation_id}")
    return donation, line


def _back(line: LineView) -> Response:
    return RedirectResponse(f"/desk/donations/{line.donation_id}#line-{line.sequence}", 303)


def _line_page(
    request: Request,
    session: Session,
    donation: DonationView,
    line: LineView,
    form: WebForm,
    status: int = 200,
) -> Response:
    return render(
        request,
        "counter/line.html",
        status,
        donation=donation,
        line=line,
        form=form,
        labels={name: translate(label) for name, label in COLUMN_LABELS.items()},
        **_likeness(session, line),
        **words(),
    )
