"""What may be done with donations; every change is written in the journal, contact data never."""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from archive.donations.counted import tell_ledger
from archive.donations.decisions import accept_pending, decide_line, refuse_list_when_registered
from archive.donations.errors import (
    DonationNotDecidedError,
    DonationNotFoundError,
    LineRegisteredError,
    NoLinesError,
    NothingAcceptedError,
    ReceivedInFutureError,
    ReceivedTooEarlyError,
)
from archive.donations.models import Donation, DonationLine
from archive.donations.moves import hold_donation, write_first_move
from archive.donations.progress import ACCEPTED
from archive.donations.queries import find_donation, find_submission, line_view, work_of
from archive.donations.schemas import DonationView, LineView, NewDonation, NewDonor, NewLine
from archive.donations.states.events import Event
from archive.donations.states.replay import LOGGED
from archive.donations.states.table import TABLE
from archive.donations.works import follow_copy, join_work
from archive.donations.written_dates import expect_possible
from archive.donors.service import change_contact, create_donor, hold_donor
from archive.kernel import journal
from archive.kernel.identifiers import new_id
from archive.kernel.journal import JournalEntry, Subject
from archive.kernel.numbers import next_number
from archive.likeness.scoring import Description
from archive.likeness.service import Kind, index_record, rows_of
from archive.text.dates import read_date

__all__ = [
    "accept_pending",
    "change_line",
    "check_received",
    "correct_line",
    "decide_line",
    "hold_donation",
    "index_line",
    "lines_to_register",
    "log_donation",
    "make_lines",
    "mark_registered",
    "promise_donation",
]

FIRST_YEAR = 1900  # of a gift that anyone can still log; before it stand only slips like 0202


def log_donation(session: Session, gift: NewDonation) -> DonationView:
    """Log a gift. The same submission twice is one gift, however close together.

    Raises:
        InvalidInputError: a field cannot be used; the error names it.
    """
    known = find_submission(session, gift.submission)
    if known is not None:
        return find_donation(session, known)
    _check_gift(session, gift)
    try:
        # The number and the donor go back with the savepoint if another click was first.
        with session.begin_nested():
            return _write_gift(session, gift)
    except IntegrityError:
        known = find_submission(session, gift.submission)
        if known is None:
            raise
        return find_donation(session, known)


def promise_donation(session: Session, gift: NewDonation) -> DonationView:
    """Write down that somebody intends to give (意向); the list follows when the things come.

    Raises:
        InvalidInputError: a field cannot be used; the error names it.
    """
    check_received(session, gift.received_on)
    return _write_gift(session, gift, Event.PROMISE)


def _check_gift(session: Session, gift: NewDonation) -> None:
    if not gift.lines:
        raise NoLinesError(field="lines")
    check_received(session, gift.received_on)


def check_received(session: Session, received_on: dt.date) -> None:
    """Refuse a day on which no gift can have come."""
    if received_on > journal.today(session):
        raise ReceivedInFutureError(field="received_on")
    if received_on.year < FIRST_YEAR:
        raise ReceivedTooEarlyError(field="received_on")


def _write_gift(session: Session, gift: NewDonation, event: Event = Event.LIST) -> DonationView:
    donor = gift.donor
    if not isinstance(donor, NewDonor):
        hold_donor(session, donor)  # before the number: see hold_donor
    row = Donation(
        number=_next_donation_number(session),
        submission=gift.submission,
        donor_id=create_donor(session, donor).id if isinstance(donor, NewDonor) else donor,
        received_on=gift.received_on,
        note=gift.note,
        campaign_id=gift.campaign_id,
        branch_id=gift.branch_id,
        mode=gift.mode,
        stage=TABLE[None, event],
        logged_at=journal.now(session),
        logged_by=journal.current_actor(session).id,
        lines=make_lines(session, gift.lines),
    )
    session.add(row)
    session.flush()
    for line in row.lines:
        session.add_all(rows_of(Kind.DONATION_LINE, line.id, _description(line), line.donation_id))
    session.flush()
    if not gift.contact.is_empty:
        change_contact(session, row.donor_id, gift.contact)
    donation = find_donation(session, row.id)
    write_first_move(session, row, event, _record_gift(session, row, event, donation.lines).at)
    return donation


def _record_gift(
    session: Session, row: Donation, event: Event, lines: Sequence[LineView]
) -> JournalEntry:
    return journal.record(
        session,
        LOGGED,
        subject=Subject("donation", row.id),
        also=[Subject("donor", row.donor_id)],
        after={
            "number": row.number,
            "received_on": row.received_on.isoformat(),
            "titles": [line.title for line in lines],
            "line_count": len(lines),
            "volume_count": sum(line.volume_count for line in lines),
            "note": row.note,
            "event": event,
            "from_stage": None,
            "stage": row.stage,
            "moved_on": row.received_on.isoformat(),
        },
    )


def _next_donation_number(session: Session) -> str:
    year = journal.today(session).year
    return f"捐{year}-{next_number(session, f'donations-{year}'):04}"


