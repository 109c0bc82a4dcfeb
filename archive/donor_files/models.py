"""Records of donors that turned out to be of one donor, and what came from which."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from archive.kernel.database import Base
from archive.kernel.identifiers import new_id


class DonorMerge(Base):
    """The record of a donor (``merged_id``) became a part of another (``kept_id``).

    ``changed`` holds, by name, what of the kept record was before and became; ``filled`` the names
    of the ways to reach the donor that were completed from the merged record, never the ways
    themselves. What was parted again has a ``split_at``.
    """

    __tablename__ = "donor_merges"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    kept_id: Mapped[str] = mapped_column(ForeignKey("donors.id"), index=True)
    merged_id: Mapped[str] = mapped_column(ForeignKey("donors.id"), index=True)
    merged_on: Mapped[dt.date]
    merged_at: Mapped[dt.datetime]
    merged_by: Mapped[str] = mapped_column(String(12))
    why: Mapped[str] = mapped_column(String(500))
    changed: Mapped[dict[str, Any]]
    filled: Mapped[list[Any]]
    split_on: Mapped[dt.date | None]
    split_at: Mapped[dt.datetime | None]
    split_by: Mapped[str] = mapped_column(String(12), default="")


class DonorMergePart(Base):
    """A gift, a lead or an earlier merged record that came to the kept donor by a merge."""

    __tablename__ = "donor_merge_parts"

    merge_id: Mapped[str] = mapped_column(ForeignKey("donor_merges.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    record_id: Mapped[str] = mapped_column(String(12), primary_key=True)
