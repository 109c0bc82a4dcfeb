"""The journal keeps its order, its histories and its signatures on both engines."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from archive.kernel import journal
from archive.kernel.clock import FixedClock
from archive.kernel.database import Database
from archive.kernel.journal import SYSTEM, Actor, Subject

THING = Subject("thing", "1")
VOLUME, TITLE = Subject("volume", "v"), Subject("title", "t")
MOMENT = dt.datetime(2026, 3, 2, 1, 30, tzinfo=dt.UTC)
YI_MING = Actor("b7qmc3x0t4kd", "易明")
WAIT_SECONDS = 30


def record(database: Database, action: str, subject: Subject = THING, *also: Subject) -> int:
    with database.write() as session:
        return journal.record(session, action, subject=subject, also=also).number


def record_and_fail(database: Database, *also: Subject) -> None:
    with suppress(RuntimeError), database.write() as session:
        journal.record(session, "test.thing.failed", subject=THING, also=also)
        raise RuntimeError


def numbers_after(database: Database, number: int) -> list[int]:
    with database.read() as session:
        return [entry.number for entry in journal.entries_after(session, number)]


def actions_of(database: Database, *subjects: Subject) -> list[str]:
    with database.read() as session:
        return [entry.action for entry in journal.history(session, subjects)]


def test_who_appended_first_is_read_first_however_late_it_commits(database: Database) -> None:
    """A quick writer must not get a number, and be read, before a slow one that has a lower one."""
    has_appended, may_commit, quick_begins = (threading.Event() for _ in range(3))

    def write_slowly() -> int:
        with database.write() as session:
            number = journal.record(session, "test.thing.slow", subject=THING).number
            has_appended.set()
            assert may_commit.wait(WAIT_SECONDS)
            return number

    def write_quickly() -> int:
        quick_begins.set()
        return record(database, "test.thing.quick")

    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(write_slowly)
        assert has_appended.wait(WAIT_SECONDS)
        quick = pool.submit(write_quickly)
        assert quick_begins.wait(WAIT_SECONDS)
        with pytest.raises(TimeoutError):
            quick.result(timeout=0.3)  # it waits for its turn
        assert numbers_after(database, 0) == []
        may_commit.set()
        order = [slow.result(WAIT_SECONDS), quick.result(WAIT_SECONDS)]
    assert numbers_after(database, 0) == order == sorted(order)


def test_a_follower_among_many_writers_skips_nothing(database: Database) -> None:
    writers, each = 4, 12
    seen: list[int] = []

    def write_many(_writer: int) -> None:
        for _ in range(each):
            record(database, "test.thing.made")

    with ThreadPoolExecutor(writers) as pool:
        work = [pool.submit(write_many, writer) for writer in range(writers)]
        while not all(job.done() for job in work):
            seen += numbers_after(database, seen[-1] if seen else 0)
        for job in work:
            job.result()
    seen += numbers_after(database, seen[-1] if seen else 0)
    assert seen == numbers_after(database, 0)
    assert len(seen) == writers * each


def test_a_number_is_never_given_to_another_entry(database: Database) -> None:
    first = record(database, "test.thing.made")
    record_and_fail(database)
    assert record(database, "test.thing.changed") > first
    assert actions_of(database, THING) == ["test.thing.changed", "test.thing.made"]


def test_a_failed_transaction_leaves_no_link_either(database: Database) -> None:
    record_and_fail(database, VOLUME)
    assert actions_of(database, VOLUME) == []


def test_a_history_follows_links_newest_first_and_names_each_entry_once(
    database: Database,
) -> None:
    record(database, "test.title.made", TITLE)
    record(database, "test.volume.made", VOLUME, TITLE)
    record(database, "test.page.read", THING, VOLUME, TITLE, VOLUME)
    record(database, "test.other.made", Subject("title", "v"))

    assert actions_of(database, VOLUME) == ["test.page.read", "test.volume.made"]
    assert actions_of(database, TITLE, VOLUME) == [
        "test.page.read",
        "test.volume.made",
        "test.title.made",
    ]
    assert actions_of(database) == []


def test_the_limit_of_a_history_keeps_the_newest(database: Database) -> None:
    for number in range(5):
        record(database, f"test.thing.n{number}")
    with database.read() as session:
        entries = journal.history(session, [THING], limit=2)
    assert [entry.action for entry in entries] == ["test.thing.n4", "test.thing.n3"]


def test_entries_come_in_portions_with_their_links(database: Database) -> None:
    numbers = [record(database, "test.page.read", THING, VOLUME) for _ in range(3)]
    with database.read() as session:
        [first] = journal.entries_after(session, 0, limit=1)
        rest = journal.entries_after(session, first.number)
    assert [first.number, *(entry.number for entry in rest)] == numbers
    assert [(link.kind, link.id) for link in first.links] == [("thing", "1"), ("volume", "v")]


def test_an_entry_says_who_when_why_and_what(database: Database) -> None:
    with database.write() as session:
        journal.act_as(session, YI_MING, FixedClock(MOMENT))
        assert journal.current_actor(session) == YI_MING
        assert journal.now(session) == MOMENT
        journal.record(
            session,
            "test.thing.changed",
            subject=THING,
            before={"name": "醴陵县志"},
            after={"name": "醴陵縣志", "count": 3, "tags": ["志"]},
            why="依书名页",
        )
    with database.read() as session:
        [entry] = journal.entries_after(session, 0)
    assert Actor(entry.actor_id, entry.actor_name) == YI_MING
    assert entry.at == MOMENT
    assert entry.subject == THING
    assert entry.before == {"name": "醴陵县志"}
    assert entry.after == {"name": "醴陵縣志", "count": 3, "tags": ["志"]}
    assert entry.why == "依书名页"


def test_what_nobody_signed_is_signed_by_the_system(database: Database) -> None:
    record(database, "test.thing.made")
    with database.read() as session:
        [entry] = journal.entries_after(session, 0)
    assert Actor(entry.actor_id, entry.actor_name) == SYSTEM


def test_the_last_number_of_an_empty_journal_is_zero(database: Database) -> None:
    with database.read() as session:
        assert journal.last_entry_number(session) == 0
    number = record(database, "test.thing.made")
    with database.read() as session:
        assert journal.last_entry_number(session) == number
