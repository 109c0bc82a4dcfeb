"""Photographs of things as they were brought."""

import datetime as dt

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from archive.kernel.database import Base


class GiftPhoto(Base):
    """A photograph taken at the counter, prepared and kept in the store of documents.

    Only what stands here is shown as a photograph: the store holds papers too.
    """

    __tablename__ = "gift_photos"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    width: Mapped[int]
    height: Mapped[int]
    size_bytes: Mapped[int]
    added_at: Mapped[dt.datetime]
    added_by: Mapped[str] = mapped_column(String(12))
