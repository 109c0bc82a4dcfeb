"""Whether a backup is still what was written: every byte of it, not only its length."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from archive.backup.errors import BackupDamagedError
from archive.backup.manifest import DATABASES, Manifest, fixity_of, read_files, read_manifest
from archive.backup.pool import Pool
from archive.kernel.storage import Blob


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a backup; ``bad`` are the stored files that are absent or damaged."""

    name: str
    manifest: Manifest
    bad: list[tuple[str, Blob]]

    @property
    def is_good(self) -> bool:
        """Whether everything is here and nothing was missing from the beginning."""
        return not self.bad and self.manifest.is_good


def check_backup(
    snapshot: Path, pool: Pool, tell: Callable[[int, int], None] = lambda _done, _total: None
) -> Checked:
    """Read a whole backup and compare it with its checksums; set aside what is damaged.

    Raises:
        BackupDamagedError: its description or its database is not as it was written.
    """
    manifest = check_database(snapshot)
    done, bad = 0, []
    for store, blob in read_files(snapshot, manifest):
        if not pool.is_intact(blob):
            pool.set_aside(blob)
            bad.append((store, blob))
        done += blob.size_bytes
        tell(done, manifest.size_bytes)
    return Checked(snapshot.name, manifest, bad)


def check_database(snapshot: Path) -> Manifest:
    """Compare the copy of the database with its checksum and return the manifest.

    Raises:
        BackupDamagedError: it is not as it was written.
    """
    manifest = read_manifest(snapshot)
    name = DATABASES[manifest.engine]
    try:
        is_intact = fixity_of(snapshot / name) == manifest.database
    except OSError as error:
        raise BackupDamagedError(name=snapshot.name, reason=name, detail=str(error)) from error
    if not is_intact:
        raise BackupDamagedError(name=snapshot.name, reason=name)
    return manifest
