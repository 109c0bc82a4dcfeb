"""Gifts: donor, donation, and its lines as listed."""

import datetime as dt

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from archive.donations.kinds import AcquisitionMode, Decision, MaterialKind, Stage
from archive.donors.models import Donor
from archive.kernel.database import Base
from archive.kernel.identifiers import new_id


class Donation(Base):
    """One gift, logged while the donor stands there.

    ``submission`` is the token of the form that logged it: a second click finds it again.
    ``stage`` is where its last move left it.
    """

    __tablename__ = "donations"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    submission: Mapped[str] = mapped_column(String(12), unique=True)
    donor_id: Mapped[str] = mapped_column(ForeignKey("donors.id"), index=True)
    campaign_id: Mapped[str | None] = mapped_column(ForeignKey("campaigns.id"), index=True)
    branch_id: Mapped[str | None] = mapped_column(ForeignKey("branches.id"), index=True)
    mode: Mapped[AcquisitionMode] = mapped_column(default=AcquisitionMode.DONATION)
    stage: Mapped[Stage] = mapped_column(default=Stage.LISTED)
    received_on: Mapped[dt.date]
    note: Mapped[str] = mapped_column(default="")
    logged_at: Mapped[dt.datetime]
    logged_by: Mapped[str] = mapped_column(String(12))

    donor: Mapped[Donor] = relationship(lazy="raise")
    lines: Mapped[list["DonationLine"]] = relationship(
        lazy="raise", order_by="DonationLine.sequence"
    )

    # What lists are narrowed by, in the order in which they stand.
    __table_args__ = (
        Index(None, "stage", "logged_at"),
        Index(None, "mode", "logged_at"),
        Index(None, "branch_id", "logged_at"),
        Index(None, "campaign_id", "logged_at"),
        Index(None, "received_on"),
        Index(None, "logged_at"),
    )


class DonationLine(Base):
    """One line of the list that came with a gift.

    ``year_from`` and ``year_to`` are ``date_text`` as numbers. ``work_id`` names the 种: lines that
    are copies (复本) of one another share it, and it is a title's identifier where the line is a
    copy of something held before. Of a partly accepted line ``accepted_volume_count`` 册 are kept.
    ``decided_on`` is the day from which the decision counts, ``decided_at`` when it was recorded.
    A deposited line is there until ``deposit_until``, if a day was agreed, and was given back on
    ``returned_on``.
    """

    __tablename__ = "donation_lines"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    donation_id: Mapped[str] = mapped_column(ForeignKey("donations.id"))
    sequence: Mapped[int]
    title: Mapped[str] = mapped_column(String(500))
    author: Mapped[str] = mapped_column(String(500), default="")
    date_text: Mapped[str] = mapped_column(String(100), default="")
    material: Mapped[MaterialKind] = mapped_column(default=MaterialKind.OTHER)
    year_from: Mapped[int | None]
    year_to: Mapped[int | None]
    volume_count: Mapped[int] = mapped_column(default=1)
    piece_count: Mapped[int] = mapped_column(default=0)
    condition: Mapped[str] = mapped_column(String(300), default="")
    value_note: Mapped[str] = mapped_column(String(300), default="")
    value_cents: Mapped[int | None] = mapped_column(BigInteger)
    photo_sha256: Mapped[str] = mapped_column(String(64), default="")
    note: Mapped[str] = mapped_column(String(500), default="")
    work_id: Mapped[str] = mapped_column(String(12), index=True)
    copy_of_line_id: Mapped[str | None] = mapped_column(ForeignKey("donation_lines.id"), index=True)
    copy_of_title_id: Mapped[str | None] = mapped_column(ForeignKey("titles.id"), index=True)
    decision: Mapped[Decision] = mapped_column(default=Decision.PENDING)
    decision_reason: Mapped[str] = mapped_column(String(500), default="")
    accepted_volume_count: Mapped[int | None]
    decided_on: Mapped[dt.date | None]
    decided_at: Mapped[dt.datetime | None]
    decided_by: Mapped[str] = mapped_column(String(12), default="")
    deposit_until: Mapped[dt.date | None]
    returned_on: Mapped[dt.date | None]
    title_id: Mapped[str | None] = mapped_column(ForeignKey("titles.id"), index=True)

    __table_args__ = (
        UniqueConstraint("donation_id", "sequence"),
        Index(None, "decision"),
        Index(None, "author"),
        # Few lines have a photograph; it is asked whether any has a certain one.
        Index(
            "ix_donation_lines_photo_sha256",
            "photo_sha256",
            sqlite_where=text("photo_sha256 <> ''"),
            postgresql_where=text("photo_sha256 <> ''"),
        ),
    )


class DonationMove(Base):
    """A step of a gift on its way, appended and never changed.

    ``moved_on`` is the day from which it counts, ``moved_at`` when it was recorded.
    """

    __tablename__ = "donation_moves"

    donation_id: Mapped[str] = mapped_column(ForeignKey("donations.id"), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True)
    event: Mapped[str] = mapped_column(String(30))
    from_stage: Mapped[Stage | None]
    to_stage: Mapped[Stage]
    moved_on: Mapped[dt.date]
    moved_at: Mapped[dt.datetime]
    moved_by: Mapped[str] = mapped_column(String(12))
    why: Mapped[str] = mapped_column(String(500), default="")

    __table_args__ = (Index(None, "moved_on"),)
