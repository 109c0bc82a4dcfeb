"""Where every gift stood on a day, told by its moves."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, ScalarSelect, Subquery, and_, func, select
from sqlalchemy.orm import Session, joinedload

from archive.donations.kinds import Stage
from archive.donations.models import Donation, DonationLine, DonationMove
from archive.donations.states.table import BEFORE_LIST, SETTLED, UNDER_REVIEW
from archive.donors.queries import donor_view
from archive.donors.schemas import DonorView
from archive.kernel.clock import LOCAL_ZONE

OPEN = (
    *BEFORE_LIST,
    *UNDER_REVIEW,
    *SETTLED,
    Stage.ACCESSIONED,
    Stage.CATALOGUED,
    Stage.THANKED,
)
"""Where there is still something to be done."""


@dataclass(frozen=True, slots=True)
class StageCount:
    """How many gifts stood at a stage, and since when the one that had stood there longest."""

    stage: Stage
    count: int
    since: dt.date


@dataclass(frozen=True, slots=True)
class StandingGift:
    """A gift at a stage, since when, and what it is."""

    id: str
    number: str
    donor: DonorView
    received_on: dt.date
    since: dt.date
    first_title: str
    line_count: int


@dataclass(frozen=True, slots=True)
class Evening:
    """The evening of a day; ``as_known_then`` leaves out what was entered after it."""

    day: dt.date
    as_known_then: bool = False


def stage_counts(session: Session, evening: Evening) -> list[StageCount]:
    """Return how many gifts stood where on an evening, in the order of the way."""
    last = _last_moves(evening)
    found = session.execute(
        select(DonationMove.to_stage, func.count(), func.min(DonationMove.moved_on))
        .join(last, _is_move(last))
        .group_by(DonationMove.to_stage)
    )
    counts = [StageCount(stage, count, since) for stage, count, since in found]
    return sorted(counts, key=lambda each: list(Stage).index(each.stage))


def gifts_at(
    session: Session, stage: Stage, evening: Evening, offset: int = 0, limit: int = 50
) -> list[StandingGift]:
    """Return a part of the gifts that stood at a stage, those that had stood longest first."""
    last = _last_moves(evening)
    found = session.execute(
        select(Donation, DonationMove.moved_on, *_list_of_gift())
        .join(DonationMove, DonationMove.donation_id == Donation.id)
        .join(last, _is_move(last))
        .where(DonationMove.to_stage == stage)
        .options(joinedload(Donation.donor))
        .order_by(DonationMove.moved_on, Donation.number)
        .offset(offset)
        .limit(limit)
    )
    return [
        StandingGift(
            id=gift.id,
            number=gift.number,
            donor=donor_view(gift.donor),
            received_on=gift.received_on,
            since=since,
            first_title=title or "",
            line_count=count,
        )
        for gift, since, title, count in found
    ]


def _list_of_gift() -> tuple[ScalarSelect[str], ScalarSelect[int]]:
    """Return the first title of a gift's list and the number of its lines."""
    of_gift = DonationLine.donation_id == Donation.id
    first = select(DonationLine.title).where(of_gift, DonationLine.sequence == 1)
    count = select(func.count(DonationLine.id)).where(of_gift)
    return first.scalar_subquery(), count.scalar_subquery()


def _is_move(last: Subquery) -> ColumnElement[bool]:
    return and_(
        last.c.donation_id == DonationMove.donation_id, last.c.sequence == DonationMove.sequence
    )


def _last_moves(evening: Evening) -> Subquery:
    moves = select(
        DonationMove.donation_id, func.max(DonationMove.sequence).label("sequence")
    ).where(DonationMove.moved_on <= evening.day)
    if evening.as_known_then:
        next_day = evening.day + dt.timedelta(days=1)
        end = dt.datetime.combine(next_day, dt.time(), LOCAL_ZONE)
        moves = moves.where(DonationMove.moved_at < end)
    return moves.group_by(DonationMove.donation_id).subquery()
