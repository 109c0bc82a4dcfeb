"""What becomes of backups: which are kept, which is found, and which one is made at all."""

import datetime as dt
import errno
import hashlib
import io
from pathlib import Path

import pytest

from archive.backup import pool as pools
from archive.backup import runs
from archive.backup.checking import check_backup
from archive.backup.errors import (
    BackupDiskFullError,
    BackupFolderMissingError,
    BackupInsideArchiveError,
    BackupInterruptedError,
    BackupRunningError,
)
from archive.backup.folder import BackupFolder, opened
from archive.backup.keep import KeepRule
from archive.backup.queries import list_backups
from archive.backup.restoring import find_snapshot
from archive.backup.schemas import BackupState
from archive.backup.taking import take_backup
from archive.kernel import journal
from archive.kernel.clock import FixedClock
from archive.kernel.house import House
from tests.fixtures.backups import back_up, damage

PATIENCE_SECONDS = 60


def test_a_full_disk_keeps_the_earlier_backups_and_no_half_one(
    archive: House, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot, _manifest = back_up(archive, place)
    archive.masters.put(io.BytesIO(b"leaf 3"))

    def fill(*_arguments: object) -> bool:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(pools, "_copy_as", fill)
        with pytest.raises(BackupDiskFullError, match="已满"):
            back_up(archive, place)
    assert BackupFolder(place).names() == [snapshot.name]
    assert check_backup(snapshot, BackupFolder(place).pool).is_good
    back_up(archive, place)
    assert [path.name for path in (place / "snapshots").glob("*.partial")] == []


def test_a_backup_that_is_to_stop_leaves_nothing_that_counts(archive: House, place: Path) -> None:
    with opened(place, archive.settings.data_dir) as folder:
        with pytest.raises(BackupInterruptedError):
            take_backup(archive, folder, "run", is_stopping=lambda: True)
        assert folder.names() == []


def test_a_folder_that_is_missing_or_inside_the_archive_is_refused(
    archive: House, place: Path
) -> None:
    with pytest.raises(BackupFolderMissingError, match="可能没有挂上"):
        back_up(archive, place / "unmounted")
    with pytest.raises(BackupInsideArchiveError):
        back_up(archive, archive.settings.data_dir)


def test_only_one_backup_is_made_at_a_time(archive: House, place: Path) -> None:
    with opened(place, archive.settings.data_dir), pytest.raises(BackupRunningError):
        back_up(archive, place)


def test_what_no_backup_lists_any_more_goes_with_the_last_that_did(
    archive: House, place: Path
) -> None:
    archive.settings.backup_derivatives = True
    first, _manifest = back_up(archive, place)
    assert isinstance(archive.clock, FixedClock)
    archive.clock.advance(dt.timedelta(minutes=1))
    archive.settings.backup_derivatives = False
    second, _manifest = back_up(archive, place)
    folder = BackupFolder(place)
    assert folder.prune(KeepRule(1, 0, 0)) == [first.name]
    assert folder.names() == [second.name]
    assert check_backup(second, folder.pool).is_good
    kept = {path.name for path in (place / "files").rglob("*") if path.is_file()}
    assert kept == {blob.sha256 for blob in archive.masters.blobs()}


def test_while_a_list_cannot_be_read_every_file_stays(archive: House, place: Path) -> None:
    first, _manifest = back_up(archive, place)
    assert isinstance(archive.clock, FixedClock)
    archive.clock.advance(dt.timedelta(days=40))
    second, _manifest = back_up(archive, place)
    archive.clock.advance(dt.timedelta(minutes=1))
    back_up(archive, place)
    damage(first / "files.tsv")
    files = {path.name for path in (place / "files").rglob("*")}
    assert BackupFolder(place).prune(KeepRule(1, 0, 9)) == [second.name]
    assert {path.name for path in (place / "files").rglob("*")} == files


def test_the_newest_good_backup_is_found(archive: House, place: Path) -> None:
    first, _manifest = back_up(archive, place)
    assert find_snapshot(place) == first
    assert find_snapshot(first) == first
    assert isinstance(archive.clock, FixedClock)
    archive.clock.advance(dt.timedelta(minutes=1))
    archive.masters.put(io.BytesIO(b"leaf 3"))
    damage(archive.masters.path(hashlib.sha256(b"leaf 3").hexdigest()))
    back_up(archive, place)
    assert find_snapshot(place) == first


def test_a_backup_asked_for_in_another_folder_is_given_up_and_not_made_here(
    archive: House, place: Path, tmp_path: Path
) -> None:
    former = archive.settings.model_copy(update={"backup_dir": tmp_path / "former"})
    now = archive.settings.model_copy(update={"backup_dir": place, "backup_hour": 23})
    with archive.database.write() as session:
        journal.act_as(session, journal.SYSTEM, archive.clock)
        old = runs.request_backup(session, former)
        asked = runs.request_backup(session, now)
        assert runs.claim(session, now, archive.clock.now()) == asked.id
        states = {each.id: each for each in list_backups(session)}
    assert states[asked.id].place == str(place)
    assert states[old.id].state is BackupState.FAILED
    assert "改到了别处" in states[old.id].error
