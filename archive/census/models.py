"""What is kept of the census: one record for a copy, and the words its fields are chosen from."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from archive.kernel.database import Base
from archive.kernel.identifiers import new_id


class CensusRecord(Base):
    """What the census (古籍普查) says of a copy, beyond what the catalogue says of its title.

    ``details`` holds the fields of :mod:`archive.census.fields` by name; what is empty is left out.
    ``grade`` (定级) and ``damage`` (定损) are as a person decided last, empty until then.
    """

    __tablename__ = "census_records"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    copy_id: Mapped[str] = mapped_column(ForeignKey("copies.id"), unique=True)
    census_number: Mapped[str | None] = mapped_column(String(19), unique=True)
    details: Mapped[dict[str, Any]]
    grade: Mapped[str] = mapped_column(String(10), default="", index=True)
    damage: Mapped[str] = mapped_column(String(10), default="", index=True)
    created_at: Mapped[dt.datetime] = mapped_column(index=True)
    changed_at: Mapped[dt.datetime]
    revision: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy's own spelling


class ReferenceTable(Base):
    """Words or thresholds that the library may change: as they are now; the journal keeps the rest.

    A table without a row is as the house came with it; ``revision`` counts the changes.
    """

    __tablename__ = "reference_tables"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    content: Mapped[list[Any]]
    revision: Mapped[int]
    changed_at: Mapped[dt.datetime]
