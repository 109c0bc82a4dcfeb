"""A mailing as a job, and what became of each of its letters."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from archive.kernel.database import Base
from archive.kernel.identifiers import new_id


class LetterState(StrEnum):
    """What became of one letter.

    One that said nothing new, and was therefore not issued a second time, is ``kept``.
    """

    WAITING = "waiting"
    ISSUED = "issued"
    KEPT = "kept"
    FAILED = "failed"


class Mailing(Base):
    """One letter of a campaign to many addressees (群发).

    ``said`` is what the campaign said when the mailing was begun, and ``template_version`` the
    words it was said in: all its letters say the same. ``submission`` is the token of the form: a
    second click finds it again. ``finished_at`` is None while letters or files wait to be made;
    ``pdf_sha256`` holds all letters in one file, ``zip_sha256`` each in its own.
    """

    __tablename__ = "mailings"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    submission: Mapped[str] = mapped_column(String(12), unique=True)
    campaign_id: Mapped[str] = mapped_column(ForeignKey("campaigns.id"), index=True)
    said: Mapped[dict[str, Any]]
    template_version: Mapped[int]
    total_count: Mapped[int]
    asked_at: Mapped[dt.datetime]
    asked_by: Mapped[str] = mapped_column(String(12))
    asked_by_name: Mapped[str] = mapped_column(String(200))
    finished_at: Mapped[dt.datetime | None]
    pdf_sha256: Mapped[str] = mapped_column(String(64), default="")
    zip_sha256: Mapped[str] = mapped_column(String(64), default="")

    __table_args__ = (Index(None, "finished_at"),)


class MailingRecipient(Base):
    """An addressee of a mailing (收信人), and the letter that he got."""

    __tablename__ = "mailing_recipients"

    mailing_id: Mapped[str] = mapped_column(ForeignKey("mailings.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(500))
    unit: Mapped[str] = mapped_column(String(500), default="")
    donor_id: Mapped[str | None] = mapped_column(ForeignKey("donors.id"), index=True)
    state: Mapped[LetterState] = mapped_column(default=LetterState.WAITING)
    problem: Mapped[str] = mapped_column(String(500), default="")
    document_id: Mapped[str | None] = mapped_column(ForeignKey("issued_documents.id"))

    __table_args__ = (Index(None, "mailing_id", "state", "position"),)
