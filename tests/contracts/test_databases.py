"""Both engines keep the promises that the house is built on."""

import datetime as dt

import pytest
from alembic.util import CommandError

from archive.kernel import journal, migrations
from archive.kernel.database import Database
from archive.kernel.journal import Subject


def test_models_equal_migrations(database: Database) -> None:
    url = database.engine.url.render_as_string(hide_password=False)
    try:
        migrations.check(url)
    except CommandError as difference:
        pytest.fail(str(difference))


def test_what_is_written_is_read_by_the_next_session(database: Database) -> None:
    with database.write() as session:
        journal.record(session, "test.thing.made", subject=Subject("thing", "1"))
    with database.read() as session:
        [entry] = journal.entries_after(session, 0)
        assert entry.subject == Subject("thing", "1")
        assert entry.at.utcoffset() == dt.timedelta(0)


def test_a_failed_transaction_leaves_nothing(database: Database) -> None:
    def record_and_fail() -> None:
        with database.write() as session:
            journal.record(session, "test.thing.made", subject=Subject("thing", "1"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        record_and_fail()
    with database.read() as session:
        assert journal.last_entry_number(session) == 0
