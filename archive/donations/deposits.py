"""What is deposited (寄存): until when, giving it back piece by piece, and the list of it all."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session, contains_eager

from archive.donations.counted import tell_ledger
from archive.donations.errors import (
    DepositNotReturnedError,
    DonationNotFoundError,
    LineReturnedError,
    MovedInFutureError,
    MoveReasonMissingError,
    NotDepositedError,
    ReturnedBeforeDepositError,
    TermChangedError,
)
from archive.donations.kinds import Decision
from archive.donations.models import Donation, DonationLine, DonationMove
from archive.donations.moves import hold_donation
from archive.donations.queries import line_view
from archive.donations.schemas import LineView
from archive.donations.states.table import GONE
from archive.donors.queries import donor_view
from archive.donors.schemas import DonorView
from archive.kernel import journal
from archive.kernel.bounded_counts import BoundedCount, count_up_to
from archive.kernel.journal import Subject

AT_ONCE = 500


class Standing(StrEnum):
    """Which deposits a list shows: those in our hands, overdue ones, those given back, all."""

    HELD = "held"
    DUE = "due"
    RETURNED = "returned"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class DepositRow:
    """A deposited line: from whom, since when, until when, and when it was given back."""

    line: LineView
    donation_number: str
    donor: DonorView
    is_due: bool
    returned_on: dt.date | None


def agree_term(
    session: Session, line_id: str, until: dt.date | None, seen: str | None = None
) -> LineView:
    """Write down until when a line is deposited, None for no day.

    ``seen`` is the term (an ISO date, — for none) that whoever asks saw, None if he does not say.

    Raises:
        TermChangedError: it was another one meanwhile.
        NotDepositedError: the line is no deposit.
        LineReturnedError: it was given back.
    """
    row = _hold_held(session, line_id)
    held = _plain(row.deposit_until)
    held = _plain(row.deposit_until)
    if seen is not None and held != seen and row.deposit_until != until:
        raise TermChangedError(field="until", day=held)
    if until is not None and row.decided_on is not None and until < row.decided_on:
        raise ReturnedBeforeDepositError(field="until", day=row.decided_on.isoformat())
    if row.deposit_until != until:
        before, row.deposit_until = row.deposit_until, until
        session.flush()
        _record(session, row, "deposit-term", {"until": _plain(before)}, {"until": _plain(until)})
    return line_view(row)


def return_line(session: Session, line_id: str, returned_on: dt.date | None, why: str) -> LineView:
    """Give one deposited line back; it counts as a deposit no more from that day on.

    Raises:
        NotDepositedError: the line is no deposit.
        LineReturnedError: it was given back before.
        InvalidInputError: day or reason cannot be used.
    """
    row = _hold_held(session, line_id)
    day = returned_on or journal.today(session)
    if not why.strip():
        raise MoveReasonMissingError(field="why")
    if day > journal.today(session):
        raise MovedInFutureError(field="returned_on")
    if row.decided_on is not None and day < row.decided_on:
        raise ReturnedBeforeDepositError(field="returned_on", day=row.decided_on.isoformat())
    row.returned_on = day
    session.flush()
    _record(session, row, "line-returned", None, {"returned_on": day.isoformat()}, why.strip())
    tell_ledger(session, [row.work_id], {row.id: day})
    return line_view(row)


def take_return_back(session: Session, line_id: str, why: str) -> LineView:
    """Say that a line was not given back after all; it counts again from today on."""
    row = _hold_line(session, line_id)
    if row.returned_on is None:
        raise DepositNotReturnedError(title=row.title)
    if not why.strip():
        raise MoveReasonMissingError(field="why")
    before = {"returned_on": row.returned_on.isoformat()}
    row.returned_on = None
    session.flush()
    _record(session, row, "line-return-undone", before, {"returned_on": None}, why.strip())
    tell_ledger(session, [row.work_id])
    return line_view(row)


def _hold_line(session: Session, line_id: str) -> DonationLine:
    row = session.get(DonationLine, line_id)
    if row is None:
        raise DonationNotFoundError(detail=f"no line {line_id}")
    hold_donation(session, row.donation_id)
    session.refresh(row)
    donation = session.get_one(Donation, row.donation_id)
    if row.decision is not Decision.DEPOSITED or donation.stage in GONE:
        raise NotDepositedError(title=row.title)
    return row


def _hold_held(session: Session, line_id: str) -> DonationLine:
    row = _hold_line(session, line_id)
    if row.returned_on is not None:
        raise LineReturnedError(title=row.title, day=row.returned_on.isoformat())
    return row


def _plain(day: dt.date | None) -> str:
    return day.isoformat() if day else "—"


def _record(
    session: Session,
    row: DonationLine,
    what: str,
    before: dict[str, Any] | None,
    after: dict[str, Any],
    why: str = "",
) -> None:
    journal.record(
        session,
        f"donations.donation.{what}",
        subject=Subject("donation", row.donation_id),
        before=before,
        after={"line": row.sequence, "title": row.title} | after,
        why=why,
    )


def count_deposits(session: Session, standing: Standing, today: dt.date) -> BoundedCount:
    """Return how many deposits there are of those asked for, counted no further than 1,000."""
    return count_up_to(session, _deposits(standing, today).with_only_columns(DonationLine.id))


def list_deposits(
    session: Session, standing: Standing, today: dt.date, offset: int = 0, limit: int = 50
) -> list[DepositRow]:
    """Return deposits in the order in which they fall due, those without a day last."""
    wanted = _deposits(standing, today).order_by(
        DonationLine.deposit_until.is_(None),
        DonationLine.deposit_until,
        DonationLine.decided_on,
        DonationLine.id,
    )
    rows = session.execute(wanted.offset(offset).limit(limit)).all()
    gone = _gone_on(session, [d.id for _, d in rows if d.stage in GONE])
    return [
        DepositRow(
            line=line_view(line),
            donation_number=donation.number,
            donor=donor_view(donation.donor),
            returned_on=line.returned_on or gone.get(donation.id),
            is_due=_is_held(line, donation)
            and line.deposit_until is not None
            and line.deposit_until < today,
        )
        for line, donation in rows
    ]


def every_deposit(session: Session, standing: Standing, today: dt.date) -> Iterator[DepositRow]:
    """Yield all deposits asked for, some hundred at a time."""
    offset = 0
    while part := list_deposits(session, standing, today, offset, AT_ONCE):
        yield from part
        offset += len(part)


def _is_held(line: DonationLine, donation: Donation) -> bool:
    return line.returned_on is None and donation.stage not in GONE


def _deposits(standing: Standing, today: dt.date) -> Select[DonationLine, Donation]:
    is_held = and_(DonationLine.returned_on.is_(None), Donation.stage.not_in(GONE))
    narrowed: dict[Standing, ColumnElement[bool]] = {
        Standing.HELD: is_held,
        Standing.DUE: and_(is_held, DonationLine.deposit_until < today),
        Standing.RETURNED: or_(DonationLine.returned_on.is_not(None), Donation.stage.in_(GONE)),
    }
    wanted = (
        select(DonationLine, Donation)
        .join(Donation, DonationLine.donation_id == Donation.id)
        .join(Donation.donor)
        .options(contains_eager(Donation.donor))
        .where(DonationLine.decision == Decision.DEPOSITED)
    )
    return wanted.where(narrowed[standing]) if standing in narrowed else wanted


def _gone_on(session: Session, donation_ids: list[str]) -> dict[str, dt.date]:
    """Return the days on which whole gifts were given back or withdrawn."""
    if not donation_ids:
        return {}
    moves = (
        select(DonationMove.donation_id, DonationMove.moved_on)
        .where(DonationMove.donation_id.in_(donation_ids), DonationMove.to_stage.in_(GONE))
        .order_by(DonationMove.sequence)
    )
    return dict(session.execute(moves).all())
