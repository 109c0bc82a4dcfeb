"""What came from the scanner: batches, masters and scans."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from archive.kernel.database import Base
from archive.kernel.identifiers import new_id


class ImportState(StrEnum):
    """How far the import of a folder has come."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"


class BatchState(StrEnum):
    """Whether a batch still takes scans."""

    OPEN = "open"
    APPROVED = "approved"


class Batch(Base):
    """The scans of one volume made in one go."""

    __tablename__ = "batches"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    volume_id: Mapped[str] = mapped_column(ForeignKey("volumes.id"), index=True)
    state: Mapped[BatchState] = mapped_column(default=BatchState.OPEN)
    profile: Mapped[str] = mapped_column(String(30), default="")
    opened_at: Mapped[dt.datetime]
    opened_by: Mapped[str] = mapped_column(String(12))
    approved_at: Mapped[dt.datetime | None]
    approved_by: Mapped[str] = mapped_column(String(12), default="")

    scans: Mapped[list["Scan"]] = relationship(lazy="raise", order_by="Scan.sequence")


class Master(Base):
    """An image file as it came, kept write-once under its SHA-256 and never changed."""

    __tablename__ = "masters"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str] = mapped_column(String(40))
    width: Mapped[int]
    height: Mapped[int]
    dpi: Mapped[float | None]
    colour_profile: Mapped[str] = mapped_column(String(200), default="")
    received_at: Mapped[dt.datetime]


class Scan(Base):
    """One exposure in a batch. The same bytes count once in a batch."""

    __tablename__ = "scans"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    batch_id: Mapped[str] = mapped_column(ForeignKey("batches.id"))
    master_sha256: Mapped[str] = mapped_column(ForeignKey("masters.sha256"), index=True)
    sequence: Mapped[int]
    file_name: Mapped[str] = mapped_column(String(300))
    received_at: Mapped[dt.datetime]

    master: Mapped[Master] = relationship(lazy="raise")

    __table_args__ = (
        UniqueConstraint("batch_id", "master_sha256"),
        UniqueConstraint("batch_id", "sequence"),
    )


class RefusedFile(Base):
    """A file that was offered to a batch and could not be taken, and why."""

    __tablename__ = "refused_files"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    batch_id: Mapped[str] = mapped_column(ForeignKey("batches.id"))
    file_name: Mapped[str] = mapped_column(String(300))
    error_code: Mapped[str] = mapped_column(String(40))
    sentence: Mapped[str] = mapped_column(String(500))
    values: Mapped[dict[str, Any]]
    refused_at: Mapped[dt.datetime]

    __table_args__ = (Index(None, "batch_id"),)


class FolderImport(Base):
    """A folder of the server whose image files are to be taken into a batch.

    Files already in the batch are not taken again, so an import that a dead worker left is simply
    begun anew; ``claimed_by`` names the worker at it.
    """

    __tablename__ = "folder_imports"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    batch_id: Mapped[str] = mapped_column(ForeignKey("batches.id"))
    folder: Mapped[str] = mapped_column(String(1000))
    state: Mapped[ImportState] = mapped_column(default=ImportState.WAITING)
    claimed_by: Mapped[str] = mapped_column(String(40), default="")
    file_count: Mapped[int] = mapped_column(default=0)
    done_count: Mapped[int] = mapped_column(default=0)
    asked_by: Mapped[str] = mapped_column(String(12), default="")
    asked_by_name: Mapped[str] = mapped_column(String(80), default="")
    asked_at: Mapped[dt.datetime]

    __table_args__ = (Index(None, "batch_id"), Index(None, "state"))
