"""A change of many records as a job, and what it did to each."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from archive.kernel.database import Base
from archive.kernel.identifiers import new_id


class BatchState(StrEnum):
    """How far a batch edit is; one that is ``previewed`` changes nothing until it is let go."""

    PREVIEWED = "previewed"
    APPLYING = "applying"
    APPLIED = "applied"
    UNDOING = "undoing"
    UNDONE = "undone"


class ItemState(StrEnum):
    """What was done to one record.

    A record of which the preview said that it cannot be changed is ``left-out``; one that could not
    be changed after all is ``refused``; one that somebody changed since, and that
    undoing therefore left alone, is ``kept``.
    """

    LEFT_OUT = "left-out"
    WAITING = "waiting"
    APPLIED = "applied"
    REFUSED = "refused"
    UNDONE = "undone"
    KEPT = "kept"


class BatchEdit(Base):
    """One change to many records of one kind.

    ``changes`` holds the new value of each field that is changed. ``submission`` is the token of
    the form that asked for it: a second click finds it again. ``total_count`` are the records to be
    changed; ``same_count`` read so already when the differences were shown.
    """

    __tablename__ = "batch_edits"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    submission: Mapped[str] = mapped_column(String(12), unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    changes: Mapped[dict[str, Any]]
    why: Mapped[str] = mapped_column(String(500), default="")
    state: Mapped[BatchState] = mapped_column(default=BatchState.APPLYING)
    total_count: Mapped[int]
    same_count: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[dt.datetime]
    asked_by: Mapped[str] = mapped_column(String(12))
    asked_by_name: Mapped[str] = mapped_column(String(200))
    finished_at: Mapped[dt.datetime | None]
    undo_asked_at: Mapped[dt.datetime | None]
    undo_asked_by: Mapped[str] = mapped_column(String(12), default="")
    undo_asked_by_name: Mapped[str] = mapped_column(String(200), default="")
    undone_at: Mapped[dt.datetime | None]

    __table_args__ = (Index(None, "state"), Index(None, "asked_at"))


class BatchEditItem(Base):
    """What a batch edit does to one record: its fields before and after, and how it went."""

    __tablename__ = "batch_edit_items"

    batch_id: Mapped[str] = mapped_column(ForeignKey("batch_edits.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[str] = mapped_column(String(12))
    label: Mapped[str] = mapped_column(String(500))
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    state: Mapped[ItemState] = mapped_column(default=ItemState.WAITING)
    problem: Mapped[str] = mapped_column(String(500), default="")

    __table_args__ = (Index(None, "batch_id", "state", "position"),)
