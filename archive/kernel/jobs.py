"""Work that takes time, rung for on huey.

huey hands a job out once and forgets it, so a job is only a bell: it says "look at this", and the
database says what remains to be done. Every job may therefore be rung twice, late or not at all
(a sweep rings again) without harm.
"""

from collections.abc import Callable
from typing import Any

from huey import Huey, MemoryHuey, PostgresHuey, SqliteHuey
from psycopg.conninfo import make_conninfo
from sqlalchemy import make_url

from archive.kernel.settings import Settings

Job = Callable[..., None]


class JobQueue:
    """Named jobs with JSON-like arguments."""

    def __init__(self, huey: Huey) -> None:
        self.huey = huey
        self._jobs: dict[str, Job] = {}
        self._rounds: list[Callable[[], None]] = []
        self._run = huey.task(name="fangzhi")(self._perform)

    def register(self, name: str, job: Job) -> None:
        """Say what ``name`` does when it is rung; the composition root calls this."""
        self._jobs[name] = job

    def ring(self, name: str, priority: int = 0, **arguments: Any) -> None:
        """Ask for the job ``name``; of two, that of higher priority goes first."""
        self.huey.enqueue(self._run.s(name, arguments, priority=priority))

    def on_round(self, look: Callable[[], None]) -> None:
        """Let ``look`` ring again for what a dead worker left: every sweep of a worker calls it.

        The composition root calls this; ``look`` asks the database and must do no harm if the
        work is under way elsewhere.
        """
        self._rounds.append(look)

    def go_round(self) -> None:
        """Call what was given to :meth:`on_round`, in its order."""
        for look in self._rounds:
            look()

    def close(self) -> None:
        """Close what this thread holds open of the queue's storage."""
        close = getattr(self.huey.storage, "close", None)
        if close is not None:
            close()

    def _perform(self, name: str, arguments: dict[str, Any]) -> None:
        self._jobs[name](**arguments)


def open_queue(settings: Settings) -> JobQueue:
    """Return the queue of a site: a file beside SQLite, tables beside PostgreSQL."""
    url = make_url(settings.url)
    if url.get_backend_name() == "postgresql":
        # As keywords: rendered as a URL again, a space in a password would not come through.
        parts = url.translate_connect_args(username="user", database="dbname")
        dsn = make_conninfo(**{name: str(value) for name, value in {**parts, **url.query}.items()})
        return JobQueue(PostgresHuey("fangzhi", dsn=dsn, results=False))
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    queue_file = str((settings.data_dir / "queue.db").resolve())
    return JobQueue(SqliteHuey("fangzhi", filename=queue_file, fsync=True, results=False))


def memory_queue() -> JobQueue:
    """Return a queue that lives in this process only, for tests."""
    return JobQueue(MemoryHuey("fangzhi", results=False))
