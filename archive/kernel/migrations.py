"""Bringing a database to the present state, by Alembic."""

from pathlib import Path

import alembic.command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

_PACKAGED = Path(__file__).resolve().parents[1] / "_migrations"
_CHECKOUT = Path(__file__).resolve().parents[2] / "alembic"


def migration_config(url: str) -> Config:
    """Return Alembic's configuration for the database at ``url``."""
    config = _scripts_config()
    config.attributes["url"] = url  # not an option: those are interpolated, and passwords have %
    return config


def upgrade(url: str) -> None:
    """Bring the database at ``url`` to the newest revision, wholly or not at all.

    Several processes may do so at once: one of them does, and the others wait for it.
    """
    alembic.command.upgrade(migration_config(url), "head")


def check(url: str) -> None:
    """Raise :class:`alembic.util.CommandError` if models and migrated database differ."""
    alembic.command.check(migration_config(url))


def is_current(engine: Engine) -> bool:
    """Whether the database has the newest revision."""
    heads = set(ScriptDirectory.from_config(_scripts_config()).get_heads())
    with engine.connect() as connection:
        return set(MigrationContext.configure(connection).get_current_heads()) == heads


def is_known(revision: str) -> bool:
    """Whether this version of the program knows how to go on from ``revision``."""
    known = ScriptDirectory.from_config(_scripts_config()).walk_revisions()
    return revision in {script.revision for script in known}


def _scripts_config() -> Config:
    """Name the scripts: those of the checkout or, in an installed package, those it carries."""
    config = Config()
    scripts = _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
