"""A session does what its kind promises, on both engines."""

import datetime as dt
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, func, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from archive.kernel.database import Database, ReadOnlySessionError, UtcDateTime, after_commit
from archive.kernel.errors import InvalidInputError
from archive.kernel.journal import JournalEntry
from archive.kernel.numbers import NumberSeries

SHANGHAI = dt.timezone(dt.timedelta(hours=8))
WAIT_SECONDS = 30


def shelve(database: Database, name: str, last: int = 1) -> None:
    with database.write() as session:
        session.add(NumberSeries(name=name, last=last))


def names_in(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.scalars(select(NumberSeries.name).order_by(NumberSeries.name)))


def add_a_row(session: Session) -> None:
    session.add(NumberSeries(name="new", last=1))
    session.flush()


def change_a_row(session: Session) -> None:
    session.get_one(NumberSeries, "old").last = 2
    session.flush()


def delete_a_row(session: Session) -> None:
    session.delete(session.get_one(NumberSeries, "old"))
    session.flush()


def ask_after_a_change(session: Session) -> None:
    """A query flushes by itself what was changed before it."""
    session.add(NumberSeries(name="new", last=1))
    session.scalars(select(NumberSeries)).all()


def update_by_statement(session: Session) -> None:
    session.execute(update(NumberSeries).values(last=2))


def delete_by_text(session: Session) -> None:
    session.execute(text("DELETE FROM number_series"))


@pytest.mark.parametrize("change", [add_a_row, change_a_row, delete_a_row, ask_after_a_change])
def test_a_read_session_refuses_to_flush(
    database: Database, change: Callable[[Session], None]
) -> None:
    shelve(database, "old")
    with database.read() as session, pytest.raises(ReadOnlySessionError):
        change(session)
    assert names_in(database) == ["old"]


@pytest.mark.parametrize("change", [update_by_statement, delete_by_text])
def test_a_read_session_has_no_back_door(
    database: Database, change: Callable[[Session], None]
) -> None:
    shelve(database, "old")
    with database.read() as session, pytest.raises(DBAPIError, match=r"read-?only"):
        change(session)
    shelve(database, "still writable")


def test_a_read_session_sees_one_moment(database: Database) -> None:
    shelve(database, "before")
    count = select(func.count()).select_from(NumberSeries)
    with database.read() as session:
        assert session.scalar(count) == 1
        shelve(database, "meanwhile")
        assert session.scalar(count) == 1
    assert names_in(database) == ["before", "meanwhile"]


def test_objects_outlive_their_sessions(database: Database) -> None:
    with database.write() as session:
        written = NumberSeries(name="登录号", last=7)
        session.add(written)
    with database.read() as session:
        read = session.get_one(NumberSeries, "登录号")
    assert (written.name, written.last) == (read.name, read.last) == ("登录号", 7)


def test_a_write_session_keeps_all_or_nothing(database: Database) -> None:
    with suppress(RuntimeError), database.write() as session:
        session.add(NumberSeries(name="one", last=1))
        session.flush()
        session.add(NumberSeries(name="two", last=1))
        raise RuntimeError
    assert names_in(database) == []


