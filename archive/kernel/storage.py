"""Bytes that are written once and named by their SHA-256.

A blob is first written under a temporary name beside its place, flushed to the disk, and only then
given its name, so a reader never meets half a file and a crash leaves at most a stray temporary
file. Nothing here can change or delete a blob.
"""

import hashlib
import io
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from archive.kernel.errors import NotFoundError

CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Blob:
    """A stored sequence of bytes: its SHA-256 in hexadecimal and its length."""

    sha256: str
    size_bytes: int


class BlobStore(Protocol):
    """Keeps blobs. Putting the same bytes twice keeps them once."""

    def put(self, stream: BinaryIO) -> Blob:
        """Keep what ``stream`` holds from its present position to its end."""
        ...

    def open(self, sha256: str) -> BinaryIO:
        """Open a blob for reading; :class:`NotFoundError` if there is none."""
        ...

    def path(self, sha256: str) -> Path:
        """Return a local file with the bytes of a blob, never to be written to."""
        ...

    def exists(self, sha256: str) -> bool:
        """Whether the blob is kept here."""
        ...

    def verify(self, sha256: str) -> bool:
        """Whether the blob is here and its bytes still have that SHA-256."""
        ...


class FileBlobStore:
    """Blobs as read-only files, ``<root>/ab/cd/abcd…``."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, stream: BinaryIO) -> Blob:
        """Keep what ``stream`` holds, once."""
        incoming = self.root / "incoming"
        incoming.mkdir(parents=True, exist_ok=True)
        temporary = incoming / secrets.token_hex(16)
        try:
            blob = _copy(stream, temporary)
            self._adopt(temporary, blob.sha256)
        finally:
            temporary.unlink(missing_ok=True)
        return blob

    def open(self, sha256: str) -> BinaryIO:
        """Open a blob for reading."""
        return self.path(sha256).open("rb")

    def path(self, sha256: str) -> Path:
        """Return the file of a blob; :class:`NotFoundError` if there is none."""
        found = self._place(sha256)
        if not found.is_file():
            raise NotFoundError(detail=f"no blob {sha256} under {self.root}")
        return found

    def exists(self, sha256: str) -> bool:
        """Whether the blob is kept here."""
        return self._place(sha256).is_file()

    def verify(self, sha256: str) -> bool:
        """Whether the bytes on the disk still have that SHA-256."""
        if not self.exists(sha256):
            return False
        with self.path(sha256).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == sha256

    def _place(self, sha256: str) -> Path:
        return self.root / sha256[:2] / sha256[2:4] / sha256

    def _adopt(self, temporary: Path, sha256: str) -> None:
        place = self._place(sha256)
        if place.is_file():
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        temporary.chmod(0o444)
        temporary.rename(place)
        _flush_folder(place.parent)


class MemoryBlobStore:
    """Blobs in memory, for tests; ``path`` writes a copy under ``scratch``."""

    def __init__(self, scratch: Path) -> None:
        self._blobs: dict[str, bytes] = {}
        self._scratch = scratch

    def put(self, stream: BinaryIO) -> Blob:
        """Keep what ``stream`` holds."""
        content = stream.read()
        sha256 = hashlib.sha256(content).hexdigest()
        self._blobs[sha256] = content
        return Blob(sha256, len(content))

    def open(self, sha256: str) -> BinaryIO:
        """Open a blob for reading."""
        if sha256 not in self._blobs:
            raise NotFoundError(detail=f"no blob {sha256} in memory")
        return io.BytesIO(self._blobs[sha256])

    def path(self, sha256: str) -> Path:
        """Return a copy of the blob on the disk."""
        copy = self._scratch / sha256
        with self.open(sha256) as stream:
            if not copy.exists():
                copy.write_bytes(stream.read())
        return copy

    def exists(self, sha256: str) -> bool:
        """Whether the blob is kept here."""
        return sha256 in self._blobs

    def verify(self, sha256: str) -> bool:
        """Whether the blob is here and intact."""
        return hashlib.sha256(self._blobs.get(sha256, b"")).hexdigest() == sha256


def _copy(stream: BinaryIO, target: Path) -> Blob:
    digest, size = hashlib.sha256(), 0
    with target.open("xb") as out:
        while chunk := stream.read(CHUNK_BYTES):
            digest.update(chunk)
            size += len(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return Blob(digest.hexdigest(), size)


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
