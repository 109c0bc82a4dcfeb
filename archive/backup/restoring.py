"""Getting an archive back: made beside its place, proved, and only then put there.

Nothing that exists is overwritten or removed. A folder that is in the way is refused or, if a
person says so, moved aside whole; a database of PostgreSQL must be empty.
"""

import datetime as dt
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import inspect, make_url
from sqlalchemy.exc import SQLAlchemyError

from archive.backup import postgres
from archive.backup.checking import check_database
from archive.backup.dumps import check_sqlite, count_rows
from archive.backup.errors import (
    ArchiveRunningError,
    BackupDamagedError,
    BackupFilesMissingError,
    BackupTooNewError,
    DatabaseNotEmptyError,
    RestoreFailedError,
    RestoreIntoBackupError,
    RestoreRefusedError,
    WrongEngineError,
)
from archive.backup.folder import BackupFolder
from archive.backup.manifest import DATABASES, Manifest, read_files
from archive.backup.pool import Pool, SourceUnreadableError
from archive.backup.runs import note_restored
from archive.kernel import migrations
from archive.kernel.clock import Clock, to_local
from archive.kernel.database import Database
from archive.kernel.errors import OutOfSpaceError
from archive.kernel.in_use import is_in_use
from archive.kernel.settings import Settings
from archive.kernel.storage import Blob, is_disk_full

SQLITE_NAME = "fangzhi.db"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be restored, and where.

    Attributes:
        snapshot: the folder of one backup, in ``snapshots/`` of a folder of backups.
        into: the data folder that is to be.
        settings: name the database; that of SQLite always goes into ``into``.
        move_aside: keep what is at ``into`` under another name, instead of refusing.
        allow_gaps: restore what is there although some stored files are missing.
    """

    snapshot: Path
    into: Path
    settings: Settings
    move_aside: bool = False
    allow_gaps: bool = False


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back: the manifest, how many files were missing, what was moved aside."""

    manifest: Manifest
    missing_count: int
    moved_to: Path | None


def find_snapshot(place: Path) -> Path:
    """Return the backup at ``place``: itself, or the newest good one of a folder of backups.

    Raises:
        BackupNotFoundError: there is none.
    """
    if place.parent.name == "snapshots" and place.is_dir():
        return place
    return BackupFolder(place).snapshot()


def restore(
    wish: Wish, clock: Clock, tell: Callable[[int, int], None] = lambda _done, _total: None
) -> Restored:
    """Restore a backup wholly, or change nothing.

    Raises:
        RestoreRefusedError, DatabaseNotEmptyError: something is in the way.
        ArchiveRunningError, RestoreIntoBackupError: that place cannot be replaced.
        WrongEngineError, BackupTooNewError: it cannot be restored with these settings.
        BackupDamagedError, BackupFilesMissingError: it is not whole.
        OutOfSpaceError, ToolMissingError, RestoreFailedError: it could not be finished.
    """
    manifest = check_database(wish.snapshot)
    url = _check_wish(wish, manifest)
    with _staging(wish.into) as staged:
        missing = _restore_files(wish, manifest, staged, tell)
        staged_url = url or f"sqlite:///{(staged / SQLITE_NAME).resolve()}"
        _restore_database(wish, manifest, staged, staged_url)
        _settle(staged_url, wish.snapshot.name, manifest, clock)
        moved = _put_in_place(staged, wish, clock.now())
    return Restored(manifest, missing, moved)


def _check_wish(wish: Wish, manifest: Manifest) -> str:
    """Return the address of the database, empty for SQLite; refuse what cannot be done."""
    given = wish.settings.database_url
    url = given.get_secret_value() if given is not None else ""
    backend = make_url(url).get_backend_name() if url else "sqlite"
    if backend != manifest.engine:
        raise WrongEngineError(engine=manifest.engine)
    if not migrations.is_known(manifest.schema_revision):
        raise BackupTooNewError(name=wish.snapshot.name, revision=manifest.schema_revision)
    refuse_place(wish.snapshot, wish.into)
    if is_occupied(wish.into) and not wish.move_aside:
        raise RestoreRefusedError(place=str(wish.into))
    if backend == "sqlite":
        return ""
    _refuse_tables(url)
    return url


