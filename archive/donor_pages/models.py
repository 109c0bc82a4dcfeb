"""The private links of donors."""

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from archive.kernel.database import Base
from archive.kernel.identifiers import new_id


class DonorLink(Base):
    """A private link to a donor's own page; only the SHA-256 of its secret is kept."""

    __tablename__ = "donor_links"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    donor_id: Mapped[str] = mapped_column(ForeignKey("donors.id"), index=True)
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[dt.datetime]
    made_by: Mapped[str] = mapped_column(String(12))
    ended_at: Mapped[dt.datetime | None]
