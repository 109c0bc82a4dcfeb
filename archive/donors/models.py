"""Donors, and how to reach them: kept apart, in rows that can be erased."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from archive.donors.kinds import DonorKind
from archive.kernel.database import Base
from archive.kernel.identifiers import new_id
from archive.text.endings import LONGEST_TERM
from archive.text.lookup_keys import lookup_key

# Ranges of terms are asked for, so they must be in the order of their characters everywhere.
_TERM = String(LONGEST_TERM).with_variant(String(LONGEST_TERM, collation="C"), "postgresql")


class Donor(Base):
    """Who gives. How to reach them is kept apart, in rows that can be erased.

    ``unit`` is where a person works; ``credit_name`` how the donor wants to be named in public,
    empty for the name itself. ``on_roll`` is the consent to stand on the public roll of honour,
    given on ``consent_on``. ``name_initials`` are the pinyin initials of the name. A donor that
    turned out to be another is ``merged_into_id``, and is not looked up any more.
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
    merged_into_id: Mapped[str | None] = mapped_column(ForeignKey("donors.id"))

    contact: Mapped["DonorContact | None"] = relationship(lazy="raise", uselist=False)

    # Every list leaves out the merged ones, so that is what its index begins with.
    __table_args__ = (
        Index(None, "created_at"),
        Index(None, "merged_into_id", "name_key", "id"),
        Index(None, "merged_into_id", "created_at", "id"),
        Index(None, "merged_into_id", "kind", "name_key", "id"),
        Index(None, "merged_into_id", "kind", "created_at", "id"),
    )

    @validates("name")
    def _keep_key(self, _key: str, name: str) -> str:
        self.name_key = lookup_key(name)
        return name


class DonorTerm(Base):
    """A beginning of what may be typed to find a donor by name or unit, in any script."""

    __tablename__ = "donor_terms"

    rank: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    term: Mapped[str] = mapped_column(_TERM, primary_key=True)
    donor_id: Mapped[str] = mapped_column(ForeignKey("donors.id"), primary_key=True, index=True)


class DonorContact(Base):
    """How to reach a donor: personal data, private to staff, erasable, never journalled."""

    __tablename__ = "donor_contacts"

    donor_id: Mapped[str] = mapped_column(ForeignKey("donors.id"), primary_key=True)
    phone: Mapped[str] = mapped_column(String(100), default="")
    email: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(500), default="")


class DonorContactTerm(Base):
    """An ending of a donor's telephone number; erased with the number itself."""

    __tablename__ = "donor_contact_terms"

    term: Mapped[str] = mapped_column(_TERM, primary_key=True)
    donor_id: Mapped[str] = mapped_column(ForeignKey("donors.id"), primary_key=True, index=True)
