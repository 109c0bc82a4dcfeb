"""Reports against their ledger: the same on both engines, and every number is its list's sum."""

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from archive.donations import service
from archive.donations.decisions import Choice, decide
from archive.donations.schemas import AcquisitionMode, Decision, MaterialKind, NewDonation, NewLine
from archive.kernel import journal
from archive.kernel.clock import LOCAL_ZONE, FixedClock
from archive.kernel.database import Database
from archive.kernel.identifiers import new_id
from archive.kernel.journal import SYSTEM
from archive.ledger.counting import NOTHING, Amount
from archive.ledger.queries import Bearing, count_lines, line_sums, sums
from archive.reports.lines import counted_lines
from archive.reports.periods import Period, year_of
from archive.reports.queries import answer
from archive.reports.questions import Dimension, Layout, Question
from tests.factories.gifts import ZHANG

YEAR = year_of(2018)
SPLITS = [
    *((rows, None) for rows in Dimension),
    (Dimension.SOURCE, Dimension.MONTH),
    (Dimension.MONTH, Dimension.MATERIAL),
    (Dimension.MODE, Dimension.QUARTER),
    (Dimension.CAMPAIGN, Dimension.DONOR_KIND),
]


def noon(day: dt.date) -> FixedClock:
    """A clock that stands at noon of a day at the library."""
    return FixedClock(dt.datetime.combine(day, dt.time(12), LOCAL_ZONE))


def give(
    session: Session,
    day: dt.date,
    *lines: NewLine,
    mode: AcquisitionMode = AcquisitionMode.DONATION,
    decision: Decision = Decision.ACCEPTED,
    donor: str = "",
) -> list[str]:
    """Log a gift on ``day``, decide it, and return its lines."""
    journal.act_as(session, SYSTEM, noon(day))
    gift = NewDonation(new_id(), donor or ZHANG, day, lines, mode=mode)
    donation = service.log_donation(session, gift)
    for line in donation.lines:
        service.decide_line(session, line.id, decision, "已有" if decision == "declined" else "")
    return [line.id for line in donation.lines]


def fill(session: Session) -> list[str]:
    """A year: 4 种 9 册 kept, a copy among them, 1 种 2 册 lent, one declined, one taken back."""
    first = give(
        session,
        dt.date(2018, 3, 31),
        NewLine("醴陵縣志", material=MaterialKind.GAZETTEER, volume_count=3, value_cents=12_345),
        NewLine("渌江旧影", material=MaterialKind.PHOTOGRAPH, volume_count=0, piece_count=12),
    )
    give(
        session,
        dt.date(2018, 4, 1),
        NewLine("醴陵年鉴", volume_count=2),
        mode=AcquisitionMode.PURCHASE,
    )
    give(
        session, dt.date(2018, 6, 30), NewLine("醴陵县志", volume_count=3, copy_of_line_id=first[0])
    )
    give(
        session,
        dt.date(2018, 7, 1),
        NewLine("丁氏族谱", volume_count=2),
        mode=AcquisitionMode.DEPOSIT,
        decision=Decision.DEPOSITED,
    )
    give(session, dt.date(2018, 8, 1), NewLine("不收", volume_count=9), decision=Decision.DECLINED)
    gone = give(session, dt.date(2018, 9, 1), NewLine("收而复退", volume_count=5))
    give(session, dt.date(2018, 12, 27), NewLine("瓷业史料", volume_count=1))
    journal.act_as(session, SYSTEM, noon(dt.date(2018, 11, 5)))
    service.decide_line(session, gone[0], Decision.DECLINED, "残缺")
    return first


def ask(session: Session, question: Question) -> Amount:
    return sums(session, question.asked()).get((False, ()), NOTHING)


@pytest.fixture
def filled(database: Database) -> Database:
    with database.write() as session:
        fill(session)
    return database


def test_the_year_is_what_was_kept(filled: Database) -> None:
    with filled.read() as session:
        question = Question(YEAR, dt.date(2018, 12, 31))
        table = answer(session, question, Layout())
        assert table.total == Amount(5, 4, 9, 12, 12_345)
        assert table.deposits == Amount(1, 1, 2)
        by_month = {row.key: (row.total.titles, row.total.volumes) for row in table.rows}
        assert by_month["2018-03"] == (2, 3)
        assert by_month["2018-06"] == (0, 3)
        assert (by_month["2018-09"], by_month["2018-11"]) == ((1, 5), (-1, -5))
        assert by_month["2018-12"] == (1, 1)