def is_occupied(place: Path) -> bool:
    """Whether anything lies at ``place`` already."""
    if place.is_dir():
        return any(place.iterdir())
    return place.exists()


def refuse_place(snapshot: Path, into: Path) -> None:
    """Refuse a place that must not be replaced whatever a person says.

    Raises:
        RestoreIntoBackupError: it overlaps with the folder of backups.
        ArchiveRunningError: a server or a worker is running on it.
    """
    backups, place = snapshot.parent.parent.resolve(), into.resolve()
    if place.is_relative_to(backups) or backups.is_relative_to(place):
        raise RestoreIntoBackupError(place=str(into))
    if is_in_use(into):
        raise ArchiveRunningError(place=str(into))


def _refuse_tables(url: str) -> None:
    database = Database(url)
    try:
        if inspect(database.engine).get_table_names():
            raise DatabaseNotEmptyError
    finally:
        database.dispose()


@contextmanager
def _staging(into: Path) -> Iterator[Path]:
    """Yield a new folder beside ``into``; whatever is left of it at the end is removed."""
    try:
        into.parent.mkdir(parents=True, exist_ok=True)
        staged = Path(tempfile.mkdtemp(prefix=f"{into.name}.partial-", dir=into.parent))
        try:
            yield staged
        finally:
            shutil.rmtree(staged, ignore_errors=True)
    except OSError as error:
        if is_disk_full(error):
            raise OutOfSpaceError(detail=str(error)) from error
        raise RestoreFailedError(reason=error.strerror or str(error)) from error


def _restore_files(
    wish: Wish, manifest: Manifest, staged: Path, tell: Callable[[int, int], None]
) -> int:
    pool = Pool(wish.snapshot.parent.parent / "files")
    # A store of blobs lies on the disk just as the pool does.
    stores = {name: Pool(staged / name) for name in manifest.stores}
    done, missing = 0, len(manifest.gaps)
    for name, blob in read_files(wish.snapshot, manifest):
        if not _restore_file(pool.path(blob.sha256), stores[name], blob):
            missing += 1
        done += blob.size_bytes
        tell(done, manifest.size_bytes)
    if missing and not wish.allow_gaps:
        raise BackupFilesMissingError(name=wish.snapshot.name, count=missing)
    return missing


def _restore_file(source: Path, store: Pool, blob: Blob) -> bool:
    try:
        with source.open("rb") as stream:
            is_whole = store.take(blob, stream)
    except (FileNotFoundError, PermissionError, SourceUnreadableError):
        return False
    if is_whole:
        store.path(blob.sha256).chmod(0o444)  # as the store itself would have it
    return is_whole


def _restore_database(wish: Wish, manifest: Manifest, staged: Path, url: str) -> None:
    source = wish.snapshot / DATABASES[manifest.engine]
    if manifest.engine == "sqlite":
        target = staged / SQLITE_NAME
        shutil.copyfile(source, target)
        with closing(sqlite3.connect(target)) as connection:
            check_sqlite(connection)
    else:
        postgres.restore(url, source)
    database = Database(url)
    try:
        with database.read() as session:
            counts = count_rows(session.connection())
    finally:
        database.dispose()
    if counts != manifest.counts:
        raise BackupDamagedError(name=wish.snapshot.name, reason=source.name)


def _settle(url: str, name: str, manifest: Manifest, clock: Clock) -> None:
    """Bring the database up to date, and let it say that it was restored."""
    try:
        migrations.upgrade(url)
        database = Database(url)
        try:
            with database.write() as session:
                note_restored(session, name, manifest, clock)
        finally:
            database.dispose()
    except SQLAlchemyError as error:
        raise RestoreFailedError(reason=type(error).__name__, detail=str(error)) from error


def _put_in_place(staged: Path, wish: Wish, moment: dt.datetime) -> Path | None:
    moved = None
    if is_occupied(wish.into):
        moved = wish.into.with_name(f"{wish.into.name}.replaced-{to_local(moment):%Y%m%d-%H%M%S}")
        wish.into.rename(moved)
    staged.rename(wish.into)
    return moved
