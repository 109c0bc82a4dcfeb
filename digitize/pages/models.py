"""Pages: one side of a leaf as shown, what was made of it, and what was read on it."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from archive.kernel.database import Base
from archive.kernel.identifiers import new_id
from digitize.pages.states import PageState, TextOrigin


class Page(Base):
    """One page image of a volume.

    ``attempt`` grows with every claim; what an older attempt brings back is refused.
    ``claimed_by`` names the worker at work on it. ``sequence`` is the place in the volume, in
    steps of one from 1, and ``label`` what is printed or said for it (卷一·叶三·a).
    """

    __tablename__ = "pages"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    volume_id: Mapped[str] = mapped_column(ForeignKey("volumes.id"))
    batch_id: Mapped[str] = mapped_column(ForeignKey("batches.id"), index=True)
    scan_id: Mapped[str] = mapped_column(ForeignKey("scans.id"))
    part: Mapped[int] = mapped_column(default=0)
    sequence: Mapped[int]
    label: Mapped[str] = mapped_column(String(100), default="")
    is_omitted: Mapped[bool] = mapped_column(default=False)
    state: Mapped[PageState] = mapped_column(default=PageState.WAITING)
    step: Mapped[str] = mapped_column(String(30))
    attempt: Mapped[int] = mapped_column(default=0)
    claimed_by: Mapped[str] = mapped_column(String(40), default="")
    error_code: Mapped[str] = mapped_column(String(40), default="")
    error_sentence: Mapped[str] = mapped_column(String(500), default="")
    error_values: Mapped[dict[str, Any]] = mapped_column(default=dict)
    published_at: Mapped[dt.datetime | None]

    __table_args__ = (
        UniqueConstraint("scan_id", "part"),
        Index(None, "volume_id", "sequence"),
        Index(None, "state", "claimed_by"),
    )


class StepRun(Base):
    """One finished run of a step on a page: what went in, what came out, how long it took.

    A step whose name, code version, settings and input are those of a completed run is not run
    again: its output is taken as it is.
    """

    __tablename__ = "step_runs"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    page_id: Mapped[str] = mapped_column(ForeignKey("pages.id"))
    step: Mapped[str] = mapped_column(String(30))
    attempt: Mapped[int]
    code_version: Mapped[str] = mapped_column(String(40))
    input_sha256: Mapped[str] = mapped_column(String(64))
    output: Mapped[dict[str, Any]]
    outcome: Mapped[str] = mapped_column(String(20))
    error_code: Mapped[str] = mapped_column(String(40), default="")
    error_detail: Mapped[str] = mapped_column(default="")
    started_at: Mapped[dt.datetime]
    duration_ms: Mapped[int]

    __table_args__ = (Index(None, "page_id", "step"),)


class PageImage(Base):
    """The access copy of a page: a pyramid in the store of derivatives."""

    __tablename__ = "page_images"

    page_id: Mapped[str] = mapped_column(ForeignKey("pages.id"), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    width: Mapped[int]
    height: Mapped[int]
    made_at: Mapped[dt.datetime]


class PageText(Base):
    """A version of a page's text, with its layout; the machine's own reading is version 1.

    ``layout`` is the JSON form of :class:`digitize.layout.model.PageLayout`, in pixels of the
    page image.
    """

    __tablename__ = "page_texts"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    page_id: Mapped[str] = mapped_column(ForeignKey("pages.id"))
    version: Mapped[int]
    origin: Mapped[TextOrigin]
    engine: Mapped[str] = mapped_column(String(80), default="")
    confidence: Mapped[float] = mapped_column(default=0.0)
    text: Mapped[str]
    layout: Mapped[dict[str, Any]]
    read_at: Mapped[dt.datetime]

    __table_args__ = (UniqueConstraint("page_id", "version"),)
