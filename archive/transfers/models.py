"""Transfers and the volumes on their slips."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from archive.kernel.database import Base
from archive.kernel.identifiers import new_id


class TransferState(StrEnum):
    """How far a transfer is."""

    DRAFT = "draft"
    SENT = "sent"
    RECEIVED = "received"
    CANCELLED = "cancelled"


class LineState(StrEnum):
    """What became of a volume on a slip."""

    PENDING = "pending"
    RECEIVED = "received"
    RETURNED = "returned"


class Transfer(Base):
    """Volumes that go from one room to another; the slip has a number once it is sent."""

    __tablename__ = "transfers"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    number: Mapped[str | None] = mapped_column(String(40), unique=True)
    submission: Mapped[str] = mapped_column(String(12), unique=True)
    from_room_id: Mapped[str] = mapped_column(ForeignKey("rooms.id"))
    to_room_id: Mapped[str] = mapped_column(ForeignKey("rooms.id"))
    reason: Mapped[str] = mapped_column(String(300), default="")
    state: Mapped[TransferState] = mapped_column(default=TransferState.DRAFT, index=True)
    created_at: Mapped[dt.datetime]
    created_by: Mapped[str] = mapped_column(String(200))
    sent_at: Mapped[dt.datetime | None]
    sent_by: Mapped[str] = mapped_column(String(200), default="")
    received_at: Mapped[dt.datetime | None]
    received_by: Mapped[str] = mapped_column(String(200), default="")


class TransferLine(Base):
    """A volume on a slip, where it stood before, and whether it arrived."""

    __tablename__ = "transfer_lines"

    transfer_id: Mapped[str] = mapped_column(ForeignKey("transfers.id"), primary_key=True)
    volume_id: Mapped[str] = mapped_column(ForeignKey("volumes.id"), primary_key=True)
    sequence: Mapped[int]
    from_place_id: Mapped[str | None] = mapped_column(ForeignKey("places.id"))
    from_name: Mapped[str] = mapped_column(String(1000), default="")
    state: Mapped[LineState] = mapped_column(default=LineState.PENDING)
    settled_at: Mapped[dt.datetime | None]
    settled_by: Mapped[str] = mapped_column(String(200), default="")

    __table_args__ = (Index(None, "transfer_id", "sequence"), Index(None, "volume_id"))
