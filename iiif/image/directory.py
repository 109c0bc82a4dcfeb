"""Which images there are: the door between the image server and whoever keeps them.

The server asks :class:`ImageDirectory` on every request, so an answer must come from memory. The
composition root supplies one that fills itself from the database on first use and forgets an entry
when the journal says that the page, its derivative or its rights changed. Two rules:

- As long as nothing changed, ``lookup`` returns the *same object* for an identifier. The server
  keeps prepared answers beside a record and throws them away when it meets another one.
- A changed file has another ``content_hash``; a changed decision may keep it.

Whether a visitor may see an image is asked apart, of ``Authorise``, also on every request and also
from memory: ``record.access`` carries what that function needs to know, and is nobody else's.
"""

import datetime as dt
from collections.abc import Callable, Iterable, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

Scope = MutableMapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class ImageRecord:
    """An image that can be served.

    Attributes:
        identifier: as it stands, unescaped, in the address.
        path: the access pyramid, made by :func:`digitize.derivatives.pyramid.write_pyramid`.
        width: of the full image, pixels; must be what the file says.
        height: likewise.
        content_hash: of the file, hexadecimal; the strong part of every ETag.
        modified_at: when the file came to be, aware.
        rights: URI of a licence or rights statement, for info.json.
        access: whatever ``Authorise`` needs.
    """

    identifier: str
    path: Path
    width: int
    height: int
    content_hash: str
    modified_at: dt.datetime
    rights: str | None = None
    access: object = None


@dataclass(frozen=True, slots=True)
class Decision:
    """May this visitor see this image, and how large.

    Attributes:
        is_allowed: False is answered with ``status``.
        status: 401, 403, 404 or 410, when not allowed.
        whole_side_px: the largest longer side of the whole image, or None for all of it. Regions
            are held to the same scale.
        is_public: every visitor gets the same answer, so shared caches may keep it.
    """

    is_allowed: bool = True
    status: int = 403
    whole_side_px: int | None = None
    is_public: bool = True


Authorise = Callable[[Scope, ImageRecord], Decision]

OPEN = Decision()


def allow_all(_scope: Scope, _record: ImageRecord) -> Decision:
    """Show everything to everybody, for tests and measurements."""
    return OPEN


class ImageDirectory(Protocol):
    """Finds images by identifier; see the rules at the head of this file."""

    def lookup(self, identifier: str) -> ImageRecord | None:
        """Return the image, or None."""
        ...


class MemoryImageDirectory:
    """Images named in advance, for tests and measurements."""

    def __init__(self, records: Iterable[ImageRecord] = ()) -> None:
        self._records = {record.identifier: record for record in records}

    def lookup(self, identifier: str) -> ImageRecord | None:
        """Return the image, or None."""
        return self._records.get(identifier)

    def put(self, record: ImageRecord) -> None:
        """Add an image, or put another in its place."""
        self._records[record.identifier] = record
