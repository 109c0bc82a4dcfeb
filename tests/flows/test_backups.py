"""Backups as people meet them: on the page, in the worker, at the terminal."""

import datetime as dt
import io
import sys
import threading
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from archive import cli
from archive.accounts.models import Role
from archive.backup.folder import BackupFolder, opened
from archive.backup.queries import (
    backup_health,
    last_good_backup,
    list_backups,
    unfinished_backups,
)
from archive.backup.runs import begin_command
from archive.backup.schemas import BackupHealth, BackupKind, BackupState, BackupView
from archive.backup.tasks import keeping_backups, look
from archive.kernel.clock import FixedClock
from archive.kernel.database import Database
from archive.kernel.house import House
from archive.kernel.settings import Settings
from tests.factories.gifts import make_donation
from tests.fixtures.clients import Person
from tests.fixtures.houses import make_house

PATIENCE_SECONDS = 60
DAY = dt.timedelta(days=1)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "other disk"
    folder.mkdir()
    return folder


@pytest.fixture
def kept_house(house_on_each: House, place: Path) -> House:
    """A house that knows where its backups go; it is half past nine in the morning."""
    house_on_each.settings.backup_dir = place
    house_on_each.masters.put(io.BytesIO(b"leaf"))
    return house_on_each


def runs(house: House) -> list[BackupView]:
    with house.database.read() as session:
        return list_backups(session)


def glance(house: House) -> None:
    look(house, threading.Event())


def advance(house: House, by: dt.timedelta) -> None:
    assert isinstance(house.clock, FixedClock)
    house.clock.advance(by)


def test_one_backup_is_made_a_night(kept_house: House) -> None:
    for _ in range(3):
        glance(kept_house)
    assert [(run.kind, run.state) for run in runs(kept_house)] == [
        (BackupKind.NIGHTLY, BackupState.GOOD)
    ]
    advance(kept_house, DAY)
    glance(kept_house)
    assert len(runs(kept_house)) == 2


