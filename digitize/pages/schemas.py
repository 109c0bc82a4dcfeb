"""What other rooms see of pages and their texts."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from digitize.layout.model import PageLayout
from digitize.pages.states import PageState, TextOrigin

__all__ = ["NewPage", "PageFailure", "PageState", "PageView", "StepView", "TextOrigin", "TextView"]


@dataclass(frozen=True, slots=True)
class PageFailure:
    """Why a page could not be made: a stable code, a zh-Hans sentence and what fills it."""

    code: str
    sentence: str
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The sentence in zh-Hans with its places filled."""
        return self.sentence % self.values


@dataclass(frozen=True, slots=True)
class PageView:
    """A page as other rooms see it.

    ``width``, ``height``, ``image_sha256`` and ``image_made_at`` are None until the access image
    is made; the SHA-256 names the pyramid in the store of derivatives, sizes are in pixels.
    """

    id: str
    volume_id: str
    batch_id: str
    scan_id: str
    sequence: int
    label: str
    state: PageState
    step: str
    attempt: int
    is_omitted: bool
    width: int | None
    height: int | None
    image_sha256: str | None
    image_made_at: dt.datetime | None
    published_at: dt.datetime | None
    failure: PageFailure | None

    @property
    def is_published(self) -> bool:
        """Whether the page is shown to readers: approved, and not left out since."""
        return self.published_at is not None and not self.is_omitted


@dataclass(frozen=True, slots=True)
class TextView:
    """A version of a page's text. Boxes of ``layout`` are pixels of the page image.

    ``layout_json`` is the layout with its text, run by run and cell by cell, as it is stored.
    """

    page_id: str
    version: int
    origin: TextOrigin
    engine: str
    confidence: float
    text: str
    layout: PageLayout
    layout_json: dict[str, Any]
    read_at: dt.datetime


@dataclass(frozen=True, slots=True)
class StepView:
    """A finished run of a step, for the operator."""

    step: str
    attempt: int
    is_done: bool
    error_code: str
    error_detail: str
    started_at: dt.datetime
    duration_ms: int


@dataclass(frozen=True, slots=True)
class NewPage:
    """A page to be made of a scan; ``step`` is the first thing to be done."""

    volume_id: str
    batch_id: str
    scan_id: str
    step: str
    part: int = 0
