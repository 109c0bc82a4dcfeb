"""What the index needs of the rooms that hold the words; the composition root supplies it."""

from collections.abc import Collection, Sequence
from typing import Protocol

from sqlalchemy.orm import Session

from archive.kernel.journal import Subject
from archive.search.schemas import DocumentKind, SearchDocument


class DocumentSource(Protocol):
    """Knows all documents of one kind as they are now."""

    @property
    def kind(self) -> DocumentKind:
        """What it knows."""
        ...

    def affected_ids(self, session: Session, subject: Subject) -> Collection[str]:
        """Return the documents that a change to ``subject`` may have changed.

        A renamed title changes the headings of its pages, a page's text the page before it. A
        subject of the source's own kind is named even if it is gone: that is how it is taken out.
        """
        ...

    def load(self, session: Session, ids: Collection[str]) -> Sequence[SearchDocument]:
        """Return those of ``ids`` that are to be found; what is left out leaves the index."""
        ...

    def ids_after(self, session: Session, last_id: str, limit: int) -> Sequence[str]:
        """Return up to ``limit`` identifiers above ``last_id`` in their order, for a rebuild."""
        ...
