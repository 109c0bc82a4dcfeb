"""The database as one file: its state at one moment, copied while people work."""

import errno
import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.orm import Session

from archive.backup import postgres
from archive.backup.errors import DatabaseUnreadableError
from archive.backup.manifest import DATABASES
from archive.kernel.database import BUSY_TIMEOUT_MS, Database

# The queue is a bell that is rung again, and the tables inside a search engine are its own.
UNCOUNTED = ("huey_", "search_fts", "sqlite_")


@dataclass(frozen=True, slots=True)
class Dump:
    """A copy of the database: its file, the schema's revision and the rows of each table."""

    path: Path
    revision: str
    counts: dict[str, int]


def dump(database: Database, folder: Path) -> Dump:
    """Copy ``database`` into ``folder`` as it is at one moment, and check the copy.

    Raises:
        DatabaseUnreadableError: the copy cannot be made or is not sound.
        ToolMissingError: PostgreSQL's own programs are absent.
        OSError: the disk is full, or the folder cannot be written to.
    """
    target = folder / DATABASES[database.engine.dialect.name]
    if database.is_sqlite:
        return _dump_sqlite(database.engine, target)
    return _dump_postgres(database, target)


def _dump_sqlite(engine: Engine, target: Path) -> Dump:
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with closing(_connect(Path(str(engine.url.database)))) as source:
            # One read transaction: writers go on meanwhile (WAL), and it sees nothing of them.
            source.execute("VACUUM INTO ?", (str(target),))
        with closing(_connect(target)) as copy:
            check_sqlite(copy)
            return Dump(target, *_describe_sqlite(copy))
    except sqlite3.Error as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
            raise OSError(errno.ENOSPC, str(error)) from error
        raise DatabaseUnreadableError(reason=str(error)) from error


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=rw", uri=True, isolation_level=None
    )
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    return connection


def check_sqlite(connection: sqlite3.Connection) -> None:
    """Make sure that a database is whole.

    Raises:
        DatabaseUnreadableError: it is not.
    """
    found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise DatabaseUnreadableError(reason=found)


def _describe_sqlite(connection: sqlite3.Connection) -> tuple[str, dict[str, int]]:
    names = [
        row[0]
        for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        if not row[0].startswith(UNCOUNTED)
    ]
    counts = {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for name in names
    }
    return connection.execute("SELECT version_num FROM alembic_version").fetchone()[0], counts


def _dump_postgres(database: Database, target: Path) -> Dump:
    with database.read() as session:
        # Counts and dump are of the same moment: the dump is taken of this session's snapshot.
        shared = session.execute(text("SELECT pg_export_snapshot()")).scalar_one()
        postgres.dump(database.url, target, shared)
        return Dump(target, revision_of(session), count_rows(session.connection()))


def revision_of(session: Session) -> str:
    """Return the revision of the schema."""
    return str(session.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def count_rows(connection: Connection) -> dict[str, int]:
    """Return the number of rows of each of our tables."""
    names = [n for n in inspect(connection).get_table_names() if not n.startswith(UNCOUNTED)]
    return {
        name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one()  # noqa: S608
        for name in names
    }
