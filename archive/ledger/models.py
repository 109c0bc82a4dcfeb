"""The ledger of what was acquired (征集台账): signed entries, appended and never changed."""

import datetime as dt

from sqlalchemy import BigInteger, ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from archive.donors.kinds import DonorKind
from archive.kernel.database import Base
from archive.ledger.kinds import AcquisitionMode, EntryReason, MaterialKind


class AcquisitionEntry(Base):
    """So many 种, 册, 件 and so much value more or less, from a day on.

    What a line counts for is the sum of its entries; ``line_count`` says whether it counts at all:
    it is 1 where it begins to and -1 where it ceases. ``effective_on`` is the day from which an
    entry counts, ``recorded_at`` the moment it was written. A deposit (寄存) is counted apart. The
    kind, mode, donor, campaign and branch are those of the day of the entry: a correction takes the
    old ones back and enters the new.
    """

    __tablename__ = "acquisition_entries"

    number: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    )
    line_id: Mapped[str] = mapped_column(ForeignKey("donation_lines.id"), index=True)
    donation_id: Mapped[str] = mapped_column(ForeignKey("donations.id"), index=True)
    effective_on: Mapped[dt.date]
    recorded_at: Mapped[dt.datetime]
    reason: Mapped[EntryReason]
    is_deposit: Mapped[bool]
    line_count: Mapped[int]
    title_count: Mapped[int]
    volume_count: Mapped[int]
    piece_count: Mapped[int]
    value_cents: Mapped[int] = mapped_column(BigInteger)
    mode: Mapped[AcquisitionMode]
    material: Mapped[MaterialKind]
    donor_id: Mapped[str] = mapped_column(ForeignKey("donors.id"), index=True)
    donor_kind: Mapped[DonorKind]
    campaign_id: Mapped[str | None] = mapped_column(ForeignKey("campaigns.id"), index=True)
    branch_id: Mapped[str | None] = mapped_column(ForeignKey("branches.id"))

    __table_args__ = (Index(None, "effective_on"), {"sqlite_autoincrement": True})
