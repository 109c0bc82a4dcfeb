"""Agreements with donors (捐赠协议, 寄存协议)."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from archive.kernel.database import Base
from archive.kernel.identifiers import new_id
from archive.rights.limits import Attribution, NetworkScope


class AgreementKind(StrEnum):
    """Whether the thing is given or only kept for its owner."""

    GIFT = "gift"
    DEPOSIT = "deposit"


class AgreementState(StrEnum):
    """Whether an agreement is being prepared, in force, or replaced by a later version."""

    DRAFT = "draft"
    SIGNED = "signed"
    SUPERSEDED = "superseded"


class Agreement(Base):
    """One version of what was agreed about a gift; a signed one is never changed.

    ``scan_sha256`` is the signed paper in the store of documents.
    """

    __tablename__ = "agreements"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    donation_id: Mapped[str] = mapped_column(ForeignKey("donations.id"))
    version: Mapped[int]
    kind: Mapped[AgreementKind]
    state: Mapped[AgreementState] = mapped_column(default=AgreementState.DRAFT)
    transfers_ownership: Mapped[bool]
    may_reproduce: Mapped[bool]
    network_scope: Mapped[NetworkScope]
    restricted_until: Mapped[dt.date | None]
    restriction_note: Mapped[str] = mapped_column(String(500), default="")
    attribution: Mapped[Attribution]
    credit_text: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(default="")
    signed_on: Mapped[dt.date | None]
    signed_by: Mapped[str] = mapped_column(String(200), default="")
    scan_sha256: Mapped[str] = mapped_column(String(64), default="")
    scan_type: Mapped[str] = mapped_column(String(60), default="")
    created_at: Mapped[dt.datetime]
    created_by: Mapped[str] = mapped_column(String(12))

    __table_args__ = (UniqueConstraint("donation_id", "version"),)
