"""Questions about the papers that were issued."""

from collections.abc import Iterable

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from archive.documents.errors import DocumentNotFoundError
from archive.documents.models import IssuedDocument
from archive.documents.schemas import DocumentView
from archive.kernel.journal import Subject


def document_view(row: IssuedDocument) -> DocumentView:
    """Return the view of a row of ``issued_documents``."""
    return DocumentView(
        id=row.id,
        kind=row.kind,
        number=row.number,
        note=row.note,
        sha256=row.sha256,
        size_bytes=row.size_bytes,
        issued_at=row.issued_at,
    )


def find_document(session: Session, key: str) -> DocumentView:
    """Return the paper with this identifier or printed number.

    Raises:
        DocumentNotFoundError: the library has issued none.
    """
    is_it = or_(IssuedDocument.id == key, IssuedDocument.number == key.strip())
    row = session.scalar(select(IssuedDocument).where(is_it))
    if row is None:
        raise DocumentNotFoundError(number=key)
    return document_view(row)


def documents_about(session: Session, subject: Subject) -> list[DocumentView]:
    """Return the papers about a thing, newest first."""
    return [document_view(row) for row in _rows_about(session, subject)]


def documents_of_many(
    session: Session, kind: str, subject_ids: Iterable[str]
) -> dict[str, list[DocumentView]]:
    """Return the papers about several things of one kind, newest first, by identifier."""
    found: dict[str, list[DocumentView]] = {}
    statement = (
        select(IssuedDocument)
        .where(
            IssuedDocument.subject_kind == kind, IssuedDocument.subject_id.in_(list(subject_ids))
        )
        .order_by(IssuedDocument.issued_at.desc(), IssuedDocument.number.desc())
    )
    for row in session.scalars(statement):
        found.setdefault(row.subject_id, []).append(document_view(row))
    return found


def latest_state(session: Session, subject: Subject) -> tuple[DocumentView, str] | None:
    """Return the newest paper about a thing and the state that it witnesses."""
    row = next(iter(_rows_about(session, subject)), None)
    return None if row is None else (document_view(row), row.state_sha256)


def is_latest(session: Session, document: DocumentView) -> bool:
    """Whether no newer paper has taken the place of this one."""
    row = session.get_one(IssuedDocument, document.id)
    return _rows_about(session, Subject(row.subject_kind, row.subject_id))[0].id == document.id


def _rows_about(session: Session, subject: Subject) -> list[IssuedDocument]:
    statement = (
        select(IssuedDocument)
        .where(IssuedDocument.subject_kind == subject.kind, IssuedDocument.subject_id == subject.id)
        .order_by(IssuedDocument.issued_at.desc(), IssuedDocument.number.desc())
    )
    return list(session.scalars(statement))
