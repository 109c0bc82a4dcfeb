"""Donations: logging, deciding, moving on, registering."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Query, status
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from archive.accessions import service as accessions
from archive.accessions.branch_guard import keep_room_to_branch
from archive.accessions.errors import RoomUnknownError
from archive.accessions.schemas import BatchView
from archive.accessions.service import Placing
from archive.api.door import PROBLEMS, Decider, Logger, Registrar
from archive.api.known import expect_known
from archive.catalogue.schemas import MOST_VOLUMES
from archive.donations import queries, service
from archive.donations.branch_guard import branch_for
from archive.donations.decision_forms import DecisionForm
from archive.donations.decisions import decide
from archive.donations.errors import DonationNotFoundError
from archive.donations.moves import move
from archive.donations.queries import DonationFilter
from archive.donations.schemas import (
    AcquisitionMode,
    Contact,
    DonationRow,
    DonationView,
    LineView,
    MaterialKind,
    NewDonation,
    NewDonor,
    NewLine,
    Stage,
)
from archive.donations.states.events import Event
from archive.donors.queries import find_donor
from archive.kernel.errors import InvalidInputError
from archive.kernel.identifiers import new_id
from archive.web.forms import Submission
from archive.web.plain import PlainModel
from archive.web.sessions import ReadSession, WriteSession

router = APIRouter(prefix="/donations", tags=["donations"], responses=PROBLEMS)


class LineIn(PlainModel):
    """A line of the list that comes with a gift."""

    title: Annotated[str, Field(min_length=1, max_length=500)]
    author: Annotated[str, Field(max_length=500)] = ""
    date_text: Annotated[str, Field(max_length=100)] = ""
    material: MaterialKind = MaterialKind.OTHER
    volume_count: Annotated[int, Field(ge=0, le=MOST_VOLUMES)] = 1
    piece_count: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    condition: Annotated[str, Field(max_length=300)] = ""
    value_note: Annotated[str, Field(max_length=300)] = ""
    value_cents: Annotated[int, Field(ge=0, le=10**13)] | None = None
    note: Annotated[str, Field(max_length=500)] = ""
    copy_of_line_id: str | None = None
    copy_of_title_id: str | None = None


class LineChange(LineIn):
    """What is to be put right of a line; every field may be left out."""

    title: Annotated[str, Field(min_length=1, max_length=500)] = ""


class DonationIn(PlainModel):
    """A gift; ``donor_id`` or a new ``donor_name`` says who gives.

    ``submission``, twelve characters of the program's choice, makes one gift of a request that is
    sent twice.
    """

    submission: Submission | None = None
    donor_id: str | None = None
    donor_name: Annotated[str, Field(max_length=200)] = ""
    received_on: dt.date
    lines: Annotated[list[LineIn], Field(min_length=1, max_length=500)]
    mode: AcquisitionMode = AcquisitionMode.DONATION
    campaign_id: str | None = None
    branch_id: str | None = None
    note: Annotated[str, Field(max_length=2000)] = ""


class DecisionIn(DecisionForm):
    """A decision on a line, with its reason, and the day from which it counts.

    ``accepted_count`` says of a partly accepted line how many 册 (of a line without 册, how many
    件) are kept. ``decided_on`` is today if no day is sent; ``is_confirmed`` says that a day before
    the gift was received is meant.
    """

    accepted_count: Annotated[int, Field(ge=0, le=1_000_000)] | None = None


class MoveIn(PlainModel):
    """A step of a gift on its way."""

    event: Event
    why: Annotated[str, Field(max_length=500)] = ""
    moved_on: dt.date | None = None


class RegistrationIn(PlainModel):
    """For some lines, by identifier, the title they are a copy of; today if no day is sent.

    ``room_id`` is the room (室) it comes to, whose number mask prints the accession numbers.
    """

    submission: Submission | None = None
    room_id: Annotated[str, Field(max_length=12)] | None = None
    existing: Annotated[dict[str, str], Field(default_factory=dict)]
    registered_on: dt.date | None = None


class GiftQuery(BaseModel):
    """Which gifts are asked for; what is left out does not narrow the list."""

    q: Annotated[str, Field(max_length=200)] = ""
    donor_id: Annotated[str, Field(max_length=200)] = ""
    campaign_id: Annotated[str, Field(max_length=200)] = ""
    branch_id: Annotated[str, Field(max_length=200)] = ""
    mode: AcquisitionMode | None = None
    stage: Stage | None = None
    offset: Annotated[int, Field(ge=0, le=10_000_000, description="How many to pass over.")] = 0
    limit: Annotated[int, Field(ge=1, le=500, description="How many at most.")] = 50


@router.get("")
def list_donations(
    session: ReadSession, _who: Logger, asked: Annotated[GiftQuery, Query()]
) -> list[DonationRow]:
    """Return gifts, those logged last first."""
    wanted = DonationFilter(
        asked.q, asked.donor_id, asked.campaign_id, asked.branch_id, asked.mode, asked.stage
    )
    return queries.list_donations(session, wanted, "-logged", asked.offset, asked.limit)


@router.post("", status_code=status.HTTP_201_CREATED)
def log_donation(session: WriteSession, who: Logger, gift: DonationIn) -> DonationView:
    """Log a gift with its lines; who works for one branch logs it for that branch."""
    branch_id = branch_for(who, gift.branch_id)
    expect_known(session, campaign_id=gift.campaign_id, branch_id=branch_id)
    known = find_donor(session, gift.donor_id).id if gift.donor_id else ""
    donor: str | NewDonor = known or NewDonor(gift.donor_name)
    return service.log_donation(
        session,
        NewDonation(
            submission=gift.submission or new_id(),
            donor=donor,
            received_on=gift.received_on,
            lines=tuple(NewLine(**line.model_dump()) for line in gift.lines),
            contact=Contact(),
            note=gift.note,
            campaign_id=gift.campaign_id,
            branch_id=branch_id,
            mode=gift.mode,
        ),
    )


@router.get("/{donation_id}")
def show_donation(session: ReadSession, _who: Logger, donation_id: str) -> DonationView:
    """Return a gift with its lines."""
    return queries.find_donation(session, donation_id)


@router.put("/{donation_id}/lines/{line_id}")
def correct_line(
    session: WriteSession, _who: Logger, donation_id: str, line_id: str, line: LineIn
) -> LineView:
    """Put right what was written down wrongly; the decision stays.

    What is left out is emptied, but for the photograph and for years told apart from the date.
    """
    expect_line_of(session, donation_id, line_id)
    return service.correct_line(session, line_id, NewLine(**line.model_dump()))


@router.patch("/{donation_id}/lines/{line_id}")
def change_line(
    session: WriteSession, _who: Logger, donation_id: str, line_id: str, changed: LineChange
) -> LineView:
    """Put right the fields that are sent; what is not sent stays as it is."""
    expect_line_of(session, donation_id, line_id)
    return service.change_line(session, line_id, changed.model_dump(exclude_unset=True))


@router.post("/{donation_id}/lines/{line_id}/decision")
def decide_line(
    session: WriteSession, _who: Decider, donation_id: str, line_id: str, made: DecisionIn
) -> LineView:
    """Decide on a line, or take the decision back (``pending``)."""
    expect_line_of(session, donation_id, line_id)
    try:
        return decide(session, line_id, made.choice)
    except InvalidInputError as error:
        error.field = error.field.removesuffix(f"-{line_id}")  # a page has a form for each line
        raise


@router.post("/{donation_id}/moves")
def move_on(session: WriteSession, _who: Decider, donation_id: str, step: MoveIn) -> DonationView:
    """Let a gift take a step on its way; what may not happen now says why."""
    move(session, donation_id, step.event, step.why, step.moved_on)
    return queries.find_donation(session, donation_id)


@router.post("/{donation_id}/registration", status_code=status.HTTP_201_CREATED)
def register_donation(
    session: WriteSession, who: Registrar, donation_id: str, asked: RegistrationIn
) -> BatchView:
    """Enter the accepted lines in the registers as one batch."""
    token = asked.submission or new_id()
    keep_room_to_branch(session, who, asked.room_id)
    place = Placing(asked.room_id or None, asked.registered_on)
    try:
        return accessions.register_donation(session, donation_id, token, asked.existing, place)
    except RoomUnknownError as error:
        error.field = "room_id"
        raise


def expect_line_of(session: Session, donation_id: str, line_id: str) -> None:
    """Refuse a line that is of another gift than the address says."""
    if line_id not in {line.id for line in queries.find_donation(session, donation_id).lines}:
        raise DonationNotFoundError(detail=f"no line {line_id} in {donation_id}")
