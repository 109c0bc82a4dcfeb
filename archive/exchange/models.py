"""What is remembered of imports: which file, and what it made and changed."""

import datetime as dt
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from archive.exchange.kinds import ImportState, SheetKind
from archive.kernel.database import Base
from archive.kernel.identifiers import new_id


class ImportRun(Base):
    """A file that somebody imports.

    ``sheet``, ``columns`` (the field of each column that was set by hand), ``assumed`` and
    ``choices`` are what the person chose in the preview, ``digest`` names what it showed.
    ``last_entry`` is the journal's last number when it was done: whatever was changed of it later
    has a higher one.
    """

    __tablename__ = "import_runs"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    kind: Mapped[SheetKind]
    state: Mapped[ImportState] = mapped_column(default=ImportState.PREVIEWED)
    file_name: Mapped[str] = mapped_column(String(300))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size_bytes: Mapped[int]
    sheet: Mapped[str] = mapped_column(String(300), default="")
    columns: Mapped[dict[str, Any]]
    assumed: Mapped[dict[str, Any]]
    choices: Mapped[dict[str, Any]]
    counts: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(String(64), default="")
    sent_at: Mapped[dt.datetime]
    sent_by: Mapped[str] = mapped_column(String(12))
    sent_by_name: Mapped[str] = mapped_column(String(200))
    finished_at: Mapped[dt.datetime | None]
    last_entry: Mapped[int | None] = mapped_column(BigInteger)
    undone_at: Mapped[dt.datetime | None]
    undone_by_name: Mapped[str] = mapped_column(String(200), default="")

    __table_args__ = (Index(None, "sent_at"),)


class ImportChange(Base):
    """Something that an import made or changed. ``before`` is empty for what it made.

    How to reach a donor is never kept here; undoing does not bring it back.
    """

    __tablename__ = "import_changes"

    import_id: Mapped[str] = mapped_column(ForeignKey("import_runs.id"), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True)
    row_number: Mapped[int | None]
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(12))
    label: Mapped[str] = mapped_column(String(600))
    is_new: Mapped[bool]
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
