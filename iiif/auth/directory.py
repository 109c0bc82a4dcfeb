"""The archive's page images, held in memory and forgotten when the journal says so.

A tile request asks no SQL: a record is read once and kept until an entry of the journal touches
its page, volume or title. A thread reads the journal a few times a second; the few entries since
the last look are all it costs.
"""

import datetime as dt
import threading
from dataclasses import dataclass

import structlog
from sqlalchemy.orm import Session

from archive.catalogue import queries as catalogue
from archive.kernel import journal
from archive.kernel.errors import NotFoundError
from archive.kernel.house import House
from archive.kernel.identifiers import is_id
from archive.rights.levels import AccessLevel
from digitize.pages import queries as pages
from iiif.image.directory import ImageRecord

LOOK_SECONDS = 0.3
KINDS = frozenset({"page", "volume", "title"})

log = structlog.stdlib.get_logger("fangzhi.iiif.auth")


@dataclass(frozen=True, slots=True)
class PageAccess:
    """What the decision on a page needs: its title's level, and whether it is published."""

    level: AccessLevel
    is_published: bool


class ArchiveImageDirectory:
    """The images of a house (see :class:`iiif.image.directory.ImageDirectory`)."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._records: dict[str, ImageRecord] = {}
        self._pages_of: dict[tuple[str, str], set[str]] = {}
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._last_number = 0
        self._thread = threading.Thread(target=self._follow, name="image-directory", daemon=True)

    def start(self) -> None:
        """Begin to follow the journal."""
        with self._house.database.read() as session:
            self._last_number = journal.last_entry_number(session)
        self._thread.start()

    def close(self) -> None:
        """Stop following it."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def lookup(self, identifier: str) -> ImageRecord | None:
        """Return the image of the page ``identifier``, the same object until something changes."""
        record = self._records.get(identifier)
        if record is not None or not is_id(identifier):
            return record
        with self._lock:
            return self._records.get(identifier) or self._load(identifier)

    def forget_since(self, session: Session) -> None:
        """Forget every record that the journal has touched since the last look."""
        while entries := journal.entries_after(session, self._last_number):
            touched = {
                (link.kind, link.id)
                for entry in entries
                for link in entry.links
                if link.kind in KINDS
            }
            with self._lock:
                for thing in touched:
                    for page_id in self._pages_of.pop(thing, set()):
                        self._records.pop(page_id, None)
                self._last_number = entries[-1].number

    def _load(self, identifier: str) -> ImageRecord | None:
        with self._house.database.read() as session:
            try:
                page = pages.find_page(session, identifier)
                volume = catalogue.find_volume(session, page.volume_id)
            except NotFoundError:
                return None
        if page.image_sha256 is None:
            return None
        published = page.is_published and volume.is_published
        record = ImageRecord(
            identifier=identifier,
            path=self._house.derivatives.path(page.image_sha256),
            width=page.width or 0,
            height=page.height or 0,
            content_hash=page.image_sha256,
            modified_at=page.image_made_at or dt.datetime.fromtimestamp(0, dt.UTC),
            rights=volume.title.rights_uri or None,
            access=PageAccess(volume.title.access_level, published),
        )
        self._records[identifier] = record
        for thing in (("page", page.id), ("volume", volume.id), ("title", volume.title.id)):
            self._pages_of.setdefault(thing, set()).add(identifier)
        return record

    def _follow(self) -> None:
        while not self._stopping.wait(LOOK_SECONDS):
            try:
                with self._house.database.read() as session:
                    self.forget_since(session)
            except Exception:
                # Better to ask again for everything than to go on with what may be out of date.
                log.exception("journal not readable")
                with self._lock:
                    self._records.clear()
