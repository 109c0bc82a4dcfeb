"""The ledger follows the decisions, and never changes what it said of an earlier day."""

import datetime as dt

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from archive.donations import service
from archive.donations.schemas import Decision, NewLine
from archive.kernel import journal
from archive.kernel.clock import FixedClock
from archive.kernel.database import Database
from archive.kernel.journal import SYSTEM
from archive.ledger.models import AcquisitionEntry
from tests.factories.gifts import TODAY, make_accepted, make_donation
from tests.factories.holdings import make_volume
from tests.fixtures.houses import MORNING


def totals(session: Session, day: dt.date = TODAY) -> tuple[int, int]:
    """Return 种 and 册 as the ledger has them for a day."""
    found = session.execute(
        select(
            func.coalesce(func.sum(AcquisitionEntry.title_count), 0),
            func.coalesce(func.sum(AcquisitionEntry.volume_count), 0),
        ).where(AcquisitionEntry.effective_on <= day)
    ).one()
    return int(found[0]), int(found[1])


def test_what_is_accepted_is_counted_and_what_is_taken_back_is_not(database: Database) -> None:
    with database.write() as session:
        journal.act_as(session, SYSTEM, FixedClock(MORNING))
        donation = make_accepted(session)
        assert totals(session) == (2, 4)
        service.decide_line(session, donation.lines[0].id, Decision.DECLINED, "已有")
        assert totals(session) == (1, 1)
        service.decide_line(session, donation.lines[0].id, Decision.ACCEPTED)
        assert totals(session) == (2, 4)


def test_a_copy_adds_volumes_and_no_title(database: Database) -> None:
    with database.write() as session:
        journal.act_as(session, SYSTEM, FixedClock(MORNING))
        first = make_accepted(session, NewLine("醴陵縣志", volume_count=3))
        make_accepted(
            session, NewLine("醴陵县志", volume_count=3, copy_of_line_id=first.lines[0].id)
        )
        held = make_volume(session).title.id
        make_accepted(session, NewLine("旧藏", copy_of_title_id=held))
        assert totals(session) == (1, 7)


def test_a_line_registered_as_a_copy_gives_its_title_back(database: Database) -> None:
    with database.write() as session:
        journal.act_as(session, SYSTEM, FixedClock(MORNING))
        held = make_volume(session).title.id
        donation = make_accepted(session, NewLine("旧藏"))
        assert totals(session) == (1, 1)
        service.mark_registered(session, donation.lines[0].id, held, is_copy=True)
        assert totals(session) == (0, 1)


def test_an_earlier_day_keeps_its_answer_after_later_changes(database: Database) -> None:
    clock = FixedClock(MORNING)
    with database.write() as session:
        journal.act_as(session, SYSTEM, clock)
        donation = make_donation(session)
        for line in donation.lines:
            service.decide_line(session, line.id, Decision.ACCEPTED)
        clock.advance(dt.timedelta(days=30))
        service.correct_line(session, donation.lines[0].id, NewLine("醴陵縣志", volume_count=1))
        service.decide_line(session, donation.lines[1].id, Decision.PENDING)
        assert totals(session) == (2, 4)
        assert totals(session, TODAY + dt.timedelta(days=30)) == (1, 1)
