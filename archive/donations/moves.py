"""Moving a gift from stage to stage: one conditional write, one row, one entry of the journal."""

import datetime as dt

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from archive.donations.counted import tell_ledger_of_gift
from archive.donations.errors import (
    DonationNotFoundError,
    MovedBeforeReceivedError,
    MovedInFutureError,
    MoveReasonMissingError,
)
from archive.donations.kinds import Decision, Stage
from archive.donations.models import Donation, DonationLine, DonationMove
from archive.donations.progress import ACCEPTED
from archive.donations.refusals import refusal_error
from archive.donations.states.course import Move, days_of
from archive.donations.states.events import TO_BE_EXPLAINED, Event
from archive.donations.states.machine import Case, following_decisions, may
from archive.donations.states.replay import MOVED
from archive.donations.states.table import GONE
from archive.donations.words import STAGES
from archive.kernel import journal
from archive.kernel.journal import JournalEntry, Subject


def hold_donation(session: Session, donation_id: str) -> None:
    """Let nobody else move a donation, decide on it, register it or issue its receipt meanwhile.

    SQLite has one writer anyway; on PostgreSQL the row is locked until the transaction ends.
    """
    held = session.get(Donation, donation_id, with_for_update=True, populate_existing=True)
    if held is None:
        raise DonationNotFoundError(detail=donation_id)


def moves_of(session: Session, donation_id: str) -> list[Move]:
    """Return the steps of a donation in the order in which they were entered."""
    wanted = select(DonationMove).where(DonationMove.donation_id == donation_id)
    return [
        Move(
            event=Event(row.event),
            from_stage=row.from_stage,
            to_stage=row.to_stage,
            moved_on=row.moved_on,
            moved_at=row.moved_at,
            moved_by=row.moved_by,
            why=row.why,
        )
        for row in session.scalars(wanted.order_by(DonationMove.sequence))
    ]


def case_of(session: Session, donation_id: str) -> Case:
    """Return a donation as the machine sees it, of this moment."""
    session.flush()
    stage = session.scalar(select(Donation.stage).where(Donation.id == donation_id))
    if stage is None:
        raise DonationNotFoundError(detail=donation_id)
    counted = session.execute(
        select(DonationLine.decision, func.count(), func.count(DonationLine.title_id))
        .where(DonationLine.donation_id == donation_id)
        .group_by(DonationLine.decision)
    ).all()
    count = {decision: number for decision, number, _ in counted}
    return Case(
        stage=stage,
        pending=count.get(Decision.PENDING, 0),
        accepted=sum(count.get(decision, 0) for decision in ACCEPTED),
        deposited=count.get(Decision.DEPOSITED, 0),
        copied=count.get(Decision.COPIED_AND_RETURNED, 0),
        declined=count.get(Decision.DECLINED, 0),
        registered=sum(registered for _, _, registered in counted),
        done=frozenset(days_of(moves_of(session, donation_id))),
    )


def move(
    session: Session,
    donation_id: str,
    event: Event,
    why: str = "",
    moved_on: dt.date | None = None,
    *,
    is_confirmed: bool = False,
) -> Stage:
    """Let ``event`` happen to a donation and return the stage that it leads to.

    Args:
        session: the write session; move, row and entry stand or fall together.
        donation_id: which donation.
        event: what happens; whether it may is said by the table and its guards.
        why: the reason; withdrawing, returning and resuming must have one.
        moved_on: the day from which it counts, today unless given.
        is_confirmed: that a day before the gift was received is meant.

    Raises:
        MoveRefusedError: the event may not happen now; the sentence says why.
        InvalidInputError: the day or the reason cannot be used.
    """
    hold_donation(session, donation_id)
    donation = session.get_one(Donation, donation_id)
    why, day = why.strip(), moved_on or journal.today(session)
    case = case_of(session, donation_id)
    answer = may(case, event)
    if answer.to is None:
        raise refusal_error(case, event, answer)
    if event in TO_BE_EXPLAINED and not why:
        raise MoveReasonMissingError(field="why")
    if not is_confirmed or day > journal.today(session):
        check_day(session, day, donation.received_on, "moved_on")
    _write(session, donation, event, answer.to, why=why, moved_on=day)
    follow_decisions(session, donation_id)
    return donation.stage


def check_day(session: Session, day: dt.date, received_on: dt.date, field: str) -> None:
    """Refuse a day that is still to come, or before the gift itself."""
    if day > journal.today(session):
        raise MovedInFutureError(field=field)
    if day < received_on:
        raise MovedBeforeReceivedError(field=field, day=received_on.isoformat())


def follow_decisions(
    session: Session, donation_id: str, moved_on: dt.date | None = None
) -> Stage | None:
    """Move a donation to where the decisions on its lines lead; return the stage if they do."""
    event = following_decisions(case_of(session, donation_id))
    if event is None:
        return None
    donation = session.get_one(Donation, donation_id)
    to = may(case_of(session, donation_id), event).to
    assert to is not None  # noqa: S101 - following_decisions
    _write(session, donation, event, to, moved_on=moved_on or journal.today(session))
    return to


def write_first_move(
    session: Session, donation: Donation, event: Event, recorded_at: dt.datetime
) -> None:
    """Write the move by which a donation begins; the entry that logs it tells of it too."""
    session.add(
        DonationMove(
            donation_id=donation.id,
            sequence=1,
            event=event,
            from_stage=None,
            to_stage=donation.stage,
            moved_on=donation.received_on,
            moved_at=recorded_at,
            moved_by=donation.logged_by,
        )
    )
    session.flush()


def _write(
    session: Session,
    donation: Donation,
    event: Event,
    to: Stage,
    *,
    why: str = "",
    moved_on: dt.date,
) -> None:
    came_from = donation.stage
    _change_stage(session, donation, to)
    last = select(func.max(DonationMove.sequence)).where(DonationMove.donation_id == donation.id)
    entry = _record(session, donation, event, came_from, why, moved_on)
    session.add(
        DonationMove(
            donation_id=donation.id,
            sequence=(session.scalar(last) or 0) + 1,
            event=event,
            from_stage=came_from,
            to_stage=to,
            moved_on=moved_on,
            moved_at=entry.at,
            moved_by=entry.actor_id,
            why=why,
        )
    )
    session.flush()
    if (came_from in GONE) != (to in GONE):
        tell_ledger_of_gift(session, donation.id, moved_on)


def _record(
    session: Session,
    donation: Donation,
    event: Event,
    came_from: Stage,
    why: str,
    moved_on: dt.date,
) -> JournalEntry:
    return journal.record(
        session,
        MOVED,
        subject=Subject("donation", donation.id),
        also=[Subject("donor", donation.donor_id)],
        before={"stage": came_from},
        after={
            "event": event,
            "from_stage": came_from,
            "stage": donation.stage,
            "verdict": STAGES[donation.stage][0],
            "moved_on": moved_on.isoformat(),
        },
        why=why,
    )


def _change_stage(session: Session, donation: Donation, to: Stage) -> None:
    """Write the stage where it still is what was decided upon."""
    if to is donation.stage:
        return
    changed = session.execute(
        update(Donation)
        .where(Donation.id == donation.id, Donation.stage == donation.stage)
        .values(stage=to)
        .returning(Donation.id)
    ).all()
    if not changed:  # held above: nobody can have moved it
        raise DonationNotFoundError(detail=f"{donation.id} moved meanwhile")
    session.refresh(donation, ["stage"])
