"""The registers: 总括登记 (a batch with one voucher) and 个别登记 (one number a volume)."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from archive.kernel.database import Base
from archive.kernel.identifiers import new_id


class Source(StrEnum):
    """How a batch came to the library."""

    DONATION = "donation"
    EXISTING = "existing"


class AccessionBatch(Base):
    """An entry of the summary register: what came at one time from one source.

    ``submission`` is the token of the form that registered it: a second click finds it again.
    """

    __tablename__ = "accession_batches"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    submission: Mapped[str] = mapped_column(String(12), unique=True)
    source: Mapped[Source]
    donation_id: Mapped[str | None] = mapped_column(ForeignKey("donations.id"), unique=True)
    registered_on: Mapped[dt.date]
    registered_by: Mapped[str] = mapped_column(String(12))
    title_count: Mapped[int]
    volume_count: Mapped[int]
    note: Mapped[str] = mapped_column(String(300), default="")

    items: Mapped[list["AccessionItem"]] = relationship(
        lazy="raise", order_by="AccessionItem.number"
    )


class AccessionItem(Base):
    """A line of the individual register: one accession number (登录号), one volume."""

    __tablename__ = "accession_items"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    batch_id: Mapped[str] = mapped_column(ForeignKey("accession_batches.id"), index=True)
    volume_id: Mapped[str] = mapped_column(ForeignKey("volumes.id"), unique=True)
