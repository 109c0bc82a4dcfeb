"""Gifts on their way, in the database: rows, journal and ledger tell the same story."""

import datetime as dt
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from archive.accessions.service import register_donation
from archive.donations import decisions, moves
from archive.donations.decisions import Choice
from archive.donations.errors import (
    AcceptedCountError,
    DecisionOfModeError,
    DonationNotFoundError,
    MovedBeforeReceivedError,
    MovedInFutureError,
    MoveReasonMissingError,
    NotDecidableError,
    NothingToPartError,
)
from archive.donations.kinds import AcquisitionMode, Decision, Stage
from archive.donations.models import Donation, DonationLine
from archive.donations.queries import find_donation
from archive.donations.refusals import (
    InRegistersError,
    MoveRefusedError,
    TooEarlyError,
    UndecidedError,
)
from archive.donations.schemas import DonationView, NewLine
from archive.donations.states.events import BY_HAND, Event
from archive.donations.states.replay import Decided, Record, replay
from archive.donations.states.table import TABLE
from archive.kernel import journal
from archive.kernel.database import Database
from archive.kernel.errors import AppError
from archive.kernel.identifiers import new_id
from archive.ledger.models import AcquisitionEntry
from tests.factories.gifts import TODAY, make_accepted, make_donation
from tests.factories.journals import read_history

YESTERDAY = TODAY - dt.timedelta(days=1)


def stage_of(session: Session, donation: DonationView) -> Stage:
    return find_donation(session, donation.id).stage


def records_of(session: Session) -> dict[str, Record]:
    """Return every gift as its rows tell it."""
    found = {}
    for row in session.scalars(select(Donation)):
        lines = session.scalars(select(DonationLine).where(DonationLine.donation_id == row.id))
        decided = {
            line.sequence: Decided(
                line.decision,
                line.decision_reason,
                line.accepted_volume_count,
                line.decided_on,
                line.decided_at,
                line.decided_by,
            )
            for line in lines
        }
        found[row.id] = Record(row.stage, moves.moves_of(session, row.id), decided)
    return found


def replayed(session: Session) -> dict[str, Record]:
    """Return every gift as the journal tells it."""
    entries = select(journal.JournalEntry).order_by(journal.JournalEntry.number)
    return replay(session.scalars(entries))


def volumes_counted(session: Session) -> int:
    return session.scalar(select(func.sum(AcquisitionEntry.volume_count))) or 0


def a_part(count: int | None) -> Choice:
    return Choice(Decision.PARTLY_ACCEPTED, accepted_count=count)


def test_a_gift_at_the_counter_begins_with_its_list(database: Database) -> None:
    with database.write() as session:
        donation = make_donation(session, received_on=YESTERDAY)
        assert stage_of(session, donation) is Stage.LISTED
        (first,) = moves.moves_of(session, donation.id)
    assert (first.event, first.from_stage, first.moved_on) == (Event.LIST, None, YESTERDAY)


def test_the_last_decision_moves_the_gift_and_taking_it_back_moves_it_back(
    database: Database,
) -> None:
    with database.write() as session:
        donation = make_donation(session)
        first, second = donation.lines
        decisions.decide_line(session, first.id, Decision.ACCEPTED)
        assert stage_of(session, donation) is Stage.LISTED
        decisions.decide_line(session, second.id, Decision.DECLINED, "残缺")
        assert stage_of(session, donation) is Stage.DECIDED
        decisions.decide_line(session, first.id, Decision.DECLINED, "残缺")
        assert stage_of(session, donation) is Stage.DECLINED
        decisions.decide_line(session, first.id, Decision.PENDING)
        assert stage_of(session, donation) is Stage.LISTED
        moves.move(session, donation.id, Event.APPRAISE)
        decisions.decide_line(session, first.id, Decision.COPIED_AND_RETURNED)
        decisions.decide_line(session, first.id, Decision.PENDING)
        assert stage_of(session, donation) is Stage.APPRAISAL


