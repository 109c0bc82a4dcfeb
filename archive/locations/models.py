"""Branches and their rooms."""

import datetime as dt

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from archive.kernel.database import Base
from archive.kernel.identifiers import new_id


class Branch(Base):
    """A building of the library (总馆, 分馆). ``code`` is short and printed in numbers."""

    __tablename__ = "branches"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    sequence: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[dt.datetime | None]


class Room(Base):
    """A room (室) of a branch, with holdings and registers of its own."""

    __tablename__ = "rooms"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    branch_id: Mapped[str] = mapped_column(ForeignKey("branches.id"))
    code: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))
    sequence: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[dt.datetime | None]

    __table_args__ = (UniqueConstraint("branch_id", "code"),)
