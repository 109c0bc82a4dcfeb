"""What is remembered of backups; the backups themselves lie elsewhere."""

import datetime as dt

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from archive.backup.schemas import BackupKind, BackupState
from archive.kernel.database import Base
from archive.kernel.identifiers import new_id


class BackupRun(Base):
    """One try to make a backup, by whom and with what outcome.

    ``night`` is the library's day that a nightly one is for. ``host`` is the machine that makes
    it, the only one that can tell whether it still does.
    """

    __tablename__ = "backup_runs"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    kind: Mapped[BackupKind]
    state: Mapped[BackupState]
    night: Mapped[dt.date | None]
    place: Mapped[str] = mapped_column(String(1000), default="")
    host: Mapped[str] = mapped_column(String(255), default="")
    name: Mapped[str] = mapped_column(String(40), default="")
    asked_by: Mapped[str] = mapped_column(String(12), default="")
    asked_by_name: Mapped[str] = mapped_column(String(200), default="")
    asked_at: Mapped[dt.datetime]
    started_at: Mapped[dt.datetime | None]
    finished_at: Mapped[dt.datetime | None]
    size_bytes: Mapped[int] = mapped_column(BigInteger, default=0)
    file_count: Mapped[int] = mapped_column(default=0)
    done_bytes: Mapped[int] = mapped_column(BigInteger, default=0)
    total_bytes: Mapped[int] = mapped_column(BigInteger, default=0)
    error: Mapped[str] = mapped_column(String(1000), default="")

    __table_args__ = (Index(None, "asked_at"), Index(None, "state", "finished_at"))
