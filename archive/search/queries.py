"""Reading what the index remembers."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.rights.levels import AccessLevel
from archive.search.models import IndexedDocument, IndexedText, IndexState
from archive.search.schemas import DocumentKind

Stored = tuple[IndexedDocument, IndexedText]


def stored_by_id(session: Session, kind: DocumentKind, ids: Collection[str]) -> dict[str, Stored]:
    """Return what is stored for those documents of ``kind`` that are in the index."""
    rows = session.execute(
        select(IndexedDocument, IndexedText)
        .join(IndexedText, IndexedText.number == IndexedDocument.number)
        .where(IndexedDocument.kind == kind, IndexedDocument.document_id.in_(ids))
    )
    return {document.document_id: (document, text) for document, text in rows}


def stored_by_number(session: Session, numbers: Collection[int]) -> dict[int, Stored]:
    """Return what is stored under ``numbers``."""
    rows = session.execute(
        select(IndexedDocument, IndexedText)
        .join(IndexedText, IndexedText.number == IndexedDocument.number)
        .where(IndexedDocument.number.in_(numbers))
    )
    return {document.number: (document, text) for document, text in rows}


def title_words(
    session: Session, title_ids: Collection[str], levels: Collection[AccessLevel]
) -> dict[str, tuple[str, str]]:
    """Return the title and the author of each work that may be found at ``levels``."""
    rows = session.execute(
        select(IndexedDocument.title_id, IndexedText.title, IndexedText.author)
        .join(IndexedText, IndexedText.number == IndexedDocument.number)
        .where(
            IndexedDocument.kind == DocumentKind.TITLE,
            IndexedDocument.document_id.in_(title_ids),
            IndexedDocument.level.in_(levels),
        )
    )
    return {title_id: (title, author) for title_id, title, author in rows}


def locked_state(session: Session) -> IndexState:
    """Return the state of the index, held by this transaction: writers take turns."""
    return session.scalars(
        select(IndexState).where(IndexState.name == "index").with_for_update()
    ).one()


def index_state(session: Session) -> IndexState:
    """Return the state of the index."""
    return session.scalars(select(IndexState).where(IndexState.name == "index")).one()
