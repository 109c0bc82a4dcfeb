"""What the index needs of the rooms that hold the words; the composition root supplies it."""

from collections.abc import Collection, Sequence
from typing import Protocol

from sqlalchemy.orm import Session

from archive.kernel.journal import Subject
from archive.rights.levels import AccessLevel
from archive.search.schemas import DocumentKind, SearchDocument


class DocumentSource(Protocol):
    """Knows all documents of one kind as they are now."""

    @property
    def kind(self) -> DocumentKind:
        """What it knows."""
        ...

    def affected_ids(self, session: Session, subject: Subject) -> Collection[str]:
        """Return the documents that a change to ``subject`` may have changed.

        A title whose level changed changes its pages, a page's text the page before it.
        ``subject`` is what a journal entry is about first of all. One of the source's own kind is
        returned even if it is gone: that is how it is taken out.
        """
        ...

    def load(self, session: Session, ids: Collection[str]) -> Sequence[SearchDocument]:
        """Return those of ``ids`` that are to be found; what is left out leaves the index."""
        ...

    def ids_after(self, session: Session, last_id: str, limit: int) -> Sequence[str]:
        """Return up to ``limit`` identifiers above ``last_id`` in their order, for a rebuild."""
        ...


def findable_level(level: AccessLevel, *, is_published: bool) -> AccessLevel:
    """Return the level at which something of ``level`` may be found: staff first of all.

    What is sealed stays sealed, published or not.
    """
    if is_published or level is AccessLevel.SEALED:
        return level
    return AccessLevel.STAFF
