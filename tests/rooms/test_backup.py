"""Backups of a living archive, and archives that came back from them, on both engines."""

import hashlib
import io
import os
import stat
import threading
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import func, select

from archive.backup import runs
from archive.backup.checking import check_backup
from archive.backup.errors import (
    ArchiveRunningError,
    BackupDamagedError,
    BackupFilesMissingError,
    BackupTooNewError,
    DatabaseNotEmptyError,
    RestoreIntoBackupError,
    RestoreRefusedError,
    WrongEngineError,
)
from archive.backup.folder import BackupFolder
from archive.backup.keep import KeepRule
from archive.backup.manifest import DATABASES, read_files
from archive.backup.restoring import Wish, restore
from archive.documents.kinds import DocumentKind
from archive.documents.models import IssuedDocument
from archive.kernel import journal, migrations
from archive.kernel.clock import FixedClock
from archive.kernel.database import Database
from archive.kernel.errors import ToolMissingError
from archive.kernel.house import House
from archive.kernel.in_use import using
from archive.kernel.settings import Settings
from archive.kernel.storage import Blob
from tests.fixtures.backups import back_up, blobs_of, bring_back, damage, titles_in, wish
from tests.fixtures.houses import MORNING, make_house

PATIENCE_SECONDS = 60


def test_an_archive_comes_back_as_it_was(archive: House, place: Path, elsewhere: Settings) -> None:
    snapshot, manifest = back_up(archive, place)
    assert manifest.is_good
    assert (manifest.file_count, manifest.counts["donation_lines"]) == (3, 2)
    done, restored = bring_back(snapshot, elsewhere)
    assert done.missing_count == 0
    assert titles_in(restored) == titles_in(archive)
    assert blobs_of(restored) == blobs_of(archive)
    assert all(restored.masters.verify(blob.sha256) for blob in restored.masters.blobs())
    assert migrations.is_current(restored.database.engine)
    with restored.database.read() as session:
        assert journal.history(session, [runs.HISTORY])[0].action == "backup.archive.restored"
    restored.database.dispose()


def test_a_backup_taken_while_people_write_is_of_one_moment(
    archive: House, place: Path, elsewhere: Settings
) -> None:
    writer = Writer(archive)
    with writer.writing():
        writer.wait_for(5)
        snapshot, manifest = back_up(archive, place)
        writer.wait_for(writer.count + 5)
    _done, restored = bring_back(snapshot, elsewhere)
    with restored.database.read() as session:
        numbers = list(session.scalars(select(IssuedDocument.number).order_by("number")))
        papers = list(session.scalars(select(IssuedDocument.sha256)))
        told = session.scalar(
            select(func.count()).where(journal.JournalEntry.action == "t.written")
        )
    assert 5 <= len(numbers) == manifest.counts["issued_documents"] < writer.count
    assert numbers == [f"{number:06}" for number in range(len(numbers))]
    assert told == len(numbers)
    assert all(restored.documents.verify(sha256) for sha256 in papers)
    restored.database.dispose()


class Writer:
    """Somebody who issues one paper after the other."""

    def __init__(self, house: House) -> None:
        self.count = 0
        self._house = house
        self._changed = threading.Condition()
        self._is_done = False

    def writing(self) -> "Writer":
        return self

    def __enter__(self) -> None:
        self._thread = threading.Thread(target=self._write)
        self._thread.start()

    def __exit__(self, *_error: object) -> None:
        self._is_done = True
        self._thread.join()

    def wait_for(self, count: int) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self.count >= count, PATIENCE_SECONDS)

    def _write(self) -> None:
        while not self._is_done:
            paper = self._house.documents.put(io.BytesIO(f"paper {self.count}".encode()))
            with self._house.database.write() as session:
                session.add(issued(self.count, paper))
                journal.record(session, "t.written", subject=journal.Subject("t", "1"))
            with self._changed:
                self.count += 1
                self._changed.notify_all()


def issued(number: int, paper: Blob) -> IssuedDocument:
    return IssuedDocument(
        kind=DocumentKind.RECEIPT,
        number=f"{number:06}",
        subject_kind="t",
        subject_id="1",
        state_sha256=paper.sha256,
        sha256=paper.sha256,
        size_bytes=paper.size_bytes,
        issued_at=MORNING,
        issued_by="",
    )


