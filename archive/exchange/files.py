"""Files on their way in: kept below the data folder until the import is over, never for long.

They hold names and telephone numbers, so they are no blobs: a blob cannot be erased.
"""

import hashlib
import json
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from archive.kernel.settings import Settings
from archive.kernel.storage import CHUNK_BYTES, telling_full_disk
from archive.spreadsheets.errors import SpreadsheetTooLargeError
from archive.spreadsheets.limits import LARGEST_FILE_BYTES

KEPT_SECONDS = 7 * 24 * 3600


class ImportFiles:
    """The file of each import and the report on it, by the import's identifier."""

    def __init__(self, settings: Settings) -> None:
        self._folder = settings.data_dir / "exchange"

    def keep(self, import_id: str, stream: BinaryIO) -> tuple[str, int]:
        """Keep what was sent; return its SHA-256 and its length in bytes.

        Raises:
            SpreadsheetTooLargeError: it is longer than is read; nothing is kept.
            OutOfSpaceError: the disk is full; nothing is kept.
        """
        digest, size = hashlib.sha256(), 0
        with telling_full_disk():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                with self._open_new(self.path(import_id)) as out:
                    for chunk in _chunks(stream):
                        digest.update(chunk)
                        size += out.write(chunk)
            except BaseException:
                self.forget(import_id)
                raise
        return digest.hexdigest(), size

    def path(self, import_id: str) -> Path:
        """Return where the file of an import lies, or would."""
        return self._folder / f"{import_id}.sent"

    def has(self, import_id: str) -> bool:
        """Whether the file of an import is still here."""
        return self.path(import_id).is_file()

    def write_report(self, import_id: str, report: Any) -> None:
        """Keep what the preview says."""
        place = self._report(import_id)
        place.unlink(missing_ok=True)
        with telling_full_disk(), self._open_new(place) as out:
            out.write(json.dumps(report, ensure_ascii=False).encode())

    def read_report(self, import_id: str) -> Any:
        """Return what :meth:`write_report` was given, None if it is gone."""
        try:
            return json.loads(self._report(import_id).read_bytes())
        except FileNotFoundError:
            return None

    def forget(self, import_id: str) -> None:
        """Erase what was kept of an import."""
        self.path(import_id).unlink(missing_ok=True)
        self._report(import_id).unlink(missing_ok=True)

    def forget_old(self) -> None:
        """Erase what nobody has come back to for a week; every sweep of a worker does so."""
        if not self._folder.is_dir():
            return
        oldest = time.time() - KEPT_SECONDS
        for entry in os.scandir(self._folder):
            with suppress(FileNotFoundError):  # another worker was first
                if entry.stat().st_mtime < oldest:
                    self._folder.joinpath(entry.name).unlink()

    def _report(self, import_id: str) -> Path:
        return self._folder / f"{import_id}.json"

    def _open_new(self, place: Path) -> BinaryIO:
        return os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    size = 0
    while chunk := stream.read(CHUNK_BYTES):
        size += len(chunk)
        if size > LARGEST_FILE_BYTES:
            raise SpreadsheetTooLargeError(limit=LARGEST_FILE_BYTES // 10**6)
        yield chunk
