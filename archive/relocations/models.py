"""A move of a room, its crates, and the volumes in them."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from archive.kernel.database import Base
from archive.kernel.identifiers import new_id


class CrateState(StrEnum):
    """How far a crate is."""

    OPEN = "open"
    SEALED = "sealed"
    ARRIVED = "arrived"
    UNPACKED = "unpacked"


class Relocation(Base):
    """The move of what stands at a place, usually a whole room, to another room (搬迁)."""

    __tablename__ = "relocations"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    submission: Mapped[str] = mapped_column(String(12), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    from_place_id: Mapped[str] = mapped_column(ForeignKey("places.id"))
    to_room_id: Mapped[str] = mapped_column(ForeignKey("rooms.id"))
    note: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[dt.datetime]
    created_by: Mapped[str] = mapped_column(String(200))
    closed_at: Mapped[dt.datetime | None]
    closed_by: Mapped[str] = mapped_column(String(200), default="")
    closing_counts: Mapped[dict[str, Any] | None]
    """The fields of ``RelocationCounts`` as they were when it ended; None of an open one."""


class Crate(Base):
    """A crate (箱) of a move, with a barcode and, if it was planned, the place it is meant for."""

    __tablename__ = "crates"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    relocation_id: Mapped[str] = mapped_column(ForeignKey("relocations.id"))
    sequence: Mapped[int]
    barcode: Mapped[str] = mapped_column(String(20), unique=True)
    target_place_id: Mapped[str | None] = mapped_column(ForeignKey("places.id"))
    state: Mapped[CrateState] = mapped_column(default=CrateState.OPEN)
    sealed_at: Mapped[dt.datetime | None]
    sealed_by: Mapped[str] = mapped_column(String(200), default="")
    arrived_at: Mapped[dt.datetime | None]
    arrived_by: Mapped[str] = mapped_column(String(200), default="")

    __table_args__ = (UniqueConstraint("relocation_id", "sequence"),)


class CrateItem(Base):
    """A volume of a move: the crate it was packed in, and the crate it was found in on arrival.

    One that nobody packed but that turned up all the same has no ``crate_id``.
    """

    __tablename__ = "crate_items"

    relocation_id: Mapped[str] = mapped_column(ForeignKey("relocations.id"), primary_key=True)
    volume_id: Mapped[str] = mapped_column(ForeignKey("volumes.id"), primary_key=True)
    crate_id: Mapped[str | None] = mapped_column(ForeignKey("crates.id"))
    arrived_crate_id: Mapped[str | None] = mapped_column(ForeignKey("crates.id"), index=True)
    sequence: Mapped[int] = mapped_column(default=0)
    from_place_id: Mapped[str | None] = mapped_column(ForeignKey("places.id"))
    from_name: Mapped[str] = mapped_column(String(1000), default="")
    packed_at: Mapped[dt.datetime | None]
    packed_by: Mapped[str] = mapped_column(String(200), default="")
    arrived_at: Mapped[dt.datetime | None]
    arrived_by: Mapped[str] = mapped_column(String(200), default="")

    __table_args__ = (Index(None, "crate_id", "sequence"), Index(None, "volume_id"))
