"""Bytes that are written once and named by their SHA-256.

A blob is first written under a temporary name beside its place, flushed to the disk, and only then
given its name, so a reader never meets half a file and a crash leaves at most a stray temporary
file, which is cleared away the next day. Nothing here can change or delete a blob.
"""

import errno
import hashlib
import io
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from archive.kernel.errors import NotFoundError, OutOfSpaceError

CHUNK_BYTES = 1 << 20
LITTLE_SPACE_BYTES = 16 << 20
STRAY_SECONDS = 24 * 3600
_SHA256 = re.compile(r"[0-9a-f]{64}")
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


@dataclass(frozen=True, slots=True)
class Blob:
    """A stored sequence of bytes: its SHA-256 in hexadecimal and its length."""

    sha256: str
    size_bytes: int


class BlobStore(Protocol):
    """Keeps blobs. Putting the same bytes twice keeps them once."""

    def put(self, stream: BinaryIO) -> Blob:
        """Keep what ``stream`` holds from its present position to its end.

        Raises:
            OutOfSpaceError: the disk is full; nothing is kept.
        """
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

    def erase(self, sha256: str) -> None:
        """Keep a blob no longer, as when it shows what is private; one that is not here is well.

        The caller knows that nothing names it, and that nobody puts it back meanwhile.
        """
        ...

    def blobs(self) -> Iterator[Blob]:
        """Yield every blob that was kept before this was asked, in no particular order."""
        ...


class FileBlobStore:
    """Blobs as read-only files, ``<root>/ab/cd/abcd…``."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, stream: BinaryIO) -> Blob:
        """Keep what ``stream`` holds, once."""
        temporary = self._incoming / secrets.token_hex(16)
        with telling_full_disk():
            self._incoming.mkdir(parents=True, exist_ok=True)
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
        if not self.exists(sha256):
            raise NotFoundError(detail=f"no blob {sha256} under {self.root}")
        return self._place(sha256)

    def exists(self, sha256: str) -> bool:
        """Whether the blob is kept here."""
        return _SHA256.fullmatch(sha256) is not None and self._place(sha256).is_file()

    def verify(self, sha256: str) -> bool:
        """Whether the bytes on the disk still have that SHA-256."""
        if not self.exists(sha256):
            return False
        with self.path(sha256).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == sha256

    def erase(self, sha256: str) -> None:
        """Remove the file of a blob."""
        if _SHA256.fullmatch(sha256):
            self._place(sha256).unlink(missing_ok=True)

    def blobs(self) -> Iterator[Blob]:
        """Yield every blob, with the length that its file has."""
        for folder, _folders, names in os.walk(self.root):
            for name in names:
                path = Path(folder, name)
                if _SHA256.fullmatch(name) and path == self._place(name):
                    yield Blob(name, path.stat().st_size)

    def clear_strays(self) -> int:
        """Remove what writers that died left half-written; return how many files that was."""
        oldest = time.time() - STRAY_SECONDS
        strays = [path for path in self._incoming.glob("*") if path.stat().st_mtime < oldest]
        for path in strays:
            path.unlink(missing_ok=True)
        return len(strays)

    @property
    def _incoming(self) -> Path:
        return self.root / "incoming"

    def _place(self, sha256: str) -> Path:
        return self.root / sha256[:2] / sha256[2:4] / sha256

    def _adopt(self, temporary: Path, sha256: str) -> None:
        place = self._place(sha256)
        if place.is_file():
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        temporary.chmod(0o444)
        temporary.rename(place)
        for folder in (place.parent, place.parent.parent, self.root):
            _flush_folder(folder)


class MemoryBlobStore:
    """Blobs in memory, for tests; ``path`` writes a copy under ``scratch``."""

    def __init__(self, scratch: Path) -> None:
        self._blobs: dict[str, bytes] = {}
        self._scratch = scratch

    def put(self, stream: BinaryIO) -> Blob:
        """Keep what ``stream`` holds."""
        with telling_full_disk():
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
                self._scratch.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(stream.read())
                copy.chmod(0o444)
        return copy

    def exists(self, sha256: str) -> bool:
        """Whether the blob is kept here."""
        return sha256 in self._blobs

    def verify(self, sha256: str) -> bool:
        """Whether the blob is here and intact."""
        content = self._blobs.get(sha256)
        return content is not None and hashlib.sha256(content).hexdigest() == sha256

    def erase(self, sha256: str) -> None:
        """Forget a blob, and the copy of it on the disk."""
        if self._blobs.pop(sha256, None) is not None:
            (self._scratch / sha256).unlink(missing_ok=True)

    def blobs(self) -> Iterator[Blob]:
        """Yield every blob."""
        for sha256, content in list(self._blobs.items()):
            yield Blob(sha256, len(content))


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


def is_space_short(folder: Path) -> bool:
    """Whether so little is left on the disk of ``folder`` that this is why a library failed.

    For libraries in C that fail without saying why.
    """
    return shutil.disk_usage(folder).free < LITTLE_SPACE_BYTES


def is_disk_full(error: OSError) -> bool:
    """Whether ``error`` says that no space, or none of the quota, is left."""
    return error.errno in _FULL


@contextmanager
def telling_full_disk() -> Iterator[None]:
    """Raise :class:`OutOfSpaceError` where the block fails because the disk is full."""
    try:
        yield
    except OSError as error:
        if not is_disk_full(error):
            raise
        raise OutOfSpaceError(detail=str(error)) from error


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
