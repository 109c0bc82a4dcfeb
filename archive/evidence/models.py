"""Pictures kept as evidence."""

import datetime as dt

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from archive.kernel.database import Base
from archive.kernel.identifiers import new_id


class EvidencePicture(Base):
    """A picture of something that the house says.

    ``master_sha256`` names the file as it came, among the masters, which are written once;
    ``shown_sha256`` the smaller picture that is shown, among the documents.
    """

    __tablename__ = "evidence_pictures"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(12))
    purpose: Mapped[str] = mapped_column(String(20))
    caption: Mapped[str] = mapped_column(String(300), default="")
    file_name: Mapped[str] = mapped_column(String(200), default="")
    master_sha256: Mapped[str] = mapped_column(String(64))
    shown_sha256: Mapped[str] = mapped_column(String(64))
    width: Mapped[int]
    height: Mapped[int]
    added_at: Mapped[dt.datetime]
    added_by: Mapped[str] = mapped_column(String(200))

    __table_args__ = (Index(None, "subject_kind", "subject_id", "added_at"),)
