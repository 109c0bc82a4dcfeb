"""A gift put right after it was logged: lines more and fewer, copies, donor and day."""

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.donations import copies, corrections, service
from archive.donations.copies import CopyOf
from archive.donations.errors import (
    CopyOfItselfError,
    GiftGoneError,
    LastLineError,
    LineCountedError,
    NoLinesError,
    ReceivedAfterDecisionError,
    ReceivedInFutureError,
)
from archive.donations.models import DonationLine
from archive.donations.moves import move
from archive.donations.queries import find_donation
from archive.donations.schemas import (
    CorrectedGift,
    Decision,
    DonationView,
    NewDonation,
    NewDonor,
    NewLine,
    Stage,
)
from archive.donations.states.events import Event
from archive.donations.states.replay import replay
from archive.donors.service import create_donor
from archive.kernel import journal
from archive.kernel.clock import FixedClock
from archive.kernel.database import Database
from archive.kernel.errors import InvalidInputError
from archive.kernel.identifiers import new_id
from archive.ledger.counting import Amount
from archive.ledger.queries import Asked, sums
from archive.likeness.service import describe, find_like
from tests.factories.gifts import TODAY, ZHANG, make_donation
from tests.fixtures.houses import MORNING

BOOK = NewLine("醴陵乡土志", "傅熊湘", "1926", volume_count=2)
YESTERDAY = TODAY - dt.timedelta(days=1)


@pytest.fixture
def session(database: Database) -> Session:  # type: ignore[misc]
    with database.write() as writing:
        journal.act_as(writing, journal.SYSTEM, FixedClock(MORNING))
        yield writing


def counted(session: Session) -> Amount:
    return sums(session, Asked(None, TODAY)).get((False, ()), Amount())


def as_logged(donation: DonationView, **changes: object) -> CorrectedGift:
    fields = {
        "donor_id": donation.donor.id,
        "received_on": donation.received_on,
        "mode": donation.mode,
        "campaign_id": donation.campaign_id,
        "branch_id": donation.branch_id,
        "note": donation.note,
    }
    return CorrectedGift(**(fields | changes))  # type: ignore[arg-type]


def accept(session: Session, donation: DonationView, *places: int) -> None:
    for place in places:
        service.decide_line(session, donation.lines[place].id, Decision.ACCEPTED)


def test_a_line_is_added_found_as_alike_and_told(session: Session) -> None:
    donation = corrections.add_lines(session, make_donation(session).id, [BOOK])
    added = donation.lines[-1]
    assert (added.sequence, added.title, added.year_from) == (3, "醴陵乡土志", 1926)
    assert [x.record_id for x in find_like(session, describe("醴陵鄉土志", "", ""))] == [added.id]
    actions = [entry.action for entry in journal.entries_after(session, 0)]
    assert actions[-1] == "donations.donation.line-added"


def test_a_line_added_to_what_is_decided_opens_it_again(session: Session) -> None:
    donation = make_donation(session)
    accept(session, donation, 0, 1)
    assert find_donation(session, donation.id).stage is Stage.DECIDED
    assert corrections.add_lines(session, donation.id, [BOOK]).stage is Stage.LISTED


def test_the_first_lines_make_a_list_of_an_intention(session: Session) -> None:
    gift = NewDonation(new_id(), ZHANG, YESTERDAY, ())
    donation = service.promise_donation(session, gift)
    assert donation.stage is Stage.INTENT
    listed = corrections.add_lines(session, donation.id, [BOOK])
    assert (listed.stage, listed.received_on) == (Stage.LISTED, TODAY)


def test_nothing_is_added_to_a_gift_that_is_gone_and_nothing_is_no_line(session: Session) -> None:
    donation = make_donation(session)
    with pytest.raises(NoLinesError):
        corrections.add_lines(session, donation.id, [])
    move(session, donation.id, Event.WITHDRAW, "不捐了")
    with pytest.raises(GiftGoneError):
        corrections.add_lines(session, donation.id, [BOOK])


def test_a_line_logged_by_mistake_is_taken_off_and_found_no_more(session: Session) -> None:
    donation = make_donation(session)
    left = corrections.remove_line(session, donation.lines[0].id)
    assert [line.sequence for line in left.lines] == [2]
    assert find_like(session, describe("醴陵縣志", "徐淦", "")) == []
    assert corrections.add_lines(session, donation.id, [BOOK]).lines[-1].sequence == 3
    accept(session, left, 0)
    with pytest.raises(LineCountedError):
        corrections.remove_line(session, left.lines[0].id)


