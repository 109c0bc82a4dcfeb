"""Papers the library has issued, what they are about, and who opened them again."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from archive.documents.kinds import DocumentKind
from archive.kernel.database import Base
from archive.kernel.identifiers import new_id


class IssuedDocument(Base):
    """A numbered paper as it was issued, its PDF and its word file kept by SHA-256.

    ``subject_kind`` and ``subject_id`` are the chief thing it is about. ``state_sha256`` names what
    the paper says, its number and date apart: as long as that stays the same, asking again gives
    this paper again. ``replaces_id`` is the paper whose place it has taken.
    """

    __tablename__ = "issued_documents"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    kind: Mapped[DocumentKind]
    number: Mapped[str] = mapped_column(String(40), unique=True)
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(12))
    state_sha256: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(String(300), default="")
    sha256: Mapped[str] = mapped_column(String(64))
    size_bytes: Mapped[int]
    docx_sha256: Mapped[str] = mapped_column(String(64), default="")
    docx_size_bytes: Mapped[int] = mapped_column(default=0)
    template_version: Mapped[int] = mapped_column(default=0)
    replaces_id: Mapped[str | None] = mapped_column(ForeignKey("issued_documents.id"), index=True)
    issued_at: Mapped[dt.datetime]
    issued_by: Mapped[str] = mapped_column(String(12))
    issued_by_name: Mapped[str] = mapped_column(String(200), default="")

    __table_args__ = (
        Index(None, "subject_kind", "subject_id"),
        Index(None, "kind", "issued_at"),
    )


class DocumentLink(Base):
    """A thing that a paper is about, its chief thing included, so that papers are found by it."""

    __tablename__ = "document_links"

    document_id: Mapped[str] = mapped_column(ForeignKey("issued_documents.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    id: Mapped[str] = mapped_column(String(12))

    __table_args__ = (Index(None, "kind", "id", "document_id"),)


class DocumentPrint(Base):
    """A time that a paper was opened to be printed (补印记录); appended, never changed."""

    __tablename__ = "document_prints"

    document_id: Mapped[str] = mapped_column(ForeignKey("issued_documents.id"), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True)
    file_kind: Mapped[str] = mapped_column(String(8))
    printed_at: Mapped[dt.datetime]
    printed_by: Mapped[str] = mapped_column(String(12))
    printed_by_name: Mapped[str] = mapped_column(String(200))
    why: Mapped[str] = mapped_column(String(300), default="")
