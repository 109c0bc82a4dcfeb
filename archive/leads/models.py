"""Leads (线索)."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from archive.kernel.database import Base
from archive.kernel.identifiers import new_id


class LeadOutcome(StrEnum):
    """What became of a lead."""

    OPEN = "open"
    CONVERTED = "converted"
    DROPPED = "dropped"


class Lead(Base):
    """A hint that somebody may give something, with the next step and its day.

    The ways to reach the person are kept with the donor, where they can be erased; a lead of which
    nobody knows yet whose it is has no donor.
    """

    __tablename__ = "leads"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    subject: Mapped[str] = mapped_column(String(500))
    told_by: Mapped[str] = mapped_column(String(200), default="")
    donor_id: Mapped[str | None] = mapped_column(ForeignKey("donors.id"), index=True)
    campaign_id: Mapped[str | None] = mapped_column(ForeignKey("campaigns.id"), index=True)
    branch_id: Mapped[str | None] = mapped_column(ForeignKey("branches.id"))
    next_step: Mapped[str] = mapped_column(String(300), default="")
    next_step_on: Mapped[dt.date | None]
    owner_id: Mapped[str] = mapped_column(String(12), default="")
    note: Mapped[str] = mapped_column(default="")
    created_at: Mapped[dt.datetime]
    created_by: Mapped[str] = mapped_column(String(12))
    outcome: Mapped[LeadOutcome] = mapped_column(default=LeadOutcome.OPEN)
    closed_at: Mapped[dt.datetime | None]
    closed_reason: Mapped[str] = mapped_column(String(500), default="")
    donation_id: Mapped[str | None] = mapped_column(ForeignKey("donations.id"))

    __table_args__ = (Index(None, "outcome", "next_step_on"),)
