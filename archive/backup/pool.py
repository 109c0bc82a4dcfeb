"""The stored files of all backups, kept once each: ``files/ab/cd/abcd…``, named by SHA-256.

Copies and not hard links: a link would be the very file that a failing disk takes with it.
"""

import hashlib
import os
import re
import secrets
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from archive.kernel.storage import CHUNK_BYTES, Blob

_DAMAGED = ".damaged"
_SHA256 = re.compile(r"[0-9a-f]{64}")


class SourceUnreadableError(Exception):
    """What was to be copied cannot be read to its end: the source's fault, not the backup's."""


class Pool:
    """Files that backups share; only :meth:`forget_all_but` ever removes one."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def has(self, blob: Blob) -> bool:
        """Whether the file is here in its full length; its bytes are not read."""
        try:
            return self.path(blob.sha256).stat().st_size == blob.size_bytes
        except FileNotFoundError:
            return False

    def take(self, blob: Blob, stream: BinaryIO) -> bool:
        """Copy a file in, to the disk; return False, and keep nothing, if it is not that blob.

        Raises:
            SourceUnreadableError: ``stream`` cannot be read.
            OSError: the copy cannot be written.
        """
        place = self.path(blob.sha256)
        _make_private(place.parent)
        temporary = place.with_name(f"{secrets.token_hex(8)}.partial")
        try:
            if not _copy_as(stream, temporary, blob):
                return False
            temporary.replace(place)
        finally:
            temporary.unlink(missing_ok=True)
        return True

    def is_intact(self, blob: Blob) -> bool:
        """Whether the file is here and its bytes still have that SHA-256.

        The day of a file is that on which it was last read and found so.
        """
        path = self.path(blob.sha256)
        try:
            with path.open("rb") as stream:
                is_good = hashlib.file_digest(stream, "sha256").hexdigest() == blob.sha256
        except OSError:
            return False
        if is_good:
            with suppress(OSError):
                os.utime(path)
        return is_good

    def set_aside(self, blob: Blob) -> None:
        """Let a damaged file be in nobody's way, so that the next backup copies it again."""
        path = self.path(blob.sha256)
        with suppress(OSError):
            path.replace(path.with_name(path.name + _DAMAGED))

    def longest_unread(self, blobs: Iterable[Blob], size_bytes: int) -> set[str]:
        """Return of the files that are here those not read for longest, up to such a size."""
        found = sorted((self._read_at(blob), blob.sha256, blob.size_bytes) for blob in blobs)
        chosen: set[str] = set()
        for read_at, sha256, size in found:
            if size_bytes <= 0:
                break
            if read_at:
                chosen.add(sha256)
                size_bytes -= size
        return chosen

    def _read_at(self, blob: Blob) -> float:
        try:
            return self.path(blob.sha256).stat().st_mtime
        except OSError:
            return 0.0

    def forget_all_but(self, wanted: Collection[str]) -> int:
        """Remove every file that is not among ``wanted`` SHA-256s; return how many those were."""
        unwanted = [path for path in self._files() if self._is_unwanted(path, wanted)]
        for path in unwanted:
            path.unlink()
        return len(unwanted)

    def _is_unwanted(self, path: Path, wanted: Collection[str]) -> bool:
        if path.name.endswith(_DAMAGED):  # kept while there is nothing better
            sha256 = path.name.removesuffix(_DAMAGED)
            return sha256 not in wanted or path.with_name(sha256).exists()
        return path.name not in wanted

    def path(self, sha256: str) -> Path:
        """Return where a file lies, or would."""
        return self.root / sha256[:2] / sha256[2:4] / sha256

    def _files(self) -> Iterator[Path]:
        for folder, _folders, names in os.walk(self.root):
            for name in names:
                if _SHA256.fullmatch(name) or name.endswith((".partial", _DAMAGED)):
                    yield Path(folder, name)


def _make_private(folder: Path) -> None:
    """Make a folder and those around it that are missing, each for its owner alone."""
    if not folder.is_dir():
        _make_private(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def _copy_as(stream: BinaryIO, target: Path, blob: Blob) -> bool:
    digest = hashlib.sha256()
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        while chunk := _read(stream):
            digest.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(descriptor)
    return digest.hexdigest() == blob.sha256


def _read(stream: BinaryIO) -> bytes:
    try:
        return stream.read(CHUNK_BYTES)
    except OSError as error:
        raise SourceUnreadableError(error.strerror or str(error)) from error
