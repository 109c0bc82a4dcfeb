"""A database is brought up to date wholly or not at all, by one of those who try."""

import multiprocessing
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine, event, inspect, text
from sqlalchemy.engine import Connection, Engine

from archive.kernel import migrations
from archive.kernel.database import Database
from archive.likeness.service import pairs_of
from archive.text.lookup_keys import lookup_key
from tests.fixtures.cluster import Cluster

WAIT_SECONDS = 60


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without a single table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty 100%.db'}"
        return
    cluster: Cluster = request.getfixturevalue("postgres_cluster")
    name = cluster.create()
    yield cluster.url(name)
    cluster.drop(name)


def tables_in(url: str) -> set[str]:
    engine = create_engine(url)
    names = set(inspect(engine).get_table_names())
    engine.dispose()
    return names


def is_current(url: str) -> bool:
    database = Database(url)
    try:
        return migrations.is_current(database.engine)
    finally:
        database.dispose()


def test_an_empty_database_is_not_current_until_it_is_upgraded(empty_url: str) -> None:
    assert not is_current(empty_url)
    migrations.upgrade(empty_url)
    assert is_current(empty_url)
    migrations.check(empty_url)
    migrations.upgrade(empty_url)  # and again, to no effect


def test_an_upgrade_that_fails_leaves_nothing(empty_url: str) -> None:
    """It fails at its end, when every table is made and only the revision is not yet noted."""

    def fail(_connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith(("INSERT INTO alembic_version", "UPDATE alembic_version")):
            raise OSError

    event.listen(Engine, "before_cursor_execute", fail)
    try:
        with pytest.raises(OSError):  # noqa: PT011 - our own, without words
            migrations.upgrade(empty_url)
    finally:
        event.remove(Engine, "before_cursor_execute", fail)
    assert tables_in(empty_url) == set()
    migrations.upgrade(empty_url)
    assert is_current(empty_url)


def test_several_processes_may_upgrade_at_once(empty_url: str) -> None:
    """As the web server and the worker do, started by one boot."""
    context = multiprocessing.get_context("spawn")
    processes = [
        context.Process(target=migrations.upgrade, args=(empty_url,), daemon=True) for _ in range(3)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join(WAIT_SECONDS)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert is_current(empty_url)


def test_names_with_characters_that_fold_anew_keep_being_found(empty_url: str) -> None:
    command.upgrade(migrations.migration_config(empty_url), "0029")
    engine = create_engine(empty_url)
    old = {"id": "1" * 12, "title": "乾州志", "title_key": "干州志"}
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO likeness_records (kind, record_id, parent_id, title, title_key,"
                " responsibility) VALUES ('title', :id, '', :title, :title_key, '')"
            ),
            old,
        )
        connection.execute(text("INSERT INTO likeness_pairs VALUES ('干州', 'title', :id)"), old)
    migrations.upgrade(empty_url)
    with engine.begin() as connection:
        key = connection.scalar(text("SELECT title_key FROM likeness_records"))
        pairs = connection.scalars(text("SELECT pair FROM likeness_pairs")).all()
    engine.dispose()
    assert key == lookup_key("乾州志")
    assert set(pairs) == set(pairs_of(key))


@pytest.mark.postgres
def test_a_masked_password_is_never_needed(postgres_database: Database) -> None:
    """SQLAlchemy shows a password as three stars: nobody may connect with that."""
    url = postgres_database.engine.url.set(password="a b%@c").render_as_string(hide_password=False)
    assert is_current(url)
    migrations.upgrade(url)
    migrations.check(url)
