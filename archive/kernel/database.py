"""One database, two kinds of session, and one rule: a request or a job is one transaction.

SQLite (WAL, foreign keys on) by default, PostgreSQL by one URL. A write session takes SQLite's
write lock when it begins, so that it never fails half-way for want of it; a read session sees one
moment and refuses to write. Nobody but :meth:`Database.write` commits.
"""

import datetime as dt
import enum
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

import structlog
from sqlalchemy import (
    JSON,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Enum,
    MetaData,
    TypeDecorator,
    create_engine,
    event,
    make_url,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Session, SessionTransaction
from sqlalchemy.pool import QueuePool

from archive.kernel.lengths import refuse_unkeepable

log = structlog.stdlib.get_logger("fangzhi.database")

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
AFTER_COMMIT = "fangzhi.after_commit"
MODE = "fangzhi_mode"
BUSY_TIMEOUT_MS = 30_000
ENUM_LENGTH = 30
_TURN_LOCK = 0x46_5A_4A_4E


def _values_of(members: type[enum.Enum]) -> list[str]:
    return [str(member.value) for member in members]


class UtcDateTime(TypeDecorator[dt.datetime]):
    """A moment, aware, kept in UTC; naive values are refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Turn an aware moment into UTC on its way in."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a moment without its zone cannot be kept"
            raise ValueError(message)
        return value.astimezone(dt.UTC)

    def process_result_value(
        self, value: dt.datetime | None, dialect: Dialect
    ) -> dt.datetime | None:
        """Give back what SQLite forgot: that the moment is in UTC."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class Base(DeclarativeBase):
    """The base of every model."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        dt.datetime: UtcDateTime,
        dict[str, Any]: JSON,
        list[Any]: JSON,
        # A closed set is kept as the member's value, readable in any SQL shell.
        enum.Enum: Enum(
            enum.Enum, native_enum=False, length=ENUM_LENGTH, values_callable=_values_of
        ),
    }


class ReadOnlySessionError(RuntimeError):
    """Code that was given a read session tried to write: a mistake of ours, not of the user."""


class Database:
    """Hands out sessions on one engine."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = build_engine(url)
        # On PostgreSQL each statement would else see a moment of its own.
        snapshot = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        reading = {MODE: "read", **({} if self.is_sqlite else snapshot)}
        self._reader = self.engine.execution_options(**reading)
        self._writer = self.engine.execution_options(**{MODE: "write"})

    @property
    def is_sqlite(self) -> bool:
        """Whether the engine is SQLite."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Yield a session that sees one consistent state and cannot change it."""
        with Session(self._reader, expire_on_commit=False) as session:
            event.listen(session, "before_flush", _refuse_to_flush)
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Yield a session whose work is kept whole at the end, or not at all.

        What was queued by :func:`after_commit` runs once the work is safe; if that fails, it is
        logged and not raised, because the work is done all the same.
        """
        with Session(self._writer, expire_on_commit=False) as session:
            event.listen(session, "after_soft_rollback", _forget_queued)
            event.listen(session, "before_flush", refuse_unkeepable)
            session.connection()
            try:
                yield session
                session.commit()
            except BaseException:
                session.rollback()
                raise
            queued: list[_Queued] = session.info.pop(AFTER_COMMIT, [])
        for _, action in queued:
            _run_logged(action)

    def dispose(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()


_Queued = tuple[SessionTransaction | None, Callable[[], None]]


def after_commit(session: Session, action: Callable[[], None]) -> None:
    """Run ``action`` once the transaction of ``session`` is committed; never if it is not.

    What is queued inside a savepoint is forgotten with the savepoint.
    """
    owner = session.get_nested_transaction() or session.get_transaction()
    session.info.setdefault(AFTER_COMMIT, []).append((owner, action))


def take_turn(session: Session) -> None:
    """Let nobody else append to the journal or take a number until ``session`` ends.

    One lock for all that is kept in order, so that no two transactions that take several such
    things wait for each other crosswise. SQLite has but one writer at a time anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _TURN_LOCK})


def build_engine(url: str) -> Engine:
    """Return an engine for ``url`` with the pragmas and the ways to begin that we rely on.

    An error of the database never tells the values it was given: they may be passwords or letters.
    """
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, hide_parameters=True)
    # A pooled file connection keeps its page cache and its prepared statements.
    engine = create_engine(
        url, poolclass=QueuePool, pool_size=8, max_overflow=24, hide_parameters=True
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",  # a number on a printed receipt must outlive a power cut
        "foreign_keys = ON",
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    mode = connection.get_execution_options().get(MODE)
    connection.exec_driver_sql(f"PRAGMA query_only = {int(mode == 'read')}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if mode == "write" else "BEGIN")


def _forget_queued(session: Session, undone: SessionTransaction) -> None:
    queued: list[_Queued] = session.info.get(AFTER_COMMIT, [])
    queued[:] = [entry for entry in queued if not _is_within(entry[0], undone)]


def _is_within(owner: SessionTransaction | None, outer: SessionTransaction) -> bool:
    while owner is not None and owner is not outer:
        owner = owner.parent
    return owner is outer


def _run_logged(action: Callable[[], None]) -> None:
    try:
        action()
    except Exception:  # whoever missed the news finds it in the database
        log.exception("an action after the commit failed")


def _refuse_to_flush(session: Session, _context: object, _instances: object) -> None:
    if session.new or session.dirty or session.deleted:
        raise ReadOnlySessionError