def test_the_long_way_is_gone_step_by_step_and_told_in_the_journal(database: Database) -> None:
    with database.write() as session:
        donation = make_accepted(session)
        for event in (Event.AGREE, Event.HAND_OVER):
            moves.move(session, donation.id, event)
        register_donation(session, donation.id, new_id())
        for event in (Event.THANK, Event.CATALOGUE, Event.ANNOUNCE):
            moves.move(session, donation.id, event)
        assert stage_of(session, donation) is Stage.ANNOUNCED
        with pytest.raises(InRegistersError):
            moves.move(session, donation.id, Event.WITHDRAW, "反悔")
        told = moves.moves_of(session, donation.id)
    assert [move.to_stage for move in told] == [
        Stage.LISTED,
        Stage.DECIDED,
        Stage.AGREED,
        Stage.HANDED_OVER,
        Stage.ACCESSIONED,
        Stage.THANKED,
        Stage.THANKED,
        Stage.ANNOUNCED,
    ]
    moved = [
        entry
        for entry in read_history(database, "donation", donation.id)
        if entry.action == "donations.donation.moved"
    ]
    assert len(moved) == len(told) - 1
    assert moved[0].before == {"stage": "thanked"}


def test_what_may_not_happen_is_refused_with_its_reason_and_writes_nothing(
    database: Database,
) -> None:
    with database.write() as session:
        donation = make_donation(session)
        before = journal.last_entry_number(session)
        with pytest.raises(TooEarlyError, match="已决定"):
            moves.move(session, donation.id, Event.HAND_OVER)
        with pytest.raises(UndecidedError, match="2 件"):
            moves.move(session, donation.id, Event.DECIDE)
        with pytest.raises(MoveReasonMissingError):
            moves.move(session, donation.id, Event.WITHDRAW, "  ")
        with pytest.raises(DonationNotFoundError):
            moves.move(session, "nowhere", Event.APPRAISE)
        assert journal.last_entry_number(session) == before
        assert len(moves.moves_of(session, donation.id)) == 1


def test_a_step_may_be_dated_back_but_not_before_the_gift_unless_that_is_meant(
    database: Database,
) -> None:
    long_ago, never = TODAY - dt.timedelta(days=9), dt.date(2999, 1, 1)
    with database.write() as session:
        donation = make_donation(session, received_on=YESTERDAY)
        with pytest.raises(MovedInFutureError):
            moves.move(session, donation.id, Event.APPRAISE, moved_on=never)
        with pytest.raises(MovedInFutureError):
            moves.move(session, donation.id, Event.APPRAISE, "", never, is_confirmed=True)
        with pytest.raises(MovedBeforeReceivedError):
            moves.move(session, donation.id, Event.APPRAISE, moved_on=long_ago)
        moves.move(session, donation.id, Event.APPRAISE, moved_on=long_ago, is_confirmed=True)
        assert moves.moves_of(session, donation.id)[-1].moved_on == long_ago
        line = donation.lines[0].id
        for day, error in ((long_ago, MovedBeforeReceivedError), (never, MovedInFutureError)):
            with pytest.raises(error):
                decisions.decide(session, line, Choice(Decision.ACCEPTED, decided_on=day))
        decided = decisions.decide(session, line, Choice(Decision.ACCEPTED, decided_on=YESTERDAY))
        assert decided.decided_on == YESTERDAY


def test_what_is_withdrawn_or_returned_counts_no_more_and_resumed_counts_again(
    database: Database,
) -> None:
    with database.write() as session:
        donation = make_accepted(session)
        assert volumes_counted(session) == 4
        moves.move(session, donation.id, Event.WITHDRAW, "家人不同意")
        assert volumes_counted(session) == 0
        with pytest.raises(NotDecidableError, match="已撤回"):
            decisions.decide_line(session, donation.lines[0].id, Decision.PENDING)
        assert moves.move(session, donation.id, Event.RESUME, "又同意了") is Stage.DECIDED
        assert volumes_counted(session) == 4
        deposit = make_donation(session, NewLine("族谱", volume_count=5))
        decisions.decide_line(session, deposit.lines[0].id, Decision.DEPOSITED)
        moves.move(session, deposit.id, Event.HAND_OVER)
        assert volumes_counted(session) == 9
        assert moves.move(session, deposit.id, Event.RETURN, "寄存期满") is Stage.RETURNED
        assert volumes_counted(session) == 4


def test_a_part_is_less_than_the_whole_and_more_than_nothing(database: Database) -> None:
    with database.write() as session:
        books = make_donation(session, NewLine("年鉴", volume_count=3), NewLine("单册"))
        photos = make_donation(session, NewLine("旧照片", volume_count=0, piece_count=12))
        for wrong in (None, 0, 3):
            with pytest.raises(AcceptedCountError, match="1 到 2"):
                decisions.decide(session, books.lines[0].id, a_part(wrong))
        with pytest.raises(NothingToPartError):
            decisions.decide(session, books.lines[1].id, a_part(1))
        assert decisions.decide(session, books.lines[0].id, a_part(2)).kept.volumes == 2
        assert decisions.decide(session, photos.lines[0].id, a_part(5)).kept == (0, 5)
        counted = session.execute(
            select(func.sum(AcquisitionEntry.volume_count), func.sum(AcquisitionEntry.piece_count))
        ).one()
        assert tuple(counted) == (2, 5)


