"""Campaigns (征集活动)."""

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from archive.kernel.database import Base
from archive.kernel.identifiers import new_id


class Campaign(Base):
    """A call for documents with a name, a time and a place; donations may belong to it.

    ``letter`` is the text of its 征集函; ``ends_on`` is None while it has no end.
    """

    __tablename__ = "campaigns"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date | None]
    place: Mapped[str] = mapped_column(String(300), default="")
    letter: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    branch_id: Mapped[str | None] = mapped_column(ForeignKey("branches.id"))
    created_at: Mapped[dt.datetime]
    closed_at: Mapped[dt.datetime | None]
