"""Questions about the papers that were issued."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from archive.documents.errors import DocumentNotFoundError
from archive.documents.kinds import DocumentKind
from archive.documents.models import DocumentLink, DocumentPrint, IssuedDocument
from archive.documents.schemas import DocumentView, PrintView
from archive.kernel.journal import Subject

_Newer = aliased(IssuedDocument)


def find_document(session: Session, key: str) -> DocumentView:
    """Return the paper with this identifier or printed number.

    Raises:
        DocumentNotFoundError: the library has issued none.
    """
    is_it = or_(IssuedDocument.id == key, IssuedDocument.number == key.strip())
    found = _views(session, _documents().where(is_it))
    if not found:
        raise DocumentNotFoundError(number=key)
    return found[0]


def find_documents(session: Session, ids: Iterable[str]) -> dict[str, DocumentView]:
    """Return those of the papers that exist, by identifier."""
    found = _views(session, _documents().where(IssuedDocument.id.in_(list(ids))))
    return {view.id: view for view in found}


def documents_about(
    session: Session, subject: Subject, kind: DocumentKind | None = None, limit: int = 200
) -> list[DocumentView]:
    """Return the papers about a thing, newest first; of one ``kind`` if it is given."""
    linked = select(DocumentLink.document_id).where(
        DocumentLink.kind == subject.kind, DocumentLink.id == subject.id
    )
    statement = _documents().where(IssuedDocument.id.in_(linked))
    if kind is not None:
        statement = statement.where(IssuedDocument.kind == kind)
    return _views(session, statement.limit(limit))


def documents_of_many(
    session: Session, kind: str, subject_ids: Iterable[str]
) -> dict[str, list[DocumentView]]:
    """Return the papers about several things of one kind, newest first, by identifier."""
    wanted = list(subject_ids)
    is_about = IssuedDocument.subject_kind == kind, IssuedDocument.subject_id.in_(wanted)
    subjects = select(IssuedDocument.id, IssuedDocument.subject_id).where(*is_about)
    subject_of = {row.id: row.subject_id for row in session.execute(subjects)}
    found: dict[str, list[DocumentView]] = {}
    for view in _views(session, _documents().where(*is_about)):
        found.setdefault(subject_of[view.id], []).append(view)
    return found


def list_documents(
    session: Session, kind: DocumentKind | None = None, offset: int = 0, limit: int = 50
) -> list[DocumentView]:
    """Return a part of the papers, newest first."""
    statement = _documents().offset(offset).limit(limit)
    if kind is not None:
        statement = statement.where(IssuedDocument.kind == kind)
    return _views(session, statement)


def count_documents(session: Session, kind: DocumentKind | None = None) -> int:
    """Return how many papers were issued, of one ``kind`` if it is given."""
    statement = select(func.count(IssuedDocument.id))
    if kind is not None:
        statement = statement.where(IssuedDocument.kind == kind)
    return session.scalar(statement) or 0


def things_of(session: Session, document_id: str) -> list[Subject]:
    """Return what a paper is about, its chief thing first."""
    links = session.scalars(
        select(DocumentLink)
        .where(DocumentLink.document_id == document_id)
        .order_by(DocumentLink.position)
    )
    return [Subject(link.kind, link.id) for link in links]


def latest_of(
    session: Session, kind: DocumentKind, things: Sequence[Subject]
) -> tuple[DocumentView, str] | None:
    """Return the newest paper of a kind about just ``things``, and the state that it witnesses."""
    statement = select(IssuedDocument).where(
        IssuedDocument.kind == kind,
        IssuedDocument.subject_kind == things[0].kind,
        IssuedDocument.subject_id == things[0].id,
    )
    for row in session.scalars(_newest_first(statement)):
        if set(things_of(session, row.id)) == set(things):
            return _view(row, "", 0), row.state_sha256
    return None


def prints_of(session: Session, document_id: str) -> list[PrintView]:
    """Return when a paper was opened to be printed, oldest first."""
    rows = session.scalars(
        select(DocumentPrint)
        .where(DocumentPrint.document_id == document_id)
        .order_by(DocumentPrint.sequence)
    )
    return [
        PrintView(row.sequence, row.file_kind, row.printed_at, row.printed_by_name, row.why)
        for row in rows
    ]


def _documents() -> Select[Any]:
    printed = (
        select(func.count(DocumentPrint.sequence))
        .where(DocumentPrint.document_id == IssuedDocument.id)
        .scalar_subquery()
    )
    newer = (
        select(func.max(_Newer.number))
        .where(_Newer.replaces_id == IssuedDocument.id)
        .scalar_subquery()
    )
    return _newest_first(select(IssuedDocument, newer, printed))


def _newest_first(statement: Select[Any]) -> Select[Any]:
    return statement.order_by(IssuedDocument.issued_at.desc(), IssuedDocument.number.desc())


def _views(session: Session, statement: Select[Any]) -> list[DocumentView]:
    return [_view(row, newer or "", printed) for row, newer, printed in session.execute(statement)]


def _view(row: IssuedDocument, replaced_by: str, print_count: int) -> DocumentView:
    return DocumentView(
        id=row.id,
        kind=row.kind,
        number=row.number,
        note=row.note,
        sha256=row.sha256,
        size_bytes=row.size_bytes,
        issued_at=row.issued_at,
        docx_sha256=row.docx_sha256,
        docx_size_bytes=row.docx_size_bytes,
        issued_by=row.issued_by_name,
        replaced_by=replaced_by,
        print_count=print_count,
    )
