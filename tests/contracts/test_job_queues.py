"""Every queue carries a bell from whoever rings to whoever performs, across processes."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from typing import Any

import pytest
from huey import MemoryHuey, PostgresHuey, SqliteHuey
from huey.exceptions import TaskException
from pydantic import SecretStr

from archive.kernel.jobs import JobQueue, memory_queue, open_queue
from archive.kernel.settings import Settings
from tests.fixtures.cluster import Cluster


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def site(request: pytest.FixtureRequest, settings: Settings) -> Settings | None:
    """The settings of a site with such a queue; none for one that lives in memory."""
    match request.param:
        case "memory":
            return None
        case "sqlite":
            return settings
        case _:
            database = request.getfixturevalue("postgres_database")
            return settings.model_copy(update={"database_url": SecretStr(database.url)})


Opener = Callable[[], JobQueue]


@pytest.fixture
def open_again(site: Settings | None) -> Iterator[Opener]:
    """Open the queue of ``site`` as one more process would."""
    with ExitStack() as stack:

        def open_once() -> JobQueue:
            queue = memory_queue() if site is None else open_queue(site)
            stack.callback(queue.close)
            return queue

        yield open_once


@pytest.fixture
def queue(open_again: Opener) -> JobQueue:
    return open_again()


def perform_one(queue: JobQueue) -> None:
    task = queue.huey.dequeue()
    assert task is not None, "nothing was rung for"
    queue.huey.execute(task)


def take_notes(queue: JobQueue, *names: str) -> list[tuple[str, dict[str, Any]]]:
    notes: list[tuple[str, dict[str, Any]]] = []
    for name in names:
        queue.register(name, lambda _name=name, **arguments: notes.append((_name, arguments)))
    return notes


def test_a_job_is_performed_with_its_arguments(queue: JobQueue) -> None:
    notes = take_notes(queue, "process-page", "import-folder")
    queue.ring("process-page", page_id="b7qmc3x0t4kd")
    queue.ring("import-folder", folder="扫描/2026", count=3, labels=["卷一", "卷二"])
    assert notes == []
    perform_one(queue)
    perform_one(queue)
    assert notes == [
        ("process-page", {"page_id": "b7qmc3x0t4kd"}),
        ("import-folder", {"folder": "扫描/2026", "count": 3, "labels": ["卷一", "卷二"]}),
    ]


def test_what_somebody_waits_for_goes_first_and_the_rest_in_order(queue: JobQueue) -> None:
    notes = take_notes(queue, "process-page")
    for page_id in ("first", "second"):
        queue.ring("process-page", page_id=page_id)
    queue.ring("process-page", priority=10, page_id="urgent")
    for _ in range(3):
        perform_one(queue)
    assert [arguments["page_id"] for _, arguments in notes] == ["urgent", "first", "second"]


def test_a_bell_is_heard_once(queue: JobQueue) -> None:
    take_notes(queue, "process-page")
    queue.ring("process-page", page_id="1")
    assert queue.huey.pending_count() == 1
    perform_one(queue)
    assert queue.huey.pending_count() == 0
    assert queue.huey.dequeue() is None


def test_a_job_that_fails_is_over_and_the_next_is_performed(queue: JobQueue) -> None:
    notes = take_notes(queue, "good")

    def fail() -> None:
        raise OSError

    queue.register("bad", fail)
    queue.ring("bad")
    queue.ring("nobody registered this")
    queue.ring("good")
    for _ in range(3):
        try:
            perform_one(queue)
        except TaskException:
            pytest.fail("a failing job must not end the worker")
    assert notes == [("good", {})]
    assert queue.huey.pending_count() == 0


def test_another_process_performs_what_was_rung_for_here(
    site: Settings | None, open_again: Opener
) -> None:
    if site is None:
        pytest.skip("a queue in memory is for one process")
    open_again().ring("process-page", page_id="1")
    worker = open_again()
    notes = take_notes(worker, "process-page")
    perform_one(worker)
    assert notes == [("process-page", {"page_id": "1"})]


def test_the_queue_lies_beside_the_database(site: Settings | None, queue: JobQueue) -> None:
    if site is None:
        assert isinstance(queue.huey, MemoryHuey)
    elif site.database_url is None:
        assert isinstance(queue.huey, SqliteHuey)
        assert (site.data_dir / "queue.db").is_file()
    else:
        assert isinstance(queue.huey, PostgresHuey)
        assert not (site.data_dir / "queue.db").exists()


@pytest.mark.postgres
@pytest.mark.parametrize("password", ["plain", "with space", "p%40@:/?#", "引号'\\"])
def test_any_password_reaches_the_queue(
    settings: Settings, postgres_cluster: Cluster, postgres_database: Any, password: str
) -> None:
    """The cluster trusts everyone, so a password that comes through in parts names no database."""
    url = postgres_database.engine.url.set(password=password, host=None)
    url = url.update_query_dict({"host": str(postgres_cluster.folder)})
    secret = SecretStr(url.render_as_string(hide_password=False))
    queue = open_queue(settings.model_copy(update={"database_url": secret}))
    with closing(queue):
        queue.ring("process-page", page_id="1")
        assert queue.huey.pending_count() == 1
        assert queue.huey.storage.conn.info.password == password


def test_a_round_calls_all_who_look_for_what_was_left(queue: JobQueue) -> None:
    seen: list[str] = []
    queue.on_round(lambda: seen.append("batch edits"))
    queue.on_round(lambda: seen.append("letters"))
    queue.go_round()
    assert seen == ["batch edits", "letters"]