def test_the_last_line_stays(session: Session) -> None:
    donation = make_donation(session, BOOK)
    with pytest.raises(LastLineError):
        corrections.remove_line(session, donation.lines[0].id)


def test_what_was_decided_last_moves_the_gift_when_the_rest_is_taken_off(session: Session) -> None:
    donation = make_donation(session)
    accept(session, donation, 0)
    assert corrections.remove_line(session, donation.lines[1].id).stage is Stage.DECIDED


def test_the_journal_alone_tells_the_same_lines(session: Session) -> None:
    donation = make_donation(session)
    corrections.add_lines(session, donation.id, [BOOK])
    corrections.remove_line(session, donation.lines[1].id)
    told = replay(e for e in journal.entries_after(session, 0) if e.subject_id == donation.id)
    held = find_donation(session, donation.id)
    assert sorted(told[donation.id].lines) == [line.sequence for line in held.lines]
    assert told[donation.id].stage is held.stage


def test_a_wrong_donor_and_day_are_corrected_and_counted_so_from_today(session: Session) -> None:
    donation = make_donation(session, received_on=YESTERDAY)
    accept(session, donation, 0)
    office = create_donor(session, NewDonor("档案馆"))
    changed = as_logged(donation, donor_id=office.id, received_on=YESTERDAY - dt.timedelta(days=3))
    corrected = corrections.correct_gift(session, donation.id, changed)
    assert (corrected.donor.name, corrected.received_on.day) == ("档案馆", changed.received_on.day)
    entry = journal.entries_after(session, 0)[-1]
    assert entry.before["received_on"] == YESTERDAY.isoformat()
    assert counted(session).volumes == 3


@pytest.mark.parametrize(
    ("received_on", "refusal"),
    [
        (TODAY + dt.timedelta(days=1), ReceivedInFutureError),
        (TODAY, ReceivedAfterDecisionError),
        (dt.date(202, 1, 1), InvalidInputError),
    ],
)
def test_a_day_that_cannot_be_is_refused(
    database: Database, received_on: dt.date, refusal: type[InvalidInputError]
) -> None:
    with database.write() as writing:
        journal.act_as(writing, journal.SYSTEM, FixedClock(MORNING - dt.timedelta(days=1)))
        donation = make_donation(writing, received_on=YESTERDAY)
        accept(writing, donation, 0)
        journal.act_as(writing, journal.SYSTEM, FixedClock(MORNING))
        changed = as_logged(donation, received_on=received_on)
        with pytest.raises(refusal):
            corrections.correct_gift(writing, donation.id, changed)


def test_a_copy_adds_volumes_and_no_title_until_that_is_taken_back(session: Session) -> None:
    first, second = make_donation(session, BOOK), make_donation(session, BOOK)
    accept(session, first, 0)
    accept(session, second, 0)
    assert (counted(session).titles, counted(session).volumes) == (2, 4)
    line, original = second.lines[0].id, first.lines[0].id
    copies.say_copy(session, CopyOf(line, original_line_id=original))
    assert (counted(session).titles, counted(session).volumes) == (1, 4)
    with pytest.raises(CopyOfItselfError):
        copies.say_copy(session, CopyOf(original, original_line_id=line))
    copies.say_no_copy(session, line)
    assert (counted(session).titles, counted(session).volumes) == (2, 4)


def test_copies_of_a_line_that_goes_are_copies_of_one_another(session: Session) -> None:
    gift = make_donation(session, BOOK, NewLine("另一种"))
    others = [make_donation(session, BOOK) for _ in range(2)]
    for other in others:
        line_id = other.lines[0].id
        copies.say_copy(session, CopyOf(line_id, original_line_id=gift.lines[0].id))
        accept(session, other, 0)
    assert counted(session).titles == 1
    corrections.remove_line(session, gift.lines[0].id)
    assert counted(session).titles == 1
    rows = [session.get_one(DonationLine, other.lines[0].id) for other in others]
    assert len({row.work_id for row in rows}) == 1
    assert rows[0].work_id in {row.id for row in rows}


def test_a_line_keeps_its_copy_and_photograph_when_its_title_is_corrected(session: Session) -> None:
    first = make_donation(session, BOOK)
    second = make_donation(session, NewLine("（待补题名）", photo_sha256="ab" * 32))
    line = second.lines[0]
    service.correct_line(session, line.id, NewLine("渌江桥", date_text="清同治十年"))
    row = session.scalars(select(DonationLine).where(DonationLine.id == line.id)).one()
    assert (row.photo_sha256, row.year_from) == ("ab" * 32, 1871)
    assert first.lines[0].work_id != row.work_id
