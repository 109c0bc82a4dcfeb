"""A folder of backups: who may write to it, and what lies in it.

``fangzhi-backups`` marks it as ours, ``files/`` is the pool, ``snapshots/<name>/`` one backup each;
one that is being made is called ``<name>.partial``.
"""

import datetime as dt
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.backup.errors import (
    BackupDamagedError,
    BackupFolderEmptiedError,
    BackupFolderMissingError,
    BackupFolderUnwritableError,
    BackupInsideArchiveError,
    BackupNotFoundError,
    BackupRunningError,
)
from archive.backup.keep import KeepRule, Kept, names_to_keep
from archive.backup.manifest import MANIFEST, Manifest, read_files, read_manifest
from archive.backup.pool import Pool
from archive.kernel.clock import to_local
from archive.kernel.storage import Blob

MARK = "fangzhi-backups"
PARTIAL = ".partial"


class BackupFolder:
    """The folder of backups at ``root``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.pool = Pool(root / "files")
        self._snapshots = root / "snapshots"

    @property
    def is_marked(self) -> bool:
        """Whether backups were ever made here."""
        return (self.root / MARK).is_file()

    def new_name(self, moment: dt.datetime) -> str:
        """Return a name for a backup taken at ``moment`` that none here has."""
        name, number = f"{to_local(moment):%Y%m%d-%H%M%S}", 1
        while (self._snapshots / name).exists():
            number += 1
            name = f"{to_local(moment):%Y%m%d-%H%M%S}-{number}"
        return name

    def begin(self, name: str) -> Path:
        """Make the folder of an unfinished backup, after clearing away earlier unfinished ones."""
        self._snapshots.mkdir(mode=0o700, exist_ok=True)
        for left in self._snapshots.glob(f"*{PARTIAL}"):
            shutil.rmtree(left)
        partial = self._snapshots / f"{name}{PARTIAL}"
        partial.mkdir(mode=0o700)
        return partial

    def finish(self, partial: Path) -> Path:
        """Give a finished backup its name, for good."""
        place = partial.with_name(partial.name.removesuffix(PARTIAL))
        partial.rename(place)
        _flush(self._snapshots)
        return place

    def names(self) -> list[str]:
        """Return the names of the finished backups, oldest first."""
        found = (path.parent.name for path in self._snapshots.glob(f"*/{MANIFEST}"))
        return sorted(name for name in found if not name.endswith(PARTIAL))

    def snapshot(self, name: str = "") -> Path:
        """Return the folder of a backup by its name; without one, of the newest good one.

        Raises:
            BackupNotFoundError: there is none.
        """
        if name:
            if name not in self.names():
                raise BackupNotFoundError(place=str(self.root / "snapshots" / name))
            return self._snapshots / name
        good = [each for each in self.kept() if each.is_good]
        if not good:
            raise BackupNotFoundError(place=str(self.root))
        return self._snapshots / max(good).name

    def kept(self) -> list[Kept]:
        """Return every backup whose manifest can be read, as the rule sees it."""
        found = []
        for name in self.names():
            try:
                manifest = read_manifest(self._snapshots / name)
            except BackupDamagedError:  # it is left alone, and counts for nothing
                continue
            found.append(Kept(manifest.taken_at, name, manifest.is_good))
        return found

    def prune(self, rule: KeepRule) -> list[str]:
        """Remove the backups that ``rule`` lets go, and files that none lists any more.

        If any list of files cannot be read, every file stays.
        """
        backups = self.kept()
        keep = names_to_keep(backups, rule)
        gone = [each.name for each in backups if each.name not in keep]
        for name in gone:
            doomed = (self._snapshots / name).rename(self._snapshots / f"{name}{PARTIAL}")
            shutil.rmtree(doomed)
        if gone:
            self._clear_pool()
        return gone

    def _clear_pool(self) -> None:
        wanted: set[str] = set()
        try:
            for name in self.names():
                manifest = read_manifest(self._snapshots / name)
                wanted.update(blob.sha256 for _, blob in self._listed(name, manifest))
        except BackupDamagedError:
            return
        self.pool.forget_all_but(wanted)

    def _listed(self, name: str, manifest: Manifest) -> Iterator[tuple[str, Blob]]:
        yield from read_files(self._snapshots / name, manifest)


@contextmanager
def opened(root: Path, data_dir: Path, *, had_backups: bool = False) -> Iterator[BackupFolder]:
    """Open ``root`` to make backups in, for this process alone.

    Args:
        root: the folder, which must exist: an unmounted disk leaves an empty place behind.
        data_dir: what is backed up, which it may not lie in.
        had_backups: whether good backups were made here before, so that some must be there.

    Raises:
        BackupFolderMissingError: there is no such folder.
        BackupFolderUnwritableError: nothing can be written there.
        BackupFolderEmptiedError: the backups that must be there are not.
        BackupInsideArchiveError: it lies within the archive.
        BackupRunningError: another process is making a backup there.
    """
    if not root.is_dir():
        raise BackupFolderMissingError(folder=str(root))
    if root.resolve().is_relative_to(data_dir.resolve()):
        raise BackupInsideArchiveError(folder=str(root))
    folder = BackupFolder(root)
    if had_backups and not folder.is_marked:
        raise BackupFolderEmptiedError(folder=str(root))
    try:
        descriptor = os.open(root / MARK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise BackupFolderUnwritableError(
            folder=str(root), reason=error.strerror or str(error)
        ) from error
    try:
        _lock(descriptor)
        yield folder
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise BackupRunningError from error


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