def test_two_workers_make_one_backup(kept_house: House) -> None:
    threads = [threading.Thread(target=glance, args=(kept_house,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [run.state for run in runs(kept_house)] == [BackupState.GOOD]


def test_the_thread_of_a_worker_makes_what_is_due(kept_house: House, place: Path) -> None:
    with keeping_backups(kept_house, pause_seconds=0.05):
        deadline = threading.Event()
        for _ in range(PATIENCE_SECONDS * 10):
            if any(not run.is_unfinished for run in runs(kept_house)):
                break
            deadline.wait(0.1)
    assert len(BackupFolder(place).names()) == 1


def test_a_disk_that_is_not_mounted_is_told_and_tried_again(kept_house: House, place: Path) -> None:
    place.rmdir()
    glance(kept_house)
    glance(kept_house)
    (run,) = runs(kept_house)
    assert run.state is BackupState.FAILED
    assert "可能没有挂上" in run.error
    place.mkdir()
    advance(kept_house, dt.timedelta(minutes=30))
    glance(kept_house)
    assert [run.state for run in runs(kept_house)] == [BackupState.GOOD, BackupState.FAILED]


def test_an_empty_place_where_backups_were_is_not_begun_anew(
    kept_house: House, place: Path, tmp_path: Path
) -> None:
    glance(kept_house)
    place.rename(tmp_path / "unmounted")
    place.mkdir()
    advance(kept_house, DAY)
    glance(kept_house)
    assert runs(kept_house)[0].state is BackupState.FAILED
    assert "找不到以前的备份" in runs(kept_house)[0].error
    assert list(place.iterdir()) == []


def test_what_a_worker_that_died_had_begun_is_given_up_and_made_again(
    kept_house: House, place: Path, tmp_path: Path
) -> None:
    other = tmp_path / "third disk"
    other.mkdir()
    with kept_house.database.write() as session:
        begin_command(session, place)
        begin_command(session, other)
    glance(kept_house)
    states = sorted(run.state for run in runs(kept_house))
    assert states == [BackupState.FAILED, BackupState.FAILED, BackupState.GOOD]
    with kept_house.database.read() as session:
        assert unfinished_backups(session) == []


def test_a_backup_that_is_being_made_is_not_given_up(kept_house: House, place: Path) -> None:
    with opened(place, kept_house.settings.data_dir):
        with kept_house.database.write() as session:
            begin_command(session, place)
        glance(kept_house)
        assert [run.state for run in runs(kept_house)] == [BackupState.RUNNING]


def test_the_health_of_the_backups(kept_house: House) -> None:
    def health() -> BackupHealth:
        with kept_house.database.read() as session:
            return backup_health(session, kept_house.settings, kept_house.clock.now())

    assert health() is BackupHealth.NEVER
    glance(kept_house)
    assert health() is BackupHealth.FINE
    advance(kept_house, 2 * DAY)
    assert health() is BackupHealth.FINE
    advance(kept_house, dt.timedelta(seconds=1))
    assert health() is BackupHealth.OLD
    kept_house.settings.backup_dir = None
    assert health() is BackupHealth.NOT_SET_UP


def test_an_administrator_asks_for_a_backup_and_sees_it_done(
    house: House, person: Person, place: Path
) -> None:
    house.settings.backup_dir = place
    house.settings.backup_hour = 23
    administrator = person(Role.ADMINISTRATOR)
    assert "还没有一份完好的备份" in administrator.get("/desk/backups").text

    assert administrator.submit("/desk/backups").status_code == 303
    page = administrator.get("/desk/backups").text
    assert "等待开始" in page
    assert "hx-trigger" in page
    assert administrator.submit("/desk/backups").status_code == 409
    glance(house)

    page = administrator.get("/desk/backups").text
    assert "完好" in page
    assert "还没有一份完好的备份" not in page
    assert "hx-get" not in administrator.get("/desk/backups/state").text
    assert "要求立即备份" in page
    with house.database.read() as session:
        last = last_good_backup(session)
    assert last is not None
    assert last.asked_by_name == "administrator"
    assert BackupFolder(place).names() == [last.name]


def test_an_archive_without_a_second_disk_says_so(house: House, person: Person) -> None:
    administrator = person(Role.ADMINISTRATOR)
    assert "还没有设置备份" in administrator.get("/desk/backups").text
    assert administrator.submit("/desk/backups").status_code == 409
    assert runs(house) == []


@pytest.fixture
def terminal(kept_house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> House:
    """An archive of a gift, and the environment of a terminal on its server."""
    with kept_house.database.write() as session:
        make_donation(session)
    monkeypatch.setenv("FANGZHI_DATA_DIR", str(kept_house.settings.data_dir))
    monkeypatch.setenv("FANGZHI_BACKUP_DIR", str(kept_house.settings.backup_dir))
    if not kept_house.database.is_sqlite:
        monkeypatch.setenv("FANGZHI_DATABASE_URL", kept_house.database.url)
    monkeypatch.chdir(tmp_path)
    return kept_house


def type_words(*words: str, answer: str = "") -> Result:
    return CliRunner().invoke(cli.app, list(words), input=answer)


def test_a_backup_is_made_checked_and_listed_at_the_terminal(terminal: House, place: Path) -> None:
    made = type_words("backup")
    assert made.exit_code == 0, made.output
    assert "✓ 已备份到" in made.output
    (name,) = BackupFolder(place).names()
    assert name in type_words("backup", "list").output
    checked = type_words("backup", "verify", "--all")
    assert checked.exit_code == 0, checked.output
    assert f"✓ {name}：数据库与 1 个文件完好" in checked.output
    assert [run.kind for run in runs(terminal)] == [BackupKind.COMMAND]

    (kept,) = [path for path in (place / "files").rglob("*") if path.is_file()]
    kept.write_bytes(b"l3af")
    checked = type_words("backup", "verify", name)
    assert checked.exit_code == 4
    assert "缺失或损坏" in checked.output


def test_an_archive_on_sqlite_is_restored_at_the_terminal(
    settings: Settings,
    sqlite_database: Database,
    monkeypatch: pytest.MonkeyPatch,
    place: Path,
    tmp_path: Path,
) -> None:
    house = make_house(settings, sqlite_database)
    with house.database.write() as session:
        make_donation(session)
    monkeypatch.setenv("FANGZHI_DATA_DIR", str(settings.data_dir))
    assert type_words("backup", "--to", str(place)).exit_code == 0
    new = tmp_path / "new"
    done = type_words("restore", str(place), "--into", str(new))
    assert done.exit_code == 0, done.output
    assert f"FANGZHI_DATA_DIR={new}" in done.output

    monkeypatch.setenv("FANGZHI_DATA_DIR", str(new))
    assert type_words("db", "check").exit_code == 0

    refused = type_words("restore", str(place), "--into", str(new), answer="yes\n")
    assert refused.exit_code != 0
    assert list(tmp_path.glob("new.replaced-*")) == []
    again = type_words("restore", str(place), "--into", str(new), answer="new\n")
    assert again.exit_code == 0, again.output
    assert len(list(tmp_path.glob("new.replaced-*"))) == 1


def test_a_backup_that_cannot_be_made_ends_with_a_sentence_and_a_code(
    terminal: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    del terminal
    # The log would keep this test's own standard error, which is closed with it.
    monkeypatch.setattr(cli, "configure_logs", lambda: None)
    monkeypatch.setattr(sys, "argv", ["fangzhi", "backup", "--to", "no such folder"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 3
    assert "no such folder 不存在" in capsys.readouterr().err


def test_a_backup_is_made_before_the_database_is_brought_up_to_date(
    terminal: House, place: Path
) -> None:
    """A newer program knows tables that the database does not have yet."""
    with terminal.database.write() as session:
        session.connection().exec_driver_sql("DROP TABLE backup_runs")
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '0003'")
    made = type_words("backup")
    assert made.exit_code == 0, made.output
    assert len(BackupFolder(place).names()) == 1


def test_the_front_page_tells_who_looks_after_backups(
    house: House, person: Person, place: Path
) -> None:
    administrator, staff = person(Role.ADMINISTRATOR), person(Role.STAFF)
    assert "还没有一份完好的备份" in administrator.get("/desk").text
    assert "完好的备份" not in staff.get("/desk").text
    house.settings.backup_dir = place
    glance(house)
    page = administrator.get("/desk").text
    assert "最近一份完好的备份：2026-03-02" in page
    assert "notice--bad" not in page
    advance(house, 3 * DAY)
    assert "notice--bad" in administrator.get("/desk").text
