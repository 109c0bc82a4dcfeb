"""Making one backup: first the database, then the files it knows of, then the proof.

A file is stored before the row that names it is committed, so a copy of the database taken first
names only files that the copying after it finds.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from archive.backup.dumps import Dump, dump
from archive.backup.errors import (
    BackupDiskFullError,
    BackupFolderUnwritableError,
    BackupInterruptedError,
)
from archive.backup.folder import BackupFolder
from archive.backup.manifest import (
    Gap,
    Manifest,
    StoreSummary,
    fixity_of,
    write_files,
    write_manifest,
)
from archive.backup.pool import SourceUnreadableError
from archive.kernel.errors import NotFoundError
from archive.kernel.house import House
from archive.kernel.storage import Blob, BlobStore, is_disk_full

REREAD_BYTES = 2_000_000_000
REREAD_NIGHTS = 30
"""How much of what was kept before each backup reads again: so much, or all of it in a month."""
NOT_ITSELF = "SHA-256"
"""The reason of a gap where the bytes are no longer those that the file is named by."""

Listed = list[tuple[str, Blob]]
Tell = Callable[[int, int], None]


@dataclass(slots=True)
class _Copying:
    """How far the copying of stored files is, in bytes."""

    tell: Tell
    is_stopping: Callable[[], bool]
    total: int
    done: int = 0
    gaps: list[Gap] = field(default_factory=list)

    def step(self, size: int) -> None:
        self.done += size
        self.tell(self.done, self.total)
        if self.is_stopping():
            raise BackupInterruptedError


def stores_of(house: House) -> dict[str, BlobStore]:
    """Return the stores that are backed up, by the names of their folders."""
    stores = {"masters": house.masters, "documents": house.documents}
    if house.settings.backup_derivatives:
        stores["derivatives"] = house.derivatives
    return stores


def take_backup(
    house: House,
    folder: BackupFolder,
    run_id: str,
    tell: Tell = lambda _done, _total: None,
    is_stopping: Callable[[], bool] = lambda: False,
) -> tuple[str, Manifest]:
    """Make a backup in ``folder``, which this process has opened; return its name and manifest.

    Args:
        house: what is backed up; people may go on working in it.
        folder: where to.
        run_id: the run that the backup belongs to.
        tell: called with the bytes done and the bytes there are.
        is_stopping: asked after each file; if so, the backup is given up.

    Raises:
        BackupDiskFullError, BackupFolderUnwritableError, BackupInterruptedError,
        DatabaseUnreadableError, ToolMissingError: nothing is kept of this backup.
    """
    name = folder.new_name(house.clock.now())
    with _telling_troubles(folder.root):
        partial = folder.begin(name)
        dumped = dump(house.database, partial)
        files = _list_files(stores_of(house))
        copying = _Copying(tell, is_stopping, sum(blob.size_bytes for _, blob in files))
        kept = _copy_files(stores_of(house), folder, files, copying)
        manifest = _describe(house, partial, run_id, dumped, kept, copying.gaps)
        write_manifest(partial, manifest)
        folder.finish(partial)
    return name, manifest


def _list_files(stores: Mapping[str, BlobStore]) -> Listed:
    return [(name, blob) for name, store in stores.items() for blob in store.blobs()]


def _copy_files(
    stores: Mapping[str, BlobStore], folder: BackupFolder, files: Listed, copying: _Copying
) -> Listed:
    kept: Listed = []
    share = max(REREAD_BYTES, copying.total // REREAD_NIGHTS)
    due = folder.pool.longest_unread((blob for _, blob in files), share)
    for name, blob in files:
        is_here = folder.pool.has(blob)
        if is_here and blob.sha256 in due and not folder.pool.is_intact(blob):
            folder.pool.set_aside(blob)
            is_here = False
        reason = "" if is_here else _copy_file(stores[name], folder, blob)
        if reason:
            copying.gaps.append(Gap(store=name, sha256=blob.sha256, reason=reason))
        else:
            kept.append((name, blob))
        copying.step(blob.size_bytes)
    return kept


def _copy_file(store: BlobStore, folder: BackupFolder, blob: Blob) -> str:
    """Copy one file; return why that could not be done, empty if it could."""
    try:
        with store.open(blob.sha256) as stream:
            return "" if folder.pool.take(blob, stream) else NOT_ITSELF
    except (SourceUnreadableError, PermissionError, NotFoundError) as error:
        return str(error)


def _describe(
    house: House, partial: Path, run_id: str, dumped: Dump, kept: Listed, gaps: list[Gap]
) -> Manifest:
    stores: dict[str, StoreSummary] = {name: StoreSummary() for name in stores_of(house)}
    for name, blob in kept:
        stores[name].file_count += 1
        stores[name].size_bytes += blob.size_bytes
    return Manifest.model_validate(
        {
            "taken_at": house.clock.now(),
            "run_id": run_id,
            "engine": house.database.engine.dialect.name,
            "schema_revision": dumped.revision,
            "database": fixity_of(dumped.path),
            "files": write_files(partial, kept),
            "stores": stores,
            "counts": dumped.counts,
            "gaps": gaps,
        }
    )


@contextmanager
def _telling_troubles(root: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if is_disk_full(error):
            raise BackupDiskFullError(folder=str(root), detail=str(error)) from error
        reason = error.strerror or str(error)
        raise BackupFolderUnwritableError(folder=str(root), reason=reason) from error
