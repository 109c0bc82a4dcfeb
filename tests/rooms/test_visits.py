"""Openings are counted by title and day, and written in one go."""

from collections import Counter

import pytest
from sqlalchemy import event

from archive.kernel.clock import FixedClock
from archive.kernel.database import Database
from archive.visits.service import VisitCounter, add_visits, visits_of
from tests.factories.holdings import make_volume
from tests.fixtures.houses import MORNING


def test_visits_add_up_over_flushes_and_days(database: Database) -> None:
    clock = FixedClock(MORNING)
    with database.write() as session:
        title_id = make_volume(session).title.id
    counter = VisitCounter(database, clock)
    counter.count(title_id)
    counter.count(title_id)
    counter.flush()
    counter.flush()
    counter.count(title_id)
    counter.close()
    with database.write() as session:
        add_visits(session, Counter({title_id: 4}), clock)
        assert visits_of(session, [title_id, "nothing"]) == {title_id: 7}


def test_what_could_not_be_written_is_written_later(database: Database) -> None:
    with database.write() as session:
        title_id = make_volume(session).title.id
    counter = VisitCounter(database, FixedClock(MORNING))
    counter.count(title_id)

    def refuse(*_arguments: object) -> None:
        message = "the disk is full"
        raise OSError(message)

    event.listen(database.engine, "before_cursor_execute", refuse)
    with pytest.raises(OSError, match="full"):
        counter.flush()
    event.remove(database.engine, "before_cursor_execute", refuse)
    counter.close()
    with database.read() as session:
        assert visits_of(session, [title_id]) == {title_id: 1}


def test_a_title_that_is_not_there_keeps_no_other_waiting(database: Database) -> None:
    with database.write() as session:
        title_id = make_volume(session).title.id
    counter = VisitCounter(database, FixedClock(MORNING))
    counter.count("no-such-ttl!")
    counter.count(title_id)
    counter.flush()
    counter.count("no-such-ttl!")
    counter.flush()
    with database.read() as session:
        assert visits_of(session, [title_id, "no-such-ttl!"]) == {title_id: 1}
