"""Whatever is decided, put right, dated back, withdrawn and resumed: every day is told truly."""

import datetime as dt
from collections import defaultdict
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.donations import service
from archive.donations.decisions import Choice, decide, decisions_of
from archive.donations.moves import move
from archive.donations.queries import find_donation
from archive.donations.schemas import AcquisitionMode, Decision, DonationView, NewDonation, NewLine
from archive.donations.states.events import Event
from archive.donors.kinds import DonorKind
from archive.donors.schemas import NewDonor
from archive.donors.service import change_donor
from archive.kernel import journal
from archive.kernel.clock import FixedClock
from archive.kernel.database import Database
from archive.kernel.errors import AppError
from archive.kernel.identifiers import new_id
from archive.kernel.journal import SYSTEM
from archive.ledger.counting import NOTHING, Amount
from archive.ledger.models import AcquisitionEntry
from archive.ledger.queries import Asked, Bearing, sums
from tests.factories.gifts import TODAY, ZHANG
from tests.fixtures.houses import MORNING

Counts = tuple[int, int, int]
MODES = (AcquisitionMode.DONATION, AcquisitionMode.PURCHASE, AcquisitionMode.DEPOSIT)
steps = st.lists(
    st.tuples(
        st.integers(0, 40),  # days that pass before it
        st.sampled_from(["decide", "decide", "decide", "correct", "withdraw", "resume", "donor"]),
        st.integers(0, 3),  # which line
        st.sampled_from([d for d in Decision if d is not Decision.COPIED_AND_RETURNED]),
        st.integers(0, 60),  # days that it is dated back
        st.integers(1, 5),
    ),
    max_size=7,
)


