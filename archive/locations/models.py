"""Branches, their rooms, and the places in a room."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
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


class PlaceKind(StrEnum):
    """What a place is, from the widest to the narrowest."""

    ROOM = "room"
    BOOKCASE = "bookcase"
    LEVEL = "level"
    CASE = "case"


class Place(Base):
    """Where a volume can stand: a room as a whole, a bookcase (架), a level (层), a case (函).

    The place of a whole room has the room's own identifier. ``order_key`` is four digits for each
    step below the room, so that places sort as they stand and what is inside one is a range.
    """

    __tablename__ = "places"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    room_id: Mapped[str] = mapped_column(ForeignKey("rooms.id"))
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("places.id"))
    kind: Mapped[PlaceKind]
    code: Mapped[str] = mapped_column(String(20))
    label: Mapped[str] = mapped_column(String(100), default="")
    order_key: Mapped[str] = mapped_column(String(12))
    barcode: Mapped[str] = mapped_column(String(20), unique=True)
    closed_at: Mapped[dt.datetime | None]

    __table_args__ = (
        UniqueConstraint("parent_id", "code"),
        Index(None, "room_id", "order_key", unique=True),
    )
