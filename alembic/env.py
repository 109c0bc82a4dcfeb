"""Alembic's door to the models; run by ``fangzhi db`` and by ``alembic`` itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from alembic import context

from archive.every_model import metadata
from archive.kernel.database import MODE, UtcDateTime, build_engine
from archive.kernel.settings import load_settings

MIGRATION_LOCK = 0x46_5A_4D_47

config = context.config


def is_ours(item: Any, name: str | None, kind: str, _reflected: bool, _model: Any) -> bool:
    """Leave out the tables that belong to a search engine or to the queue, not to a model."""
    del item
    return not (kind == "table" and (name or "").startswith(("search_fts", "huey_")))


def render(kind: str, item: Any, _context: Any) -> str | bool:
    """Write our own column types as what the database sees, so that revisions need no import."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, sa.Enum):
        return f"sa.String(length={item.length})"
    return False


@contextmanager
def open_engine(url: str) -> Iterator[sa.Engine]:
    """Yield an engine whose transactions lock out other writers and hold the making of tables."""
    engine = build_engine(url)
    if engine.dialect.name == "sqlite":
        # A table is altered by copying it; what refers to it must not mind.
        sa.event.listen(engine, "connect", ignore_foreign_keys)
    try:
        yield engine.execution_options(**{MODE: "write"})
    finally:
        engine.dispose()


def ignore_foreign_keys(connection: Any, _record: object) -> None:
    """Switch off what cannot be switched inside a transaction."""
    connection.execute("PRAGMA foreign_keys = OFF")


def check_foreign_keys(connection: sa.Connection) -> None:
    """Make sure that nothing was left dangling meanwhile."""
    dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if dangling:
        message = f"rows that refer to nothing: {dangling[:10]}"
        raise RuntimeError(message)


def migrate(engine: sa.Engine) -> None:
    """Run the revisions in one transaction; who comes meanwhile waits and finds them run."""
    is_sqlite = engine.dialect.name == "sqlite"
    with engine.begin() as connection:
        if not is_sqlite:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(MIGRATION_LOCK)))
        context.configure(
            connection=connection,
            target_metadata=metadata,
            include_object=is_ours,
            render_as_batch=is_sqlite,
            compare_type=True,
            render_item=render,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        if is_sqlite:
            check_foreign_keys(connection)


with open_engine(config.attributes.get("url") or load_settings().url) as opened:
    migrate(opened)
