"""Putting a gift right after it was logged: what it says of itself, and lines more or fewer."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from archive.donations.counted import tell_ledger, tell_ledger_of_gift
from archive.donations.decisions import refuse_list_when_registered
from archive.donations.errors import (
    DonationNotFoundError,
    GiftGoneError,
    LastLineError,
    LineCountedError,
    NoLinesError,
    ReceivedAfterDecisionError,
)
from archive.donations.models import Donation, DonationLine
from archive.donations.moves import follow_decisions, hold_donation, move
from archive.donations.queries import find_donation, line_view
from archive.donations.schemas import CorrectedGift, DonationView, NewLine
from archive.donations.service import check_received, index_line, make_lines
from archive.donations.states.events import Event
from archive.donations.states.replay import LINE_ADDED, LINE_REMOVED
from archive.donations.states.table import BEFORE_LIST, GONE
from archive.donors.queries import find_donor
from archive.kernel import journal
from archive.kernel.journal import Subject
from archive.ledger.models import AcquisitionEntry
from archive.likeness.service import Kind, forget_record


def correct_gift(session: Session, donation_id: str, corrected: CorrectedGift) -> DonationView:
    """Put right who gave, when and how; what is counted follows from today on.

    Raises:
        InvalidInputError: a field cannot be used; the error names it.
    """
    hold_donation(session, donation_id)
    row = session.get_one(Donation, donation_id)
    check_received(session, corrected.received_on)
    _check_decisions(session, donation_id, corrected.received_on)
    find_donor(session, corrected.donor_id)
    new = dataclasses.asdict(corrected)
    old = {name: getattr(row, name) for name in new}
    names = [name for name in new if new[name] != old[name]]
    for name in names:
        setattr(row, name, new[name])
    session.flush()
    if names:
        _record_correction(session, row, old, new, names)
        tell_ledger_of_gift(session, donation_id)
    return find_donation(session, donation_id)


def _check_decisions(session: Session, donation_id: str, received_on: dt.date) -> None:
    decided_on = session.scalar(
        select(func.min(DonationLine.decided_on)).where(DonationLine.donation_id == donation_id)
    )
    before = session.scalar(select(Donation.received_on).where(Donation.id == donation_id))
    if decided_on is not None and before is not None and before <= decided_on < received_on:
        raise ReceivedAfterDecisionError(field="received_on", day=decided_on.isoformat())


def _record_correction(
    session: Session,
    row: Donation,
    old: dict[str, Any],
    new: dict[str, Any],
    names: Sequence[str],
) -> None:
    donors = dict.fromkeys((old["donor_id"], new["donor_id"]))
    journal.record(
        session,
        "donations.donation.corrected",
        subject=Subject("donation", row.id),
        also=[Subject("donor", donor_id) for donor_id in donors],
        before={name: _plain(old[name]) for name in names},
        after={name: _plain(new[name]) for name in names},
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def add_lines(
    session: Session,
    donation_id: str,
    lines: Sequence[NewLine],
    received_on: dt.date | None = None,
) -> DonationView:
    """Add lines to the list of a gift; the first ones make a list of an intention.

    ``received_on`` is the day on which the things of an intention came; today unless given.

    Raises:
        NoLinesError: there are none.
        GiftGoneError: the gift was withdrawn or given back.
        ConflictError: the gift stands in the registers.
    """
    hold_donation(session, donation_id)
    donation = session.get_one(Donation, donation_id)
    if not lines:
        raise NoLinesError(field="lines")
    if donation.stage in GONE:
        raise GiftGoneError
    refuse_list_when_registered(session, donation_id, [])
    is_first = donation.stage in BEFORE_LIST
    if is_first:
        donation.received_on = received_on or journal.today(session)
        check_received(session, donation.received_on)
    last = select(func.max(DonationLine.sequence)).where(DonationLine.donation_id == donation_id)
    for line in make_lines(session, lines, after=session.scalar(last) or 0):
        line.donation_id = donation_id
        session.add(line)
        session.flush()
        index_line(session, line)
        _record_line(session, LINE_ADDED, line, after=_told(line))
    if is_first:
        move(session, donation_id, Event.LIST, moved_on=donation.received_on)
    follow_decisions(session, donation_id)
    return find_donation(session, donation_id)


def remove_line(session: Session, line_id: str) -> DonationView:
    """Take a line off the list that should not have been on it.

    Raises:
        LastLineError: nothing would be left of the gift.
        LineCountedError: it was counted once, so the ledger still speaks of it.
        ConflictError: the gift stands in the registers.
    """
    row = session.get(DonationLine, line_id)
    if row is None:
        raise DonationNotFoundError(detail=f"no line {line_id}")
    donation_id = row.donation_id
    hold_donation(session, donation_id)
    session.refresh(row)
    refuse_list_when_registered(session, donation_id, [row])
    others = select(func.count()).where(
        DonationLine.donation_id == donation_id, DonationLine.id != line_id
    )
    if not session.scalar(others):
        raise LastLineError
    counted = select(AcquisitionEntry.number).where(AcquisitionEntry.line_id == line_id)
    if session.scalar(counted.limit(1)) is not None:
        raise LineCountedError(title=row.title)
    _record_line(session, LINE_REMOVED, row, before=_told(row))
    _leave_work(session, row)
    forget_record(session, Kind.DONATION_LINE, line_id)
    session.delete(row)
    session.flush()
    follow_decisions(session, donation_id)
    return find_donation(session, donation_id)


def _leave_work(session: Session, row: DonationLine) -> None:
    """Let the copies of a line that goes be copies of what it was a copy of, or of one another."""
    copies = session.scalars(
        select(DonationLine)
        .where(DonationLine.copy_of_line_id == row.id)
        .order_by(DonationLine.decided_on.is_(None), DonationLine.decided_on, DonationLine.id)
    ).all()
    for copy in copies:
        copy.copy_of_line_id = row.copy_of_line_id
        copy.copy_of_title_id = row.copy_of_title_id
    if copies and row.copy_of_line_id is None and row.copy_of_title_id is None:
        for copy in copies[1:]:
            copy.copy_of_line_id = copies[0].id
    session.flush()
    of_work = DonationLine.work_id == row.work_id
    heir = session.scalar(
        select(func.min(DonationLine.id)).where(of_work, DonationLine.id != row.id)
    )
    if row.work_id == row.id and heir is not None:
        session.execute(
            update(DonationLine).where(of_work, DonationLine.id != row.id).values(work_id=heir)
        )
        tell_ledger(session, [heir])


def _told(row: DonationLine) -> dict[str, Any]:
    view = line_view(row)
    told = {name: getattr(view, name) for name in NewLine.__dataclass_fields__}
    return {name: value for name, value in told.items() if value not in ("", None)}


def _record_line(
    session: Session,
    action: str,
    row: DonationLine,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    journal.record(
        session,
        action,
        subject=Subject("donation", row.donation_id),
        before=before,
        after={"line": row.sequence, "title": row.title} | (after or {}),
    )
