"""A place on the disk for a file that is arriving, until it is known to be good."""

import contextlib
import fcntl
import hashlib
import secrets
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from archive.kernel.settings import Settings
from archive.kernel.storage import telling_full_disk
from digitize.intake.errors import TooLargeError
from digitize.intake.inspection import HEAD_BYTES

CHUNK_BYTES = 1 << 20


class Spool:
    """A temporary file below the data folder that counts, hashes and limits what it is given.

    Memory holds one chunk of the file at a time. The file is gone when the spool is closed; one
    that a killed process left behind is removed by :func:`sweep_spools`.
    """

    def __init__(self, settings: Settings, name: str) -> None:
        self.name = name
        self.size_bytes = 0
        self.head = b""
        self._limit = settings.upload_max_bytes
        self._digest = hashlib.sha256()
        folder = settings.data_dir / "incoming"
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / secrets.token_hex(16)
        self._stream: BinaryIO | None = None

    def __enter__(self) -> Self:
        self._stream = self.path.open("xb")
        _lock(self._stream)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._stream is not None:
            self._stream.close()
        self.path.unlink(missing_ok=True)

    @property
    def sha256(self) -> str:
        """SHA-256 of what has arrived, hexadecimal."""
        return self._digest.hexdigest()

    def write(self, chunk: bytes) -> None:
        """Take the next bytes.

        Raises:
            TooLargeError: that is more than a file may have; nothing more is read.
            OutOfSpaceError: the disk is full.
        """
        self.size_bytes += len(chunk)
        if self.size_bytes > self._limit:
            raise TooLargeError(name=self.name, limit=max(1, self._limit // 1_000_000))
        self.head = (self.head + chunk[:HEAD_BYTES])[:HEAD_BYTES]
        self._digest.update(chunk)
        assert self._stream is not None, "a spool is written inside its with block"  # noqa: S101 - ours to keep
        with telling_full_disk():
            self._stream.write(chunk)

    def fill(self, stream: BinaryIO) -> None:
        """Take all that ``stream`` still holds."""
        while chunk := stream.read(CHUNK_BYTES):
            self.write(chunk)

    def finish(self) -> Path:
        """Return the file, complete on the disk."""
        if self._stream is not None:
            self._stream.flush()
        return self.path


def sweep_spools(settings: Settings) -> int:
    """Remove the spools of processes that are dead, and return how many."""
    count = 0
    for left in (settings.data_dir / "incoming").glob("*"):
        with contextlib.suppress(FileNotFoundError), left.open("rb") as stream:
            if _lock(stream):
                left.unlink(missing_ok=True)
                count += 1
    return count


def _lock(stream: BinaryIO) -> bool:
    """Hold the file as one in use; False if another process does. A death lets go of it."""
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
