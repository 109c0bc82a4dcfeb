"""Where each volume is now, where it was before, and which were not found."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from archive.kernel.database import Base
from archive.kernel.identifiers import new_id


class CarrierKind(StrEnum):
    """What a volume is in while it stands nowhere."""

    TRANSFER = "transfer"
    CRATE = "crate"


class Cause(StrEnum):
    """Why a volume was moved."""

    SHELVED = "shelved"
    UNDONE = "undone"
    TRANSFER = "transfer"
    RELOCATION = "relocation"
    STOCK_TAKE = "stock-take"


class Placement(Base):
    """Where a volume is now: at a place, or on its way in something that carries it.

    A volume without such a row has no place. ``carrier_name`` is what a person calls the carrier.
    """

    __tablename__ = "placements"

    volume_id: Mapped[str] = mapped_column(ForeignKey("volumes.id"), primary_key=True)
    place_id: Mapped[str | None] = mapped_column(ForeignKey("places.id"), index=True)
    carrier_kind: Mapped[CarrierKind | None]
    carrier_id: Mapped[str | None] = mapped_column(String(12), index=True)
    carrier_name: Mapped[str] = mapped_column(String(200), default="")
    since: Mapped[dt.datetime]

    __table_args__ = (
        CheckConstraint("(place_id IS NULL) <> (carrier_id IS NULL)", name="one_whereabouts"),
    )


class Movement(Base):
    """A volume was moved: from where to where, when, by whom, why, on which slip; append-only.

    The names say how the places were called then, whatever they are called now.
    """

    __tablename__ = "movements"

    number: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    )
    volume_id: Mapped[str] = mapped_column(ForeignKey("volumes.id"))
    from_place_id: Mapped[str | None] = mapped_column(ForeignKey("places.id"))
    to_place_id: Mapped[str | None] = mapped_column(ForeignKey("places.id"))
    from_name: Mapped[str] = mapped_column(String(1000), default="")
    to_name: Mapped[str] = mapped_column(String(1000), default="")
    cause: Mapped[Cause]
    slip: Mapped[str] = mapped_column(String(60), default="")
    why: Mapped[str] = mapped_column(String(300), default="")
    at: Mapped[dt.datetime]
    actor_id: Mapped[str] = mapped_column(String(12))
    actor_name: Mapped[str] = mapped_column(String(200))

    __table_args__ = (Index(None, "volume_id", "number"), {"sqlite_autoincrement": True})


class MissingVolume(Base):
    """A volume that was looked for and not found; it stays on the list until it is seen again."""

    __tablename__ = "missing_volumes"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    volume_id: Mapped[str] = mapped_column(ForeignKey("volumes.id"), index=True)
    expected_at: Mapped[str] = mapped_column(String(1000), default="")
    slip: Mapped[str] = mapped_column(String(60), default="")
    since: Mapped[dt.datetime]
    found_at: Mapped[dt.datetime | None]
    found_by: Mapped[str] = mapped_column(String(200), default="")
    found_where: Mapped[str] = mapped_column(String(1000), default="")

    __table_args__ = (Index(None, "found_at"),)