def test_files_are_copied_once_for_all_backups(archive: House, place: Path) -> None:
    back_up(archive, place)
    before = {path: path.stat().st_ino for path in (place / "files").rglob("*")}
    archive.masters.put(io.BytesIO(b"leaf 3"))
    _snapshot, manifest = back_up(archive, place)
    after = {path: path.stat().st_ino for path in (place / "files").rglob("*")}
    assert manifest.file_count == 4
    assert before.items() <= after.items()
    new = [path.name for path in after.keys() - before.keys() if path.is_file()]
    assert new == [hashlib.sha256(b"leaf 3").hexdigest()]


def test_nobody_else_may_read_a_backup(archive: House, place: Path) -> None:
    back_up(archive, place)
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in place.rglob("*")}
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o700}
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o600}


def test_derivatives_may_be_left_out(archive: House, place: Path) -> None:
    archive.settings.backup_derivatives = False
    _snapshot, manifest = back_up(archive, place)
    assert set(manifest.stores) == {"masters", "documents"}


def test_a_damaged_master_is_a_gap_and_the_rest_is_kept(
    archive: House, place: Path, elsewhere: Settings
) -> None:
    (sick,) = [blob for blob in archive.masters.blobs() if blob.sha256.startswith("e")] or [
        next(iter(archive.masters.blobs()))
    ]
    damage(archive.masters.path(sick.sha256))
    snapshot, manifest = back_up(archive, place)
    assert [gap.sha256 for gap in manifest.gaps] == [sick.sha256]
    assert manifest.file_count == 2
    with pytest.raises(BackupFilesMissingError):
        restore(wish(snapshot, elsewhere), FixedClock(MORNING))
    assert not elsewhere.data_dir.exists()


def test_what_an_earlier_backup_kept_heals_a_master_that_was_damaged_since(
    archive: House, place: Path, elsewhere: Settings
) -> None:
    back_up(archive, place)
    sick = next(iter(archive.masters.blobs()))
    damage(archive.masters.path(sick.sha256))
    snapshot, manifest = back_up(archive, place)
    assert manifest.is_good
    _done, restored = bring_back(snapshot, elsewhere)
    assert restored.masters.verify(sick.sha256)
    restored.database.dispose()


def test_a_file_that_rotted_in_the_backup_is_copied_again(archive: House, place: Path) -> None:
    snapshot, manifest = back_up(archive, place)
    pool = BackupFolder(place).pool
    (_, first), (_, second), *_ = read_files(snapshot, manifest)
    damage(pool.path(first.sha256))
    _again, manifest = back_up(archive, place)
    assert manifest.is_good
    assert pool.is_intact(first)
    damage(pool.path(second.sha256))
    assert [blob for _, blob in check_backup(snapshot, pool).bad] == [second]
    assert not pool.has(second)
    back_up(archive, place)
    assert check_backup(snapshot, pool).is_good
    BackupFolder(place).prune(KeepRule())
    assert list(place.rglob("*.damaged")) == []


def test_of_much_that_is_kept_the_longest_unread_comes_first(archive: House, place: Path) -> None:
    snapshot, manifest = back_up(archive, place)
    pool = BackupFolder(place).pool
    blobs = [blob for _, blob in read_files(snapshot, manifest)]
    for age, blob in enumerate(blobs):
        os.utime(pool.path(blob.sha256), (0, 1_000_000 - age))
    oldest = blobs[-1]
    assert pool.longest_unread(blobs, 1) == {oldest.sha256}
    assert pool.longest_unread(blobs, 0) == set()
    assert pool.is_intact(oldest)
    assert pool.longest_unread(blobs, 1) == {blobs[-2].sha256}


def test_a_file_that_was_lost_in_the_backup_is_named_and_never_half_restored(
    archive: House, place: Path, elsewhere: Settings
) -> None:
    snapshot, manifest = back_up(archive, place)
    folder = BackupFolder(place)
    (_, first), (_, second), *_ = read_files(snapshot, manifest)
    damage(folder.pool.path(first.sha256))
    folder.pool.path(second.sha256).unlink()
    found = check_backup(snapshot, folder.pool)
    assert {blob for _, blob in found.bad} == {first, second}
    with pytest.raises(BackupFilesMissingError, match="2 个文件"):
        restore(wish(snapshot, elsewhere), FixedClock(MORNING))
    assert not elsewhere.data_dir.exists()
    assert list(elsewhere.data_dir.parent.glob("*.partial-*")) == []


