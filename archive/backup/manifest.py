"""What a backup says of itself: ``manifest.json``, and ``files.tsv`` with one line a stored file.

The manifest is written last, so a folder that has one was finished; it carries the SHA-256 of the
database's copy and of the list of files.
"""

import datetime as dt
import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints, ValidationError

from archive.backup.errors import BackupDamagedError
from archive.kernel.storage import Blob

MANIFEST = "manifest.json"
FILES = "files.tsv"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Fixity(BaseModel):
    """The length of a file in bytes and its SHA-256."""

    size_bytes: int = Field(ge=0)
    sha256: Sha256


class StoreSummary(BaseModel):
    """How many files of a store the backup lists, and their length in bytes together."""

    file_count: int = 0
    size_bytes: int = 0


class Gap(BaseModel):
    """A stored file that could not be copied, and why."""

    store: str
    sha256: Sha256
    reason: str


class Manifest(BaseModel):
    """A whole backup in one page."""

    format: Literal[1] = 1
    taken_at: dt.datetime
    run_id: str
    engine: Literal["sqlite", "postgresql"]
    schema_revision: str
    database: Fixity
    files: Fixity
    stores: dict[str, StoreSummary]
    counts: dict[str, int]
    gaps: list[Gap]

    @property
    def is_good(self) -> bool:
        """Whether nothing is missing."""
        return not self.gaps

    @property
    def size_bytes(self) -> int:
        """The length of everything it saves, the shared files included."""
        return self.database.size_bytes + sum(each.size_bytes for each in self.stores.values())

    @property
    def file_count(self) -> int:
        """How many stored files it lists."""
        return sum(each.file_count for each in self.stores.values())


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest into ``folder``, to the disk."""
    write_private(folder / MANIFEST, [manifest.model_dump_json(indent=2).encode()])


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a backup.

    Raises:
        BackupDamagedError: it is missing or not what we write.
    """
    try:
        return Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except (OSError, ValidationError, ValueError) as error:
        raise BackupDamagedError(
            name=folder.name, reason=MANIFEST, detail=str(error)[:500]
        ) from error


def write_files(folder: Path, blobs: Iterable[tuple[str, Blob]]) -> Fixity:
    """Write the list of stored files, each with the name of its store; return its fixity."""
    lines = (f"{store}\t{blob.sha256}\t{blob.size_bytes}\n".encode() for store, blob in blobs)
    return write_private(folder / FILES, lines)


def read_files(folder: Path, manifest: Manifest) -> Iterator[tuple[str, Blob]]:
    """Yield every stored file that a backup lists, with the name of its store.

    Raises:
        BackupDamagedError: the list is not the one that was written.
    """
    try:
        is_intact = fixity_of(folder / FILES) == manifest.files
    except OSError as error:
        raise BackupDamagedError(name=folder.name, reason=FILES, detail=str(error)) from error
    if not is_intact:
        raise BackupDamagedError(name=folder.name, reason=FILES)
    with (folder / FILES).open(encoding="ascii") as lines:
        for line in lines:
            store, sha256, size = line.rstrip("\n").split("\t")
            yield store, Blob(sha256, int(size))


def fixity_of(path: Path) -> Fixity:
    """Return the length and SHA-256 of a file as it lies on the disk."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return Fixity(size_bytes=path.stat().st_size, sha256=digest)


def write_private(path: Path, chunks: Iterable[bytes]) -> Fixity:
    """Write a new file that only its owner may read, flushed to the disk."""
    digest, size = hashlib.sha256(), 0
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        for chunk in chunks:
            digest.update(chunk)
            size += out.write(chunk)
        out.flush()
        os.fsync(descriptor)
    return Fixity(size_bytes=size, sha256=digest.hexdigest())
