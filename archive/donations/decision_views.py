"""Deciding on a gift's lines, and moving the gift along its way."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from archive.donations import decisions, moves, queries
from archive.donations.decision_forms import (
    SELECTED,
    DecisionForm,
    MoveForm,
    read_keyed,
    say_beside,
    seen_of,
)
from archive.donations.decisions import Choice
from archive.donations.desk import Decider, Logger
from archive.donations.errors import NothingSelectedError
from archive.donations.gift_page import gift_page
from archive.donations.kinds import Decision
from archive.donations.states.events import BY_HAND
from archive.donations.words import EVENTS, STAGES
from archive.kernel.errors import InvalidInputError, NotFoundError
from archive.web.flash import flash
from archive.web.forms import Form, SubmittedForm
from archive.web.i18n import gettext, translate
from archive.web.sessions import ReadSession, WriteSession

router = APIRouter(include_in_schema=False)


@router.get("/desk/donations/{donation_id}")
def show(request: Request, session: ReadSession, donation_id: str, _who: Logger) -> Response:
    """Show a gift."""
    return gift_page(request, session, queries.find_donation(session, donation_id), Form())


@router.post("/desk/donations/{donation_id}/lines/{line_id}")
def decide(
    request: Request,
    session: WriteSession,
    donation_id: str,
    line_id: str,
    submitted: SubmittedForm,
    _who: Decider,
) -> Response:
    """Decide on a line, or take that back."""
    typed, form = read_keyed(DecisionForm, submitted, line_id)
    if typed is None:
        return _again(request, session, donation_id, form)
    try:
        with session.begin_nested():
            seen = seen_of(submitted, [line_id])
            decisions.decide_lines(session, donation_id, [line_id], typed.choice, seen)
    except InvalidInputError as error:
        say_beside(form, line_id, error.field, gettext(error.sentence, **error.values))
        return _again(request, session, donation_id, form, error.status)
    place = _next_place(session, donation_id, line_id, typed.choice)
    return RedirectResponse(f"/desk/donations/{donation_id}#{place}", 303)


def _next_place(session: Session, donation_id: str, line_id: str, choice: Choice) -> str:
    """Return where to look next: the line itself if it was reopened, else the next open one."""
    lines = queries.find_donation(session, donation_id).lines
    done = next(line for line in lines if line.id == line_id)
    if choice.decision is Decision.PENDING:
        return f"line-{done.sequence}"
    pending = [line for line in lines if line.decision is Decision.PENDING]
    later = [line for line in pending if line.sequence > done.sequence]
    following = next(iter(later or pending), None)
    return "next" if following is None else f"line-{following.sequence}"


@router.post("/desk/donations/{donation_id}/decisions")
def decide_selected(
    request: Request,
    session: WriteSession,
    donation_id: str,
    submitted: SubmittedForm,
    _who: Decider,
) -> Response:
    """Decide the same on every line that is ticked."""
    typed, form = read_keyed(DecisionForm, submitted, SELECTED)
    line_ids = [str(value) for value in submitted.getlist("line")]
    form.values = {**form.values, "line": line_ids}
    if typed is None:
        return _again(request, session, donation_id, form)
    try:
        with session.begin_nested():
            seen = seen_of(submitted, line_ids)
            count = _decide_ticked(session, donation_id, line_ids, typed.choice, seen)
    except InvalidInputError as error:
        say_beside(form, SELECTED, error.field, gettext(error.sentence, **error.values))
        return _again(request, session, donation_id, form, error.status)
    flash(request, gettext("已决定 %(count)s 件。", count=count))
    return RedirectResponse(f"/desk/donations/{donation_id}#next", 303)


def _decide_ticked(
    session: Session,
    donation_id: str,
    line_ids: list[str],
    choice: Choice,
    seen: Mapping[str, str],
) -> int:
    if not line_ids:
        raise NothingSelectedError(field="decision")
    return decisions.decide_lines(session, donation_id, line_ids, choice, seen)


@router.post("/desk/donations/{donation_id}/accept-all")
def accept_all(
    request: Request, session: WriteSession, donation_id: str, _who: Decider
) -> Response:
    """Accept everything that is still undecided."""
    count = decisions.accept_pending(session, donation_id)
    flash(request, gettext("已接收 %(count)s 件。", count=count))
    return RedirectResponse(f"/desk/donations/{donation_id}#next", 303)


@router.post("/desk/donations/{donation_id}/moves")
def move(
    request: Request,
    session: WriteSession,
    donation_id: str,
    submitted: SubmittedForm,
    _who: Decider,
) -> Response:
    """Enter a step of the gift that was taken."""
    event = str(submitted.get("event", ""))
    typed, form = read_keyed(MoveForm, submitted, event)
    if typed is not None and typed.event not in BY_HAND:
        raise NotFoundError(detail=f"{event} is not entered by hand")
    if typed is None:
        return _again(request, session, donation_id, form)
    try:
        stage = moves.move(
            session,
            donation_id,
            typed.event,
            typed.why,
            typed.moved_on,
            is_confirmed=typed.is_confirmed,
        )
    except InvalidInputError as error:
        say_beside(form, event, error.field, gettext(error.sentence, **error.values))
        return _again(request, session, donation_id, form)
    said = gettext(
        "已记下“%(event)s”，现在是“%(stage)s”。",
        event=translate(EVENTS[typed.event]),
        stage=translate(STAGES[stage][0]),
    )
    flash(request, said)
    return RedirectResponse(f"/desk/donations/{donation_id}#next", 303)


def _again(
    request: Request, session: Session, donation_id: str, form: Form, status: int = 422
) -> Response:
    """Show the page again with what is wrong; nothing of what was tried is kept."""
    return gift_page(request, session, queries.find_donation(session, donation_id), form, status)
