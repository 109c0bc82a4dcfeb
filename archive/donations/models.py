"""Gifts: donor, donation, and its lines as listed."""

import datetime as dt

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from archive.catalogue.lookup_keys import lookup_key
from archive.donations.kinds import Decision, DonorKind, MaterialKind
from archive.kernel.database import Base
from archive.kernel.identifiers import new_id


class Donor(Base):
    """Who gives. How to reach them is kept apart, in rows that can be erased."""

    __tablename__ = "donors"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    kind: Mapped[DonorKind]
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(200), index=True)
    is_anonymous: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[dt.datetime]

    contact: Mapped["DonorContact | None"] = relationship(lazy="raise", uselist=False)

    @validates("name")
    def _keep_key(self, _key: str, name: str) -> str:
        self.name_key = lookup_key(name)
        return name


class DonorContact(Base):
    """How to reach a donor: personal data, private to staff, erasable, never journalled."""

    __tablename__ = "donor_contacts"

    donor_id: Mapped[str] = mapped_column(ForeignKey("donors.id"), primary_key=True)
    phone: Mapped[str] = mapped_column(String(100), default="")
    email: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(500), default="")


class Donation(Base):
    """One gift, logged while the donor stands there.

    ``submission`` is the token of the form that logged it: a second click finds it again.
    """

    __tablename__ = "donations"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    submission: Mapped[str] = mapped_column(String(12), unique=True)
    donor_id: Mapped[str] = mapped_column(ForeignKey("donors.id"), index=True)
    received_on: Mapped[dt.date]
    note: Mapped[str] = mapped_column(default="")
    logged_at: Mapped[dt.datetime]
    logged_by: Mapped[str] = mapped_column(String(12))

    donor: Mapped[Donor] = relationship(lazy="raise")
    lines: Mapped[list["DonationLine"]] = relationship(
        lazy="raise", order_by="DonationLine.sequence"
    )


class DonationLine(Base):
    """One line of the list that came with a gift."""

    __tablename__ = "donation_lines"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    donation_id: Mapped[str] = mapped_column(ForeignKey("donations.id"))
    sequence: Mapped[int]
    title: Mapped[str] = mapped_column(String(500))
    author: Mapped[str] = mapped_column(String(500), default="")
    date_text: Mapped[str] = mapped_column(String(100), default="")
    material: Mapped[MaterialKind] = mapped_column(default=MaterialKind.OTHER)
    volume_count: Mapped[int] = mapped_column(default=1)
    note: Mapped[str] = mapped_column(String(500), default="")
    decision: Mapped[Decision] = mapped_column(default=Decision.PENDING)
    decision_reason: Mapped[str] = mapped_column(String(500), default="")
    decided_at: Mapped[dt.datetime | None]
    decided_by: Mapped[str] = mapped_column(String(12), default="")
    title_id: Mapped[str | None] = mapped_column(ForeignKey("titles.id"), index=True)

    __table_args__ = (UniqueConstraint("donation_id", "sequence"),)