def test_the_rest_may_be_restored_if_a_person_says_so(
    archive: House, place: Path, elsewhere: Settings
) -> None:
    snapshot, manifest = back_up(archive, place)
    _, lost = next(read_files(snapshot, manifest))
    BackupFolder(place).pool.path(lost.sha256).unlink()
    asked = Wish(snapshot, elsewhere.data_dir, elsewhere, allow_gaps=True)
    assert restore(asked, FixedClock(MORNING)).missing_count == 1
    assert (elsewhere.data_dir / "masters").is_dir()


@pytest.mark.parametrize("victim", ["database", "manifest.json", "files.tsv"])
def test_a_damaged_description_or_database_is_refused(
    archive: House, place: Path, elsewhere: Settings, victim: str
) -> None:
    snapshot, manifest = back_up(archive, place)
    damage(snapshot / (DATABASES[manifest.engine] if victim == "database" else victim))
    with pytest.raises(BackupDamagedError):
        restore(wish(snapshot, elsewhere), FixedClock(MORNING))
    assert not elsewhere.data_dir.exists()


def test_an_archive_that_is_there_is_not_overwritten(
    archive: House, place: Path, elsewhere: Settings
) -> None:
    snapshot, _manifest = back_up(archive, place)
    elsewhere.data_dir.mkdir()
    (elsewhere.data_dir / "mine").write_text("kept")
    with pytest.raises(RestoreRefusedError):
        restore(wish(snapshot, elsewhere), FixedClock(MORNING))
    asked = Wish(snapshot, elsewhere.data_dir, elsewhere, move_aside=True)
    done = restore(asked, FixedClock(MORNING))
    assert done.moved_to is not None
    assert (done.moved_to / "mine").read_text() == "kept"
    assert (elsewhere.data_dir / "masters").is_dir()


@pytest.mark.postgres
def test_an_archive_that_runs_is_not_moved_aside(
    archive: House, place: Path, elsewhere: Settings
) -> None:
    snapshot, _manifest = back_up(archive, place)
    asked = Wish(snapshot, elsewhere.data_dir, elsewhere, move_aside=True)
    with using(elsewhere.data_dir), pytest.raises(ArchiveRunningError):
        restore(asked, FixedClock(MORNING))
    assert restore(asked, FixedClock(MORNING)).moved_to is not None


@pytest.mark.parametrize("where", [".", "files/new", ".."])
def test_the_backup_itself_is_no_place_to_restore_into(
    archive: House, place: Path, elsewhere: Settings, where: str
) -> None:
    snapshot, _manifest = back_up(archive, place)
    with pytest.raises(RestoreIntoBackupError):
        restore(Wish(snapshot, place / where, elsewhere, move_aside=True), FixedClock(MORNING))


def test_a_database_with_tables_is_not_overwritten(
    settings: Settings, postgres_database: Database, place: Path, tmp_path: Path
) -> None:
    snapshot, _manifest = back_up(make_house(settings, postgres_database), place)
    own = Settings(data_dir=tmp_path / "r", database_url=SecretStr(postgres_database.url))
    with pytest.raises(DatabaseNotEmptyError):
        restore(wish(snapshot, own), FixedClock(MORNING))
    with pytest.raises(WrongEngineError):
        restore(wish(snapshot, Settings(data_dir=tmp_path / "r")), FixedClock(MORNING))


@pytest.mark.postgres
def test_without_pg_dump_the_package_is_named(
    settings: Settings, postgres_database: Database, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(place))
    with pytest.raises(ToolMissingError, match="postgresql-client"):
        back_up(make_house(settings, postgres_database), place)
    assert BackupFolder(place).names() == []


def test_a_backup_of_a_newer_program_is_refused(
    archive: House, place: Path, elsewhere: Settings
) -> None:
    snapshot, manifest = back_up(archive, place)
    newer = manifest.model_copy(update={"schema_revision": "9999"})
    (snapshot / "manifest.json").write_text(newer.model_dump_json())
    with pytest.raises(BackupTooNewError):
        restore(wish(snapshot, elsewhere), FixedClock(MORNING))