def test_what_is_only_deposited_is_not_accepted(database: Database) -> None:
    with database.write() as session:
        donation = make_donation(session, mode=AcquisitionMode.DEPOSIT)
        with pytest.raises(DecisionOfModeError, match="醴陵縣志"):
            decisions.decide_line(session, donation.lines[0].id, Decision.ACCEPTED)
        assert decisions.accept_pending(session, donation.id) == 2
        found = find_donation(session, donation.id)
    assert {line.decision for line in found.lines} == {Decision.DEPOSITED}


def test_what_is_registered_of_a_line_is_what_was_kept_of_it(database: Database) -> None:
    with database.write() as session:
        books = NewLine("年鉴", volume_count=3)
        photos = NewLine("旧照片", volume_count=0, piece_count=2)
        donation = make_donation(session, books, photos, NewLine("复印件"))
        decisions.decide(session, donation.lines[0].id, a_part(2))
        decisions.decide_line(session, donation.lines[1].id, Decision.ACCEPTED)
        decisions.decide_line(session, donation.lines[2].id, Decision.COPIED_AND_RETURNED)
        batch = register_donation(session, donation.id, new_id())
    assert [volume.label for volume in batch.volumes] == ["第1册", "第2册", "第1件", "第2件"]


class GiftsInTheDatabase(RuleBasedStateMachine):
    """Random steps and decisions; the journal alone must give the same records."""

    database: Database

    @initialize()
    def begin(self) -> None:
        with self.database.write() as session:
            self.gift = make_donation(session, NewLine("甲", volume_count=2), NewLine("乙")).id

    @rule(event=st.sampled_from([*BY_HAND, Event.AGREE]), days=st.integers(0, 3), why=st.booleans())
    def move(self, event: Event, days: int, *, why: bool) -> None:
        day = TODAY - dt.timedelta(days=days)
        reason = "因故" if why else ""
        self.try_it(
            lambda session: moves.move(session, self.gift, event, reason, day, is_confirmed=True)
        )

    @rule(
        place=st.integers(0, 1),
        decision=st.sampled_from(list(Decision)),
        days=st.integers(0, 3),
        count=st.integers(0, 2),
    )
    def decide(self, place: int, decision: Decision, days: int, count: int) -> None:
        day = TODAY - dt.timedelta(days=days)
        choice = Choice(decision, "因故", count, day, is_confirmed=True)

        def decide_it(session: Session) -> None:
            line = find_donation(session, self.gift).lines[place]
            decisions.decide(session, line.id, choice)

        self.try_it(decide_it)

    @rule()
    def register(self) -> None:
        self.try_it(lambda session: register_donation(session, self.gift, new_id()))

    def try_it(self, change: Callable[[Session], object]) -> None:
        with suppress(AppError), self.database.write() as session:
            change(session)

    @invariant()
    def the_journal_gives_the_same_records(self) -> None:
        with self.database.read() as session:
            rows = records_of(session)
            assert replayed(session) == rows
            for record in rows.values():
                for move in record.moves:
                    assert TABLE[move.from_stage, move.event] is move.to_stage
                assert record.stage is record.moves[-1].to_stage


def test_no_way_through_the_service_leaves_the_table_or_the_journal(
    sqlite_database: Database,
) -> None:
    class Ways(GiftsInTheDatabase):
        database = sqlite_database

    Ways.TestCase.settings = settings(
        max_examples=15,
        stateful_step_count=15,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    Ways.TestCase().runTest()


def test_a_replay_gives_what_the_rows_say(database: Database) -> None:
    with database.write() as session:
        donation = make_accepted(session)
        moves.move(session, donation.id, Event.AGREE, moved_on=TODAY)
        make_donation(session)
    with database.read() as session:
        assert replayed(session) == records_of(session)
        assert len(replayed(session)) == 2


def test_a_refusal_is_one_family(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        donation = make_donation(session)
        with pytest.raises(MoveRefusedError) as caught:
            moves.move(session, donation.id, Event.ANNOUNCE)
    assert caught.value.code == "move-too-early"
