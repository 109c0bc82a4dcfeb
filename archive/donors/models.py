"""Donors, and how to reach them: kept apart, in rows that can be erased."""

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from archive.donors.kinds import DonorKind
from archive.kernel.database import Base
from archive.kernel.identifiers import new_id
from archive.text.lookup_keys import lookup_key


class Donor(Base):
    """Who gives. How to reach them is kept apart, in rows that can be erased.

    ``unit`` is where a person works; ``credit_name`` how the donor wants to be named in public,
    empty for the name itself. ``on_roll`` is the consent to stand on the public roll of honour,
    given on ``consent_on``. ``name_initials`` are the pinyin initials by which staff look up.
    """

    __tablename__ = "donors"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    kind: Mapped[DonorKind]
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(200), index=True)
    name_initials: Mapped[str] = mapped_column(String(200), default="")
    unit: Mapped[str] = mapped_column(String(200), default="")
    is_anonymous: Mapped[bool] = mapped_column(default=False)
    credit_name: Mapped[str] = mapped_column(String(200), default="")
    on_roll: Mapped[bool] = mapped_column(default=False)
    consent_on: Mapped[dt.date | None]
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