def test_june_says_what_it_said_in_june(database: Database) -> None:
    june = Question(YEAR, dt.date(2018, 6, 30))
    with database.write() as session:
        first = fill(session)
        before = ask(session, june)
        assert (before.titles, before.volumes) == (3, 8)
        journal.act_as(session, SYSTEM, noon(dt.date(2018, 12, 28)))
        service.correct_line(session, first[0], NewLine("醴陵縣志", volume_count=7))
        service.decide_line(session, first[1], Decision.PENDING)
        assert ask(session, june) == before
        assert ask(session, Question(YEAR, dt.date(2018, 12, 31))) != before


def test_what_was_entered_later_can_be_left_out(filled: Database) -> None:
    """A decision of May that is entered in November counts in May, but nobody knew it in June."""
    may = dt.date(2018, 5, 10)
    june = Question(YEAR, dt.date(2018, 6, 30))
    with filled.write() as session:
        before = ask(session, june)
        journal.act_as(session, SYSTEM, noon(dt.date(2018, 11, 6)))
        gift = service.log_donation(session, NewDonation(new_id(), ZHANG, may, (NewLine("补录"),)))
        decide(session, gift.lines[0].id, Choice(Decision.ACCEPTED, decided_on=may))
        assert ask(session, june).titles == before.titles + 1
        assert ask(session, Question(YEAR, june.as_of, as_known_then=True)) == before


@pytest.mark.parametrize(("rows", "columns"), SPLITS, ids=str)
def test_every_number_is_the_sum_of_its_list(
    filled: Database, rows: Dimension, columns: Dimension | None
) -> None:
    question = Question(YEAR, dt.date(2018, 12, 31))
    with filled.read() as session:
        table = answer(session, question, Layout(rows, columns))
        assert table.total == Amount(5, 4, 9, 12, 12_345)
        for row in table.rows:
            narrowed = question.narrowed(rows, row.key)
            assert sum_of_list(session, narrowed) == row.total
            for key in table.columns:
                assert columns is not None
                cell = row.cells.get(key, NOTHING)
                assert sum_of_list(session, narrowed.narrowed(columns, key)) == cell
        assert sum_of_list(session, question, is_deposit=True) == table.deposits


def sum_of_list(session: Session, question: Question, *, is_deposit: bool = False) -> Amount:
    """Add up the list behind a number, page by page."""
    asked, total, seen = question.asked(), NOTHING, 0
    count = count_lines(session, asked, is_deposit=is_deposit)
    for offset in range(0, count, 2):
        part = counted_lines(session, asked, is_deposit=is_deposit, offset=offset, limit=2)
        seen += len(part)
        for line in part:
            total = total.plus(line.amount)
    assert seen == count
    return total


def test_what_came_and_went_in_one_period_is_no_line_of_it(filled: Database) -> None:
    with filled.read() as session:
        asked = Question(YEAR, dt.date(2018, 12, 31)).asked()
        assert len(line_sums(session, asked, is_deposit=False)) == 5
        autumn = Question(Period(dt.date(2018, 11, 1), dt.date(2018, 11, 30)), YEAR.last).asked()
        (gone,) = line_sums(session, autumn, is_deposit=False)
        assert gone.amount == Amount(-1, -1, -5)


def test_filters_of_several_dimensions_meet(filled: Database) -> None:
    with filled.read() as session:
        found = sums(session, Question(YEAR, YEAR.last).asked(), [Bearing.MODE, Bearing.MATERIAL])
        for (is_deposit, (mode, material)), amount in found.items():
            question = Question(YEAR, YEAR.last)
            narrowed = question.narrowed(Dimension.MODE, mode)
            narrowed = narrowed.narrowed(Dimension.MATERIAL, material)
            assert sum_of_list(session, narrowed, is_deposit=is_deposit) == amount
        assert {mode for (_, (mode, _)) in found} == {"donation", "purchase", "deposit"}
