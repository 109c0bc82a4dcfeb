"""Photographs of things: looked into out of this process, made small, kept without where and when.

What a telephone writes into a picture (place, time, its own number) is nobody's business, so only
the picture made of it is kept.
"""

import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.counter.errors import PhotoEmptyError, PhotoNotFoundError, PhotoUnknownError
from archive.counter.models import GiftPhoto
from archive.donations.schemas import NewLine
from archive.kernel.house import House
from archive.kernel.journal import Actor

LARGEST_PHOTO_BYTES = 25_000_000
LARGEST_PHOTO_MB = LARGEST_PHOTO_BYTES // 1_000_000
LONGEST_SIDE_PX = 1_600


@dataclass(frozen=True, slots=True)
class PreparedPhoto:
    """A JPEG to be kept: upright, of at most ``LONGEST_SIDE_PX``, with nothing but the picture."""

    jpeg: bytes
    width: int
    height: int


class PhotoInspector(Protocol):
    """What turns the bytes of a stranger into a picture that can be shown."""

    def prepare(self, house: House, path: Path) -> PreparedPhoto:
        """Return the picture in the file at ``path``.

        Raises:
            PhotoUnreadableError: it is damaged, of a kind that we do not take, or too heavy.
        """
        ...


def keep_photo(house: House, path: Path, actor: Actor) -> str:
    """Keep the photograph in the file at ``path`` and return by what name it is known: its SHA-256.

    Raises:
        PhotoEmptyError: the file is empty.
        PhotoUnreadableError: it holds no picture that we can show.
    """
    if not path.stat().st_size:
        raise PhotoEmptyError
    inspector: PhotoInspector = house.services[PhotoInspector]
    prepared = inspector.prepare(house, path)
    sha256 = hashlib.sha256(prepared.jpeg).hexdigest()
    with house.database.write() as session:
        # The row is held before the bytes are put: whoever forgets old photographs waits for us.
        known = session.get(GiftPhoto, sha256, with_for_update=True, populate_existing=True)
        blob = house.documents.put(io.BytesIO(prepared.jpeg))
        if known is not None:
            known.added_at = house.clock.now()
            return sha256
        session.add(
            GiftPhoto(
                sha256=sha256,
                width=prepared.width,
                height=prepared.height,
                size_bytes=blob.size_bytes,
                added_at=house.clock.now(),
                added_by=actor.id,
            )
        )
    return sha256


def check_photos(session: Session, lines: Iterable[NewLine]) -> None:
    """Refuse lines with photographs that were not taken here: the store keeps other papers too."""
    wanted = {line.photo_sha256 for line in lines} - {""}
    # Held until the gift is written, so that none is forgotten meanwhile.
    held = select(GiftPhoto).where(GiftPhoto.sha256.in_(wanted)).with_for_update(read=True)
    known = {photo.sha256 for photo in session.scalars(held)}
    if wanted - known:
        raise PhotoUnknownError(field="lines")


def find_photo(session: Session, sha256: str) -> str:
    """Return ``sha256`` if a photograph is known by it; :class:`PhotoNotFoundError` if none is."""
    if session.get(GiftPhoto, sha256) is None:
        raise PhotoNotFoundError(detail=sha256)
    return sha256
