"""A gift's own page: where it stands, what may happen next, and what other rooms say of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from archive.accounts.queries import names_of
from archive.accounts.visitors import current_visitor
from archive.catalogue.queries import find_titles
from archive.donations import receipts
from archive.donations.decision_forms import SELECTED
from archive.donations.decisions import DECIDABLE, decisions_of
from archive.donations.desk import words
from archive.donations.history import ON_DONATION
from archive.donations.kinds import Decision
from archive.donations.moves import case_of, moves_of
from archive.donations.panels import Asked, Supplied, gather
from archive.donations.refusals import refusal_error
from archive.donations.schemas import DonationView
from archive.donations.states.course import course, days_of, missing, verdict_of
from archive.donations.states.events import BY_HAND, TO_BE_EXPLAINED, Event, Refusal
from archive.donations.states.machine import Answer, Case, may
from archive.donations.words import CHOICES, EVENTS, STEPS
from archive.donors.queries import find_contact
from archive.kernel import journal
from archive.kernel.journal import Subject
from archive.web.forms import Form
from archive.web.i18n import gettext, translate
from archive.web.sessions import current_house
from archive.web.telling import tell
from archive.web.templating import render

OFFERED = (
    Event.APPRAISE,
    Event.AGREE,
    Event.HAND_OVER,
    Event.ACCESSION,
    Event.CATALOGUE,
    Event.THANK,
    Event.ANNOUNCE,
    Event.WITHDRAW,
    Event.RETURN,
    Event.RESUME,
)
_PAST = frozenset({Refusal.ALREADY_DONE, Refusal.TOO_LATE})


@dataclass(frozen=True, slots=True)
class Offer:
    """A step that the page offers, or says why it does not.

    ``href`` is where it is done, empty for what is entered here; ``reason`` is empty where it may
    happen, and in the reader's language.
    """

    event: Event
    label: str
    reason: str = ""
    href: str = ""
    must_explain: bool = False


def offers(case: Case, ways: Mapping[Event, str]) -> list[Offer]:
    """Return the steps that may be taken, and after them those that may not, each with why.

    ``ways`` says where a step is taken that is not entered on the page itself.
    """
    found = []
    for event in OFFERED:
        answer = may(case, event)
        is_over = answer.refusal in _PAST or (answer.to is case.stage and event in case.done)
        is_elsewhere = event not in BY_HAND
        if is_over or (event is Event.RESUME and not answer.is_yes):
            continue
        if answer.is_yes and is_elsewhere and event not in ways:
            continue
        found.append(
            Offer(
                event=event,
                label=translate(EVENTS[event]),
                reason="" if answer.is_yes else _reason(case, event, answer),
                href=ways.get(event, "") if is_elsewhere else "",
                must_explain=event in TO_BE_EXPLAINED,
            )
        )
    return sorted(found, key=lambda offer: bool(offer.reason))


def _reason(case: Case, event: Event, answer: Answer) -> str:
    error = refusal_error(case, event, answer)
    return gettext(error.sentence, **error.values)


def gift_page(
    request: Request, session: Session, donation: DonationView, form: Form, status: int = 200
) -> Response:
    """Return the page; a ``form`` that came back keeps what was typed and what is wrong with it."""
    house = current_house(request)
    supplied = gather(Asked(session, house, current_visitor(request), donation))
    subject = Subject("donation", donation.id)
    registered = [line.title_id for line in donation.lines if line.title_id]
    return render(
        request,
        "donations/show.html",
        status,
        donation=donation,
        form=form,
        titles=find_titles(session, registered),
        contact=find_contact(session, donation.donor.id),
        receipts=receipts.receipts_of(session, donation.id),
        told=tell(journal.history(session, [subject]), ON_DONATION),
        names=names_of(session, {line.decided_by for line in donation.lines}),
        today=journal.today(session).isoformat(),
        supplied=supplied,
        **_standing(session, donation, supplied),
        **words(),
    )


def _standing(session: Session, donation: DonationView, supplied: Supplied) -> dict[str, Any]:
    case, days = case_of(session, donation.id), days_of(moves_of(session, donation.id))
    ways = {Event.ACCESSION: f"/desk/donations/{donation.id}/register"} | dict(supplied.ways)
    found = offers(case, ways)
    verdict = verdict_of(line.decision for line in donation.lines)
    return {
        "course": course(donation.stage, days),
        "steps": {stage.value: translate(name) for stage, name in STEPS.items()},
        "missing": [translate(STEPS[stage]) for stage in missing(donation.stage, days)],
        "offers": [offer for offer in found if not offer.reason],
        "refusals": [offer for offer in found if offer.reason],
        "verdict": None if verdict is Decision.PENDING else verdict,
        "is_decidable": donation.stage in DECIDABLE and not case.registered,
        "choices": [(d.value, translate(CHOICES[d])) for d in decisions_of(donation.mode)],
        "selected_key": SELECTED,
    }
