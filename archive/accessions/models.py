"""The registers: 总括登记 (a batch with one voucher) and 个别登记 (one number a volume)."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from archive.kernel.database import Base
from archive.kernel.identifiers import new_id


class Source(StrEnum):
    """How a batch came to the library."""

    DONATION = "donation"
    EXISTING = "existing"


class TakenFrom(StrEnum):
    """Where an entry of the summary register was first written.

    ``HERE`` is in this archive. ``SUMMARY`` is an old summary register: its volumes may follow.
    ``VOLUMES`` is an old individual register: what the old summary says of it may follow.
    """

    HERE = "here"
    SUMMARY = "summary"
    VOLUMES = "volumes"


class AccessionBatch(Base):
    """An entry of the summary register: what came at one time from one source.

    ``submission`` is the token of the form that registered it: a second click finds it again.
    Of an entry that was taken over, ``first_label``, ``last_label``, ``source_text`` and ``remark``
    are what the old book says; they are blank where the archive knows it from elsewhere.
    """

    __tablename__ = "accession_batches"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    submission: Mapped[str] = mapped_column(String(12), unique=True)
    source: Mapped[Source]
    donation_id: Mapped[str | None] = mapped_column(ForeignKey("donations.id"), unique=True)
    registered_on: Mapped[dt.date] = mapped_column(index=True)
    registered_by: Mapped[str] = mapped_column(String(12))
    title_count: Mapped[int]
    volume_count: Mapped[int]
    piece_count: Mapped[int] = mapped_column(default=0)
    value_cents: Mapped[int] = mapped_column(BigInteger, default=0)
    mode: Mapped[str] = mapped_column(String(30), default="")
    room_id: Mapped[str | None] = mapped_column(ForeignKey("rooms.id"))
    note: Mapped[str] = mapped_column(String(300), default="")
    taken_from: Mapped[TakenFrom] = mapped_column(default=TakenFrom.HERE)
    first_label: Mapped[str] = mapped_column(String(40), default="")
    last_label: Mapped[str] = mapped_column(String(40), default="")
    source_text: Mapped[str] = mapped_column(String(200), default="")
    remark: Mapped[str] = mapped_column(String(500), default="")

    items: Mapped[list["AccessionItem"]] = relationship(
        lazy="raise", order_by="AccessionItem.number"
    )


class AccessionItem(Base):
    """A line of the individual register: one accession number (登录号), one volume.

    ``number`` counts what was ever registered, in its order; ``label`` is the accession number as
    it is printed, ``sequence`` its count in ``series``, ``remark`` what an old book says besides.
    """

    __tablename__ = "accession_items"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    batch_id: Mapped[str] = mapped_column(ForeignKey("accession_batches.id"), index=True)
    volume_id: Mapped[str] = mapped_column(ForeignKey("volumes.id"), unique=True)
    series: Mapped[str] = mapped_column(String(60), default="")
    sequence: Mapped[int]
    label: Mapped[str] = mapped_column(String(40), unique=True)
    value_cents: Mapped[int | None] = mapped_column(BigInteger)
    remark: Mapped[str] = mapped_column(String(500), default="")


class NumberMask(Base):
    """How accession numbers of a room and kind are printed; without either, those of all others."""

    __tablename__ = "number_masks"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    room_id: Mapped[str | None] = mapped_column(ForeignKey("rooms.id"))
    kind: Mapped[str] = mapped_column(String(30), default="")
    text: Mapped[str] = mapped_column(String(40))

    __table_args__ = (UniqueConstraint("room_id", "kind"),)


class ClosedMonth(Base):
    """A month of the registers that was closed (结账): nothing is written into it any more."""

    __tablename__ = "closed_months"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    month: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    closed_at: Mapped[dt.datetime]
    closed_by: Mapped[str] = mapped_column(String(12))
    closed_by_name: Mapped[str] = mapped_column(String(200))


class EntryKind(StrEnum):
    """Which register an entry is in."""

    BATCH = "batch"
    ITEM = "item"
    DEREGISTRATION = "deregistration"


class RegisterCorrection(Base):
    """What was wrong in an entry and what is right (更正); the entry itself stays as it was."""

    __tablename__ = "register_corrections"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[EntryKind]
    entry: Mapped[str] = mapped_column(String(40))
    was: Mapped[str] = mapped_column(String(500))
    is_now: Mapped[str] = mapped_column(String(500))
    why: Mapped[str] = mapped_column(String(500))
    made_on: Mapped[dt.date]
    made_at: Mapped[dt.datetime]
    made_by: Mapped[str] = mapped_column(String(12))
    made_by_name: Mapped[str] = mapped_column(String(200))

    __table_args__ = (Index(None, "kind", "entry"),)


class DeregistrationReason(StrEnum):
    """Why a volume leaves the registers (注销原因)."""

    LOST = "lost"
    DAMAGED = "damaged"
    WEEDED = "weeded"
    TRANSFERRED = "transferred"
    RETURNED = "returned"
    OTHER = "other"


class Deregistration(Base):
    """An entry of the register of withdrawals (注销登记): one volume, for good."""

    __tablename__ = "deregistrations"

    number: Mapped[str] = mapped_column(String(40), primary_key=True)
    volume_id: Mapped[str] = mapped_column(ForeignKey("volumes.id"), unique=True)
    label: Mapped[str] = mapped_column(String(40))
    reason: Mapped[DeregistrationReason]
    approval: Mapped[str] = mapped_column(String(300))
    deregistered_on: Mapped[dt.date] = mapped_column(index=True)
    deregistered_at: Mapped[dt.datetime]
    deregistered_by: Mapped[str] = mapped_column(String(12))
    remark: Mapped[str] = mapped_column(String(500), default="")
