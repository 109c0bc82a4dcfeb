"""What the station's screens show, gathered from the rooms below."""

import hashlib
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from archive.catalogue.queries import find_volume, find_volumes
from archive.catalogue.schemas import VolumeView
from archive.web.i18n import gettext
from digitize.intake.file_names import natural_key
from digitize.intake.queries import (
    find_batch,
    imports_of_batch,
    recent_batches,
    refused_of_batch,
    scans_of_batch,
)
from digitize.intake.schemas import BatchView, ImportState, ImportView, RefusedView, ScanView
from digitize.pages.queries import (
    count_states,
    find_page,
    find_text,
    pages_of_batch,
    steps_of_pages,
)
from digitize.pages.schemas import PageState, PageView, StepView, TextView
from digitize.station import words

UNFINISHED = frozenset({PageState.WAITING, PageState.RUNNING})


@dataclass(frozen=True, slots=True)
class PageRow:
    """A page as the operator sees it in its batch."""

    page: PageView
    scan: ScanView
    steps: list[StepView]

    @property
    def is_unfinished(self) -> bool:
        """Whether the machine still has something to do."""
        return self.page.state in UNFINISHED

    @property
    def name(self) -> str:
        """What the page is called: its label, or its place."""
        return self.page.label or gettext("第 %(number)s 幅", number=self.page.sequence)

    def picture(self, side_px: int) -> str:
        """Return the address of the page image at most ``side_px`` wide and high."""
        page = self.page
        is_small = max(page.width or 0, page.height or 0) <= side_px
        size = "max" if is_small else f"!{side_px},{side_px}"
        return f"/iiif/3/{page.id}/full/{size}/0/default.jpg?v={(page.image_sha256 or '')[:8]}"

    @property
    def state_name(self) -> str:
        """The state in words."""
        return words.state_name(self.page.state)

    @property
    def tone(self) -> str:
        """The colour of the state."""
        return words.STATE_TONES[self.page.state]

    @property
    def step_name(self) -> str:
        """The step that is being done or that failed."""
        return words.step_name(self.page.step)

    @property
    def failure(self) -> str:
        """Why the page failed, as a sentence; "" if it did not."""
        failure = self.page.failure
        return gettext(failure.sentence, **failure.values) if failure else ""

    @property
    def durations(self) -> list[tuple[str, float]]:
        """Each step done in its last run, and how many seconds it took."""
        last = {run.step: run for run in self.steps if run.is_done}
        return [(words.step_name(s), run.duration_ms / 1000) for s, run in last.items()]

    @property
    def seconds(self) -> float | None:
        """How long the steps took together; None before the first is done."""
        return sum(took for _, took in self.durations) if self.durations else None


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A batch in the list of batches."""

    batch: BatchView
    volume: VolumeView
    counts: dict[PageState, int]

    @property
    def page_count(self) -> int:
        """How many pages it has, omitted ones left out."""
        return sum(self.counts.values())

    @property
    def ready_count(self) -> int:
        """How many of them are ready."""
        return self.counts.get(PageState.READY, 0)

    @property
    def failed_count(self) -> int:
        """How many of them failed."""
        return self.counts.get(PageState.FAILED, 0)

    @property
    def can_be_approved(self) -> bool:
        """Whether nothing stands in the way of approval."""
        return self.batch.is_open and 0 < self.page_count == self.ready_count


@dataclass(frozen=True, slots=True)
class BatchScreen:
    """A batch with everything on its screen."""

    row: BatchRow
    pages: list[PageRow]
    refused: list[RefusedView]
    imports: list[ImportView]

    @property
    def batch(self) -> BatchView:
        """The batch itself."""
        return self.row.batch

    @property
    def is_unfinished(self) -> bool:
        """Whether anything on the screen will still change by itself."""
        is_importing = any(i.state is not ImportState.DONE for i in self.imports)
        return is_importing or any(row.is_unfinished for row in self.pages)

    @property
    def token(self) -> str:
        """A short name of what the screen shows: as long as it stays, so does the screen."""
        shown = [(r.page, len(r.steps)) for r in self.pages], self.refused, self.imports
        return hashlib.sha256(repr((self.batch, shown)).encode()).hexdigest()[:16]

    @property
    def refused_sentences(self) -> list[tuple[str, str]]:
        """Each refused file with its sentence in the reader's language."""
        return [(r.file_name, gettext(r.sentence, **r.values)) for r in self.refused]


@dataclass(frozen=True, slots=True)
class PageScreen:
    """A page with its text and its neighbours in the batch."""

    row: PageRow
    batch: BatchView
    volume: VolumeView
    text: TextView | None
    previous_id: str
    next_id: str

    @property
    def column_count(self) -> int:
        """How many columns the layout has, folds and page numbers included."""
        return sum(len(panel.columns) for panel in self.text.layout.panels) if self.text else 0

    @property
    def vertical_columns(self) -> list[list[dict[str, Any]]]:
        """The columns of vertical text in reading order, each as its runs."""
        return [column["runs"] for column in self._columns("vertical")]

    @property
    def lines(self) -> list[str]:
        """The lines of horizontal text."""
        return [column["text"] for column in self._columns("horizontal")]

    def _columns(self, direction: str) -> list[dict[str, Any]]:
        panels = self.text.layout_json["panels"] if self.text else []
        body = [p for p in panels if p["kind"] == "half-leaf" and p["direction"] == direction]
        return [column for panel in body for column in panel["columns"]]


def list_batches(session: Session) -> list[BatchRow]:
    """Return the batches, open ones first."""
    batches = recent_batches(session)
    volumes = find_volumes(session, {batch.volume_id for batch in batches})
    counts = count_states(session, [batch.id for batch in batches])
    return [BatchRow(batch, volumes[batch.volume_id], counts[batch.id]) for batch in batches]


def show_batch(session: Session, batch_id: str) -> BatchScreen:
    """Return a batch with its pages; :class:`BatchNotFoundError` if there is none."""
    batch = find_batch(session, batch_id)
    row = BatchRow(
        batch, find_volume(session, batch.volume_id), count_states(session, [batch_id])[batch_id]
    )
    pages = pages_of_batch(session, batch_id)
    scans = scans_of_batch(session, batch_id)
    steps = steps_of_pages(session, [page.id for page in pages])
    rows = [PageRow(page, scans[page.scan_id], steps.get(page.id, [])) for page in pages]
    refused = refused_of_batch(session, batch_id)
    return BatchScreen(row, rows, refused, imports_of_batch(session, batch_id))


def show_page(session: Session, page_id: str) -> PageScreen:
    """Return a page with its text; :class:`PageNotFoundError` if there is none."""
    page = find_page(session, page_id)
    scan = scans_of_batch(session, page.batch_id)[page.scan_id]
    steps = steps_of_pages(session, [page_id]).get(page_id, [])
    order = [other.id for other in pages_of_batch(session, page.batch_id)]
    at = order.index(page_id)
    return PageScreen(
        row=PageRow(page, scan, steps),
        batch=find_batch(session, page.batch_id),
        volume=find_volume(session, page.volume_id),
        text=find_text(session, page_id),
        previous_id=order[at - 1] if at else "",
        next_id=order[at + 1] if at + 1 < len(order) else "",
    )


def order_by_file_name(session: Session, batch_id: str) -> list[str]:
    """Return the pages of a batch in the natural order of their files' names."""
    scans = scans_of_batch(session, batch_id)
    pages = pages_of_batch(session, batch_id)
    named = sorted(pages, key=lambda p: (natural_key(scans[p.scan_id].file_name), p.sequence))
    return [page.id for page in named]
