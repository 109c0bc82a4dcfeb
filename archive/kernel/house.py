"""What every request and every job is handed: the house with its doors open."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from archive.kernel.clock import Clock, SystemClock
from archive.kernel.database import Database
from archive.kernel.jobs import JobQueue, open_queue
from archive.kernel.settings import Settings
from archive.kernel.storage import BlobStore, FileBlobStore


@dataclass(slots=True)
class House:
    """The things behind doors: database, stores, queue, clock.

    ``services`` holds what the composition root supplies to lower rooms, by protocol.
    """

    settings: Settings
    database: Database
    masters: BlobStore
    derivatives: BlobStore
    documents: BlobStore
    jobs: JobQueue
    clock: Clock = field(default_factory=SystemClock)
    services: dict[type[Any], Any] = field(default_factory=dict)

    def close(self) -> None:
        """Close what is open of database and queue."""
        self.database.dispose()
        self.jobs.close()


def open_house(settings: Settings) -> House:
    """Open database, stores and queue as ``settings`` say; folders are made as needed."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    return House(
        settings=settings,
        database=Database(settings.url),
        masters=_open_store(settings.data_dir / "masters"),
        derivatives=_open_store(settings.data_dir / "derivatives"),
        documents=_open_store(settings.data_dir / "documents"),
        jobs=open_queue(settings),
    )


def _open_store(root: Path) -> FileBlobStore:
    store = FileBlobStore(root)
    store.clear_strays()
    return store
