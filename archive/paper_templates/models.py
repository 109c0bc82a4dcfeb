"""Every version of every template that staff have saved."""

import datetime as dt

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from archive.documents.kinds import DocumentKind
from archive.kernel.database import Base
from archive.kernel.identifiers import new_id


class TemplateVersion(Base):
    """The words of a kind of paper as they were saved once (模板版本); never changed.

    Versions of a kind are numbered from 1; 0 is the template that ships. ``restored_from`` is the
    version whose words were taken up again, None for new words.
    """

    __tablename__ = "template_versions"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    kind: Mapped[DocumentKind]
    version: Mapped[int]
    text: Mapped[str]
    note: Mapped[str] = mapped_column(String(300), default="")
    restored_from: Mapped[int | None]
    saved_at: Mapped[dt.datetime]
    saved_by: Mapped[str] = mapped_column(String(12))
    saved_by_name: Mapped[str] = mapped_column(String(200))

    __table_args__ = (UniqueConstraint("kind", "version"),)
