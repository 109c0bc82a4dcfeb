"""Alembic's door to the models; run by ``fangzhi db`` and by ``alembic`` itself."""

from typing import Any

import sqlalchemy as sa
from alembic import context
from sqlalchemy import pool
from sqlalchemy.engine import create_engine

from archive.every_model import metadata
from archive.kernel.database import UtcDateTime
from archive.kernel.settings import load_settings

config = context.config


def is_ours(item: Any, name: str | None, kind: str, _reflected: bool, _model: Any) -> bool:
    """Leave out the tables that belong to a search engine, not to a model."""
    del item
    return not (kind == "table" and (name or "").startswith("search_fts"))


def render(kind: str, item: Any, _context: Any) -> str | bool:
    """Write our own column types as what the database sees, so that revisions need no import."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, sa.Enum):
        return f"sa.String(length={item.length})"
    return False


def migrate() -> None:
    """Run the revisions in one transaction."""
    url = config.attributes.get("url") or load_settings().url
    engine = create_engine(url, poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=metadata,
            include_object=is_ours,
            render_as_batch=connection.dialect.name == "sqlite",
            compare_type=True,
            render_item=render,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


migrate()
