"""Papers the library has issued: receipts now, letters and certificates later."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from archive.kernel.database import Base
from archive.kernel.identifiers import new_id


class DocumentKind(StrEnum):
    """What sort of paper it is."""

    RECEIPT = "receipt"


class IssuedDocument(Base):
    """A numbered paper as it was issued, its PDF kept by SHA-256.

    ``state_sha256`` names what the paper says, its number and date apart: as long as that stays
    the same, asking again gives this paper again.
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
    issued_at: Mapped[dt.datetime]
    issued_by: Mapped[str] = mapped_column(String(12))

    __table_args__ = (Index(None, "subject_kind", "subject_id"),)