def make_lines(session: Session, lines: Sequence[NewLine], after: int = 0) -> list[DonationLine]:
    """Return the rows of new lines, numbered from ``after`` on; dates are read into years.

    Raises:
        ImpossibleDateError: no document can bear the date of a line.
    """
    rows = []
    for sequence, line in enumerate(lines, start=after + 1):
        expect_possible(line.date_text)
        identifier = new_id()
        work_id = work_of(session, line.copy_of_line_id, line.copy_of_title_id) or identifier
        fields = dataclasses.asdict(_dated(line))
        rows.append(DonationLine(id=identifier, sequence=sequence, work_id=work_id, **fields))
    return rows


def _dated(line: NewLine) -> NewLine:
    if line.year_from is not None or line.year_to is not None:
        return line
    written = read_date(line.date_text)
    return dataclasses.replace(line, year_from=written.year_from, year_to=written.year_to)


def correct_line(session: Session, line_id: str, corrected: NewLine) -> LineView:
    """Put right what was written down wrongly at the counter; the decision stays.

    Raises:
        ConflictError: the line or the donation it came with stands in the registers.
        ImpossibleDateError: no document can bear the new date.
    """
    row = session.get(DonationLine, line_id)
    if row is None:
        raise DonationNotFoundError(detail=f"no line {line_id}")
    hold_donation(session, row.donation_id)
    session.refresh(row)
    refuse_list_when_registered(session, row.donation_id, [row])
    if corrected.date_text != row.date_text:
        expect_possible(corrected.date_text)
    new = dataclasses.asdict(_redated(row, corrected))
    if not corrected.photo_sha256:  # a photograph is not taken away by correcting a title
        del new["photo_sha256"]
    old = {name: getattr(row, name) for name in new}
    names = [name for name in new if new[name] != old[name]]
    for name in names:
        setattr(row, name, new[name])
    if names:
        journal.record(
            session,
            "donations.donation.line-corrected",
            subject=Subject("donation", row.donation_id),
            before={name: old[name] for name in names},
            after={name: new[name] for name in names} | {"line": row.sequence},
        )
        index_line(session, row)
        follow_copy(session, row)
        tell_ledger(session, [row.work_id])
    return line_view(row)


def _redated(row: DonationLine, corrected: NewLine) -> NewLine:
    """Return the correction with the years of its date, unless it names others itself.

    Years that were told apart from a date, as by an import, stay until the date is changed.
    """
    years, known = (corrected.year_from, corrected.year_to), (row.year_from, row.year_to)
    if corrected.date_text == row.date_text:
        kept = known if years == (None, None) else years
        return dataclasses.replace(corrected, year_from=kept[0], year_to=kept[1])
    if years not in {(None, None), known}:
        return corrected
    return _dated(dataclasses.replace(corrected, year_from=None, year_to=None))


def change_line(session: Session, line_id: str, fields: Mapping[str, Any]) -> LineView:
    """Put right some fields of a line, by the names of :class:`NewLine`; the others stay.

    Raises:
        ConflictError: as :func:`correct_line`.
    """
    row = session.get(DonationLine, line_id)
    if row is None:
        raise DonationNotFoundError(detail=f"no line {line_id}")
    hold_donation(session, row.donation_id)
    session.refresh(row)
    told = {name: getattr(row, name) for name in NewLine.__dataclass_fields__}
    if "date_text" in fields:
        told |= {"year_from": None, "year_to": None}
    return correct_line(session, line_id, NewLine(**(told | dict(fields))))


def lines_to_register(session: Session, donation_id: str) -> list[LineView]:
    """Return the accepted lines of a donation that can be entered in the registers.

    Raises:
        DonationNotDecidedError: some lines are still undecided.
        NothingAcceptedError: there is nothing to register.
        LineRegisteredError: a line is registered already.
    """
    donation = find_donation(session, donation_id)
    accepted = [line for line in donation.lines if line.decision in ACCEPTED]
    if donation.counts.pending:
        raise DonationNotDecidedError(count=donation.counts.pending)
    if not accepted:
        raise NothingAcceptedError
    for line in accepted:
        if line.is_registered:
            raise LineRegisteredError(title=line.title)
    return accepted


def mark_registered(
    session: Session, line_id: str, title_id: str, *, is_copy: bool = False
) -> None:
    """Tie a line to the title it has become; from now on its decision stands.

    ``is_copy`` says that the title was there before, so that the line adds 册 and no 种.
    """
    row = session.get_one(DonationLine, line_id)
    row.title_id = title_id
    session.flush()
    if is_copy:
        join_work(session, row, work_of(session, None, title_id, row.id))


def index_line(session: Session, row: DonationLine) -> None:
    """Let the check for duplicates find a line by what it is called now."""
    index_record(session, Kind.DONATION_LINE, row.id, _description(row), row.donation_id)


def _description(row: DonationLine) -> Description:
    return Description(row.title, row.author, row.year_from, row.year_to)