class Walk:
    """Two gifts of two lines; the second gift's first line is a copy of the first gift's."""

    def __init__(self, session: Session, mode: AcquisitionMode) -> None:
        self.session = session
        self.clock = FixedClock(MORNING)
        journal.act_as(session, SYSTEM, self.clock)
        first = self._log(NewLine("醴陵縣志", volume_count=3), NewLine("渌江旧影", volume_count=2))
        copy = NewLine("醴陵县志", volume_count=3, copy_of_line_id=first.lines[0].id)
        self.donor_id = first.donor.id
        second = self._log(copy, NewLine("瓷业史料", volume_count=4), mode=mode)
        self.gifts = [first.id, second.id]
        self.told: dict[dt.date, dict[bool, Counts]] = {}

    def _log(
        self, *lines: NewLine, mode: AcquisitionMode = AcquisitionMode.DONATION
    ) -> DonationView:
        day = TODAY - dt.timedelta(days=90)
        gift = NewDonation(new_id(), ZHANG, day, lines, mode=mode)
        return service.log_donation(self.session, gift)

    @property
    def today(self) -> dt.date:
        return journal.today(self.session)

    def step(self, what: str, place: int, decision: Decision, days_back: int, count: int) -> None:
        """Do it if it may be done; what is refused changes nothing."""
        gift = find_donation(self.session, self.gifts[place // 2])
        line = gift.lines[place % 2]
        day = self.today - dt.timedelta(days=days_back)
        try:
            with self.session.begin_nested():
                match what:
                    case "decide":
                        usual = decisions_of(gift.mode)
                        chosen = decision if decision in usual else usual[0]
                        dated = day if days_back % 2 else None
                        decide(self.session, line.id, Choice(chosen, "有据", count, dated))
                    case "correct":
                        new = NewLine(line.title, volume_count=count)
                        copied = replace(new, copy_of_line_id=line.copy_of_line_id)
                        service.correct_line(
                            self.session, line.id, copied if days_back % 3 else new
                        )
                    case "withdraw":
                        move(self.session, gift.id, Event.WITHDRAW, "反悔", day)
                    case "resume":
                        move(self.session, gift.id, Event.RESUME, "再来", day)
                    case _:
                        kind = list(DonorKind)[count % 3]
                        change_donor(self.session, self.donor_id, NewDonor("张毓鋆", kind))
        except AppError:
            self.session.expire_all()

    def asked(self, day: dt.date, known_on: dt.date | None = None) -> dict[bool, Counts]:
        found = sums(self.session, Asked(None, day, known_on))
        return {account: counts(found.get((account, ()), NOTHING)) for account in (False, True)}

    def recount(self) -> dict[bool, Counts]:
        """Count what is kept now from the gifts themselves, by the words of the rule."""
        titles: dict[bool, set[str]] = defaultdict(set)
        totals = {False: [0, 0], True: [0, 0]}
        for gift_id in self.gifts:
            gift = find_donation(self.session, gift_id)
            if gift.stage in {"withdrawn", "returned"}:
                continue
            for line in gift.lines:
                is_lent = line.decision == "deposited" or gift.mode == "deposit"
                kept = {"accepted", "partly-accepted", "deposited"}
                if line.decision in kept:
                    is_part = line.decision == "partly-accepted"
                    part = line.accepted_volume_count or 0
                    titles[is_lent].add(line.work_id)
                    totals[is_lent][0] += part if is_part else line.volume_count
                    totals[is_lent][1] += 1
        return {
            account: (len(titles[account]), totals[account][0], totals[account][1])
            for account in (False, True)
        }


def counts(amount: Amount) -> Counts:
    return (amount.titles, amount.volumes, amount.lines)


@pytest.mark.parametrize("mode", MODES)
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(walk=steps)
def test_every_evening_keeps_its_answer_and_today_is_what_is_kept(
    sqlite_database: Database,
    mode: AcquisitionMode,
    walk: list[tuple[int, str, int, Decision, int, int]],
) -> None:
    with sqlite_database.write() as session:
        went = Walk(session, mode)
        for days, what, place, decision, days_back, count in walk:
            if days:
                went.told[went.today] = went.asked(went.today)
            went.clock.advance(dt.timedelta(days=days))
            went.step(what, place, decision, days_back, count)
            assert went.asked(went.today) == went.recount()
        for day, told in went.told.items():
            assert went.asked(day, known_on=day) == told
        for day in {entry.effective_on for entry in session.scalars(select(AcquisitionEntry))}:
            works = titles_by_work(session, day)
            assert set(works.values()) <= {0, 1}, day
        session.rollback()


def titles_by_work(session: Session, day: dt.date) -> dict[tuple[str, bool], int]:
    """Add up 种 for each work and account, as of a day."""
    lines = {
        line.id: line.work_id
        for gift in session.scalars(select(AcquisitionEntry.donation_id).distinct())
        for line in find_donation(session, gift).lines
    }
    found: dict[tuple[str, bool], int] = defaultdict(int)
    for entry in session.scalars(
        select(AcquisitionEntry).where(AcquisitionEntry.effective_on <= day)
    ):
        found[lines[entry.line_id], entry.is_deposit] += entry.title_count
    return found


def test_a_gift_of_another_sort_of_donor_is_counted_with_that_sort(database: Database) -> None:
    with database.write() as session:
        went = Walk(session, AcquisitionMode.DONATION)
        went.step("decide", 0, Decision.ACCEPTED, 0, 1)
        change_donor(session, went.donor_id, NewDonor("张氏", DonorKind.FAMILY))
        found = sums(session, Asked(None, went.today), [Bearing.DONOR_KIND])
        assert found == {(False, ("family",)): Amount(1, 1, 3)}


def test_a_line_that_turns_out_to_be_a_copy_gives_its_title_back_and_takes_it_again(
    database: Database,
) -> None:
    with database.write() as session:
        went = Walk(session, AcquisitionMode.DONATION)
        for place in range(4):
            went.step("decide", place, Decision.ACCEPTED, 0, 1)
        assert went.asked(went.today)[False] == (3, 12, 4)
        other = find_donation(session, went.gifts[1]).lines[1]
        first = find_donation(session, went.gifts[0]).lines[0]
        copy = NewLine(other.title, volume_count=4, copy_of_line_id=first.id)
        service.correct_line(session, other.id, copy)
        assert went.asked(went.today)[False] == (2, 12, 4)
        service.correct_line(session, other.id, replace(copy, copy_of_line_id=None))
        assert went.asked(went.today)[False] == (3, 12, 4)
        service.correct_line(session, first.id, replace(copy, copy_of_line_id=other.id))
        assert went.asked(went.today)[False] == (2, 13, 4)
