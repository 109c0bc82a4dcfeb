"""Whether a worker lives, by a lock that the operating system or the database lets go of.

A worker takes its lock before it claims anything and holds it until it ends. No clock is asked: a
worker that is slow, or whose machine slept, is alive; one that was killed is dead at once.
"""

import contextlib
import fcntl
import zlib
from pathlib import Path
from typing import BinaryIO, Protocol

from sqlalchemy import Connection, text

from archive.kernel.database import Database
from archive.kernel.house import House
from archive.kernel.identifiers import new_id

_LOCK_SPACE = 0x46_5A_57_4B


class Liveness(Protocol):
    """The life of this process as a worker, and news of the others."""

    @property
    def worker_id(self) -> str:
        """The name this process claims pages under; never used again by another."""
        ...

    def is_alive(self, worker_id: str) -> bool:
        """Whether the worker of that name still runs."""
        ...

    def close(self) -> None:
        """Die, as far as the others can tell."""
        ...


class FileLiveness:
    """Locks on files below the data folder, for workers on one machine."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self.worker_id = new_id()
        self._stream: BinaryIO = self._path(self.worker_id).open("xb")
        fcntl.flock(self._stream, fcntl.LOCK_EX)

    def is_alive(self, worker_id: str) -> bool:
        """Whether the lock of that worker is held."""
        if worker_id == self.worker_id:
            return True
        path = self._path(worker_id)
        try:
            with path.open("rb") as stream:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
                path.unlink(missing_ok=True)
        except FileNotFoundError:
            return False
        except BlockingIOError:
            return True
        return False

    def close(self) -> None:
        """Let go of the lock and remove its file."""
        self._path(self.worker_id).unlink(missing_ok=True)
        self._stream.close()

    def _path(self, worker_id: str) -> Path:
        return self._folder / f"{worker_id}.lock"


class DatabaseLiveness:
    """PostgreSQL advisory locks of a session, for workers on several machines."""

    def __init__(self, database: Database) -> None:
        self.worker_id = new_id()
        self._engine = database.engine
        self._connection: Connection = self._engine.connect()
        self._tell("SELECT pg_advisory_lock(:space, :key)")
        self._connection.commit()  # the lock belongs to the session, not to a transaction

    def is_alive(self, worker_id: str) -> bool:
        """Whether the lock of that worker is held by some session."""
        asked = {"space": _LOCK_SPACE, "key": _key(worker_id)}
        with self._engine.connect() as connection:
            question = text("SELECT pg_try_advisory_xact_lock(:space, :key)")
            is_free = bool(connection.execute(question, asked).scalar_one())
            connection.rollback()
        return not is_free

    def close(self) -> None:
        """Let go of the lock and close the session, which would let go of it some time after."""
        with contextlib.suppress(Exception):  # a session that broke holds no lock any more
            self._tell("SELECT pg_advisory_unlock(:space, :key)")
            self._connection.invalidate()
        self._connection.close()

    def _tell(self, statement: str) -> None:
        own = {"space": _LOCK_SPACE, "key": _key(self.worker_id)}
        self._connection.execute(text(statement), own)


def go_on_duty(house: House) -> Liveness:
    """Take a name and a lock for this process."""
    if house.database.is_sqlite:
        return FileLiveness(house.settings.data_dir / "workers")
    return DatabaseLiveness(house.database)


def _key(worker_id: str) -> int:
    return zlib.crc32(worker_id.encode()) - (1 << 31)
