"""Registers have no holes and no number twice, whoever writes and whatever fails."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from archive.kernel import journal
from archive.kernel.database import Database
from archive.kernel.journal import Subject
from archive.kernel.numbers import last_number, next_number

WAIT_SECONDS = 30


def take(database: Database, series: str = "登录号") -> int:
    with database.write() as session:
        return next_number(session, series)


def take_and_fail(database: Database, series: str = "登录号") -> None:
    with suppress(RuntimeError), database.write() as session:
        next_number(session, series)
        raise RuntimeError


def test_a_series_begins_at_one_and_each_counts_for_itself(database: Database) -> None:
    assert [take(database), take(database), take(database, "收据")] == [1, 2, 1]
    with database.read() as session:
        assert last_number(session, "登录号") == 2
        assert last_number(session, "nobody asked yet") == 0


def test_one_transaction_takes_as_many_as_it_needs(database: Database) -> None:
    with database.write() as session:
        assert [next_number(session, "登录号") for _ in range(3)] == [1, 2, 3]
    assert take(database) == 4


@pytest.mark.parametrize("taken_before", [0, 2])
def test_what_is_rolled_back_is_given_out_again(database: Database, taken_before: int) -> None:
    for _ in range(taken_before):
        take(database)
    take_and_fail(database)
    assert take(database) == taken_before + 1


def test_a_savepoint_gives_its_numbers_back(database: Database) -> None:
    with database.write() as session:
        assert next_number(session, "登录号") == 1
        with suppress(RuntimeError), session.begin_nested():
            assert next_number(session, "登录号") == 2
            assert next_number(session, "收据") == 1
            raise RuntimeError
        assert next_number(session, "登录号") == 2
        assert next_number(session, "收据") == 1


def test_many_at_once_leave_no_hole_though_some_fail(database: Database) -> None:
    """The very first number is contended too: the series does not exist yet."""
    writers, each = 4, 10
    start = threading.Barrier(writers)

    def take_many(_writer: int) -> list[int]:
        start.wait(WAIT_SECONDS)
        taken = []
        for turn in range(each):
            if turn % 3 == 1:
                take_and_fail(database)
            taken.append(take(database))
        return taken

    with ThreadPoolExecutor(writers) as pool:
        taken = [number for numbers in pool.map(take_many, range(writers)) for number in numbers]
    assert sorted(taken) == list(range(1, writers * each + 1))


def test_numbers_and_journal_in_any_order_never_wait_crosswise(database: Database) -> None:
    """One takes a number and then appends, the other appends and then takes that number."""
    both_hold = threading.Barrier(2)

    def meet() -> None:
        # On a database that lets only one in, the other cannot come: go on alone.
        with suppress(threading.BrokenBarrierError):
            both_hold.wait(0.3)

    def number_first() -> None:
        with database.write() as session:
            next_number(session, "收据")
            meet()
            journal.record(session, "test.receipt.issued", subject=Subject("receipt", "1"))

    def journal_first() -> None:
        with database.write() as session:
            journal.record(session, "test.receipt.issued", subject=Subject("receipt", "2"))
            meet()
            next_number(session, "收据")

    with ThreadPoolExecutor(2) as pool:
        for job in [pool.submit(number_first), pool.submit(journal_first)]:
            job.result(WAIT_SECONDS)
    with database.read() as session:
        assert last_number(session, "收据") == 2
