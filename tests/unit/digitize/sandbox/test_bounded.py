"""What a child may do, and what it may not, and that nothing of it is left."""

import contextlib
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.kernel.errors import (
    OutOfMemoryError,
    StepCrashedError,
    StepTimedOutError,
    UnreadableScanError,
)
from archive.kernel.settings import CHECKOUT
from digitize.sandbox.bounded import run_bounded, stop_children
from tests.unit.digitize.sandbox import jobs

GIGABYTE = 10**9
PATIENCE_SECONDS = 60


def wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.01)


def is_gone(note: Path) -> bool:
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        stat = Path(f"/proc/{note.read_text()}/stat").read_text()
        return stat.rpartition(")")[2].split()[0] == "Z"
    return True


def run(function: Callable[..., object], *arguments: object, seconds: float = 60) -> object:
    return run_bounded(function, *arguments, seconds=seconds, memory_bytes=GIGABYTE)


def test_a_result_comes_back() -> None:
    assert run(jobs.add, 1, 2) == 3


def test_a_child_begins_with_one_thread() -> None:
    """A fork keeps one thread: a library that had started others would wait for them for ever."""
    assert run(jobs.count_threads) == 1


def test_an_error_of_ours_comes_back_with_its_values() -> None:
    with pytest.raises(UnreadableScanError) as caught:
        run(jobs.refuse)
    assert caught.value.values == {"name": "第一叶.jpg"}
    assert caught.value.detail == "cut short"
    assert "第一叶.jpg" in str(caught.value)


def test_what_nobody_foresaw_is_told_in_detail() -> None:
    with pytest.raises(StepCrashedError) as caught:
        run(jobs.fail)
    assert "KeyError: 'unforeseen'" in caught.value.detail


def test_a_child_that_dies_is_told() -> None:
    with pytest.raises(StepCrashedError) as caught:
        run(jobs.die)
    assert "'signal': 6" in caught.value.detail


@pytest.mark.parametrize("eat", [jobs.eat_with_numpy, jobs.eat_with_vips])
def test_memory_is_bounded(eat: Callable[[], object]) -> None:
    with pytest.raises(OutOfMemoryError):
        run(eat)


def test_a_child_that_hangs_is_stopped_with_all_it_started(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    with pytest.raises(StepTimedOutError) as caught:
        run(jobs.hang, note, seconds=4)
    assert caught.value.values == {"seconds": 4}
    assert note.exists()
    wait_until(lambda: is_gone(note))


def test_what_a_child_leaves_behind_is_stopped(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    assert run(jobs.leave_behind, note) == "done"
    wait_until(lambda: is_gone(note))


def test_several_threads_may_ask_at_once() -> None:
    answers: dict[int, object] = {}

    def ask(number: int) -> None:
        answers[number] = run(jobs.add, number, number)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    assert answers == {number: 2 * number for number in range(8)}


def test_the_sandbox_works_again_after_it_was_stopped() -> None:
    assert run(jobs.add, 1, 1) == 2
    stop_children()
    assert run(jobs.add, 2, 2) == 4


def test_nothing_outlives_a_killed_worker(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    code = (
        "import sys; from pathlib import Path; from tests.unit.digitize.sandbox import jobs;"
        "jobs.hang_in_the_sandbox(Path(sys.argv[1]))"
    )
    worker = subprocess.Popen([sys.executable, "-c", code, str(note)], cwd=CHECKOUT)
    try:
        wait_until(note.exists)
        assert not is_gone(note)
    finally:
        worker.kill()
        worker.wait()
    wait_until(lambda: is_gone(note))
