"""Openings are counted by title and day, and written in one go."""

from collections import Counter

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
    counter.count("no-such-ttl!")
    counter.count(title_id)
    counter.close()  # the database refuses a title that is not there
    with database.read() as session:
        assert visits_of(session, [title_id]) == {}