@pytest.mark.parametrize("name", ["a" * 81, "a\0b"])
def test_what_a_column_cannot_keep_is_refused_by_both_engines(
    database: Database, name: str
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        shelve(database, name)
    assert caught.value.detail == f"NumberSeries.name: {len(name)}"
    shelve(database, "a" * 80)
    assert names_in(database) == ["a" * 80]


def test_news_is_told_when_the_work_is_seen_by_others(database: Database) -> None:
    seen: list[list[str]] = []
    with database.write() as session:
        session.add(NumberSeries(name="made", last=1))
        after_commit(session, lambda: seen.append(names_in(database)))
        assert seen == []
    assert seen == [["made"]]


def test_news_of_what_was_rolled_back_is_never_told(database: Database) -> None:
    told: list[str] = []
    with suppress(RuntimeError), database.write() as session:
        after_commit(session, lambda: told.append("raised"))
        raise RuntimeError
    with database.write() as session:
        after_commit(session, lambda: told.append("rolled back"))
        session.rollback()
    with suppress(DBAPIError), database.write() as session:
        after_commit(session, lambda: told.append("refused by the database"))
        session.add_all([NumberSeries(name="twice", last=1)])
        session.flush()
        session.execute(text("INSERT INTO number_series (name, last) VALUES ('twice', 1)"))
    assert told == []


def test_a_savepoint_takes_only_its_own_news_along(database: Database) -> None:
    told: list[str] = []
    with database.write() as session:
        after_commit(session, lambda: told.append("before"))
        with suppress(RuntimeError), session.begin_nested():
            after_commit(session, lambda: told.append("inside"))
            with session.begin_nested():
                after_commit(session, lambda: told.append("deeper"))
            raise RuntimeError
        with session.begin_nested():
            after_commit(session, lambda: told.append("kept"))
        after_commit(session, lambda: told.append("after"))
    assert told == ["before", "kept", "after"]


def test_news_that_fails_neither_denies_the_work_nor_silences_the_next(
    database: Database,
) -> None:
    told: list[str] = []

    def fail() -> None:
        raise OSError

    with database.write() as session:
        session.add(NumberSeries(name="made", last=1))
        after_commit(session, fail)
        after_commit(session, lambda: told.append("next"))
    assert told == ["next"]
    assert names_in(database) == ["made"]


def test_readers_do_not_wait_for_a_writer(database: Database) -> None:
    with database.write() as session:
        session.add(NumberSeries(name="unfinished", last=1))
        session.flush()
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(names_in, database).result(WAIT_SECONDS) == []


def test_two_writers_that_read_before_they_write_both_succeed(sqlite_database: Database) -> None:
    """With a plain BEGIN, the second would read first and then be refused: SQLITE_BUSY."""
    shelve(sqlite_database, "count", 0)
    start = threading.Barrier(2)

    def count_up(_writer: int) -> None:
        start.wait(WAIT_SECONDS)
        for _ in range(20):
            with sqlite_database.write() as session:
                last = session.scalars(select(NumberSeries.last)).one()
                session.execute(update(NumberSeries).values(last=last + 1))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(count_up, range(2)))
    with sqlite_database.read() as session:
        assert session.get_one(NumberSeries, "count").last == 40


def test_a_write_session_holds_the_lock_from_its_beginning(sqlite_database: Database) -> None:
    path = sqlite_database.engine.url.database
    assert path is not None
    with sqlite_database.write():
        other = sqlite3.connect(path, timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()


@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("foreign_keys", 1), ("synchronous", 2)]
)
def test_sqlite_is_opened_as_an_archive_needs_it(
    sqlite_database: Database, pragma: str, value: object
) -> None:
    with sqlite_database.read() as session:
        assert session.scalar(text(f"PRAGMA {pragma}")) == value


def test_a_moment_is_kept_in_utc_to_the_microsecond(database: Database) -> None:
    local = dt.datetime(2026, 3, 2, 9, 30, 0, 123456, tzinfo=SHANGHAI)
    with database.write() as session:
        session.add(entry_at(local))
    with database.read() as session:
        kept = session.scalars(select(JournalEntry.at)).one()
        found = session.scalars(select(JournalEntry.at).where(JournalEntry.at == local)).all()
    assert kept == local
    assert kept.utcoffset() == dt.timedelta(0)
    assert len(found) == 1


def test_moments_are_ordered_as_they_happened(database: Database) -> None:
    """Text that begins with the hour of another zone would sort wrongly."""
    early = dt.datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)
    late = dt.datetime(2026, 3, 2, 2, 0, tzinfo=dt.UTC)
    with database.write() as session:
        session.add_all([entry_at(late), entry_at(early)])
    with database.read() as session:
        ordered = session.scalars(select(JournalEntry.at).order_by(JournalEntry.at)).all()
    assert ordered == [early, late]


@given(st.datetimes(timezones=st.timezones()))
def test_a_moment_is_the_same_after_its_way_in(moment: dt.datetime) -> None:
    dialect = create_engine("sqlite://").dialect
    try:
        expected = moment.astimezone(dt.UTC)
    except OverflowError:
        return  # year 1 in a zone ahead of UTC
    way_in = UtcDateTime().process_bind_param(moment, dialect)
    assert way_in == expected
    assert UtcDateTime().process_result_value(expected.replace(tzinfo=None), dialect) == expected


def test_a_moment_without_its_zone_is_refused() -> None:
    dialect = create_engine("sqlite://").dialect
    with pytest.raises(ValueError, match="without its zone"):
        UtcDateTime().process_bind_param(dt.datetime(2026, 3, 2), dialect)  # noqa: DTZ001
    assert UtcDateTime().process_bind_param(None, dialect) is None
    assert UtcDateTime().process_result_value(None, dialect) is None


def entry_at(moment: dt.datetime) -> JournalEntry:
    return JournalEntry(
        at=moment,
        actor_id="",
        actor_name="系统",
        action="test.thing.made",
        subject_kind="thing",
        subject_id="1",
        before={},
        after={},
        why="",
    )
