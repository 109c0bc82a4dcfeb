"""A stock-taking: its scope, what was expected when it began, and every scan."""

import datetime as dt

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from archive.kernel.database import Base
from archive.kernel.identifiers import new_id
from archive.stock_takes.compare import Finding


class StockTake(Base):
    """One stock-taking (清点) of a place and all inside it; open until it is closed."""

    __tablename__ = "stock_takes"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    submission: Mapped[str] = mapped_column(String(12), unique=True)
    place_id: Mapped[str] = mapped_column(ForeignKey("places.id"))
    note: Mapped[str] = mapped_column(String(300), default="")
    opened_at: Mapped[dt.datetime]
    opened_by: Mapped[str] = mapped_column(String(200))
    closed_at: Mapped[dt.datetime | None]
    closed_by: Mapped[str] = mapped_column(String(200), default="")
    expected_count: Mapped[int] = mapped_column(default=0)

    __table_args__ = (Index(None, "opened_at"),)


class StockTakeItem(Base):
    """A volume that should be found, and where it was recorded when the stock-taking began."""

    __tablename__ = "stock_take_items"

    stock_take_id: Mapped[str] = mapped_column(ForeignKey("stock_takes.id"), primary_key=True)
    volume_id: Mapped[str] = mapped_column(ForeignKey("volumes.id"), primary_key=True)
    place_id: Mapped[str] = mapped_column(ForeignKey("places.id"))
    seen_at: Mapped[dt.datetime | None]

    __table_args__ = (Index(None, "stock_take_id", "seen_at"),)


class StockTakeScan(Base):
    """One scan: what was read, which volume that is, and where; it may be undone, never deleted.

    ``token`` names the scan on the scanner's own machine: sent twice, it is taken once.
    ``recorded_name`` says where the volume should have been at that moment, ``fits`` whether it was
    there; ``is_improvable`` that the record would be more right if it named the place of the scan.
    """

    __tablename__ = "stock_take_scans"

    number: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    )
    stock_take_id: Mapped[str] = mapped_column(ForeignKey("stock_takes.id"))
    token: Mapped[str] = mapped_column(String(12), unique=True)
    text: Mapped[str] = mapped_column(String(100))
    volume_id: Mapped[str | None] = mapped_column(ForeignKey("volumes.id"))
    place_id: Mapped[str] = mapped_column(ForeignKey("places.id"))
    recorded_name: Mapped[str] = mapped_column(String(1000), default="")
    finding: Mapped[Finding]
    fits: Mapped[bool] = mapped_column(default=False)
    is_improvable: Mapped[bool] = mapped_column(default=False)
    at: Mapped[dt.datetime]
    actor_id: Mapped[str] = mapped_column(String(12))
    actor_name: Mapped[str] = mapped_column(String(200))
    corrected_at: Mapped[dt.datetime | None]
    undone_at: Mapped[dt.datetime | None]

    __table_args__ = (
        Index(None, "stock_take_id", "undone_at", "finding"),
        Index(None, "stock_take_id", "volume_id"),
        {"sqlite_autoincrement": True},
    )
