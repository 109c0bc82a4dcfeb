"""Questions about pages."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from digitize.layout.codec import layout_from_json
from digitize.pages.errors import PageNotFoundError
from digitize.pages.models import Page, PageImage, PageText, StepRun
from digitize.pages.schemas import PageFailure, PageState, PageView, StepView, TextView
from digitize.pages.ways import StepName

COMPLETED = "completed"


def find_page(session: Session, page_id: str) -> PageView:
    """Return a page; :class:`PageNotFoundError` if there is none."""
    row = session.execute(_pages().where(Page.id == page_id)).one_or_none()
    if row is None:
        raise PageNotFoundError(detail=page_id)
    return _view(*row)


def find_pages(session: Session, page_ids: Iterable[str]) -> dict[str, PageView]:
    """Return those of the pages that exist, by identifier."""
    rows = session.execute(_pages().where(Page.id.in_(list(page_ids))))
    return {page.id: _view(page, image) for page, image in rows}


def pages_of_volume(
    session: Session, volume_id: str, *, published_only: bool = False
) -> list[PageView]:
    """Return the pages of a volume in their order; without the omitted ones if published only."""
    wanted = _pages().where(Page.volume_id == volume_id)
    if published_only:
        wanted = wanted.where(Page.published_at.is_not(None), Page.is_omitted.is_(False))
    return [_view(*row) for row in session.execute(wanted)]


def pages_of_batch(session: Session, batch_id: str) -> list[PageView]:
    """Return the pages of a batch in their order."""
    rows = session.execute(_pages().where(Page.batch_id == batch_id))
    return [_view(*row) for row in rows]


def find_text(session: Session, page_id: str) -> TextView | None:
    """Return the newest version of a page's text, or None if it was never read."""
    row = session.scalars(
        select(PageText)
        .where(PageText.page_id == page_id)
        .order_by(PageText.version.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else text_view(row)


def pages_with_text(session: Session, volume_id: str) -> list[str]:
    """Return the pages of a volume that have been read, in their order."""
    return list(
        session.scalars(
            select(Page.id)
            .where(
                Page.volume_id == volume_id,
                select(PageText.id).where(PageText.page_id == Page.id).exists(),
            )
            .order_by(Page.sequence)
        )
    )


def text_view(row: PageText) -> TextView:
    """Return a stored text as other rooms see it."""
    return TextView(
        page_id=row.page_id,
        version=row.version,
        origin=row.origin,
        engine=row.engine,
        confidence=row.confidence,
        text=row.text,
        layout=layout_from_json(row.layout),
        layout_json=row.layout,
        read_at=row.read_at,
    )


def step_runs_of(session: Session, page_id: str) -> list[StepView]:
    """Return every finished run of a step on a page, oldest first."""
    return steps_of_pages(session, [page_id]).get(page_id, [])


def steps_of_pages(session: Session, page_ids: Sequence[str]) -> dict[str, list[StepView]]:
    """Return the finished runs of each page, oldest first."""
    rows = session.scalars(select(StepRun).where(StepRun.page_id.in_(page_ids))).all()
    found: dict[str, list[StepView]] = {}
    for row in sorted(rows, key=_course_of_time):
        found.setdefault(row.page_id, []).append(_step_view(row))
    return found


def count_states(session: Session, batch_ids: Sequence[str]) -> dict[str, dict[PageState, int]]:
    """Return how many pages of each batch stand where; omitted pages do not count."""
    rows = session.execute(
        select(Page.batch_id, Page.state, func.count())
        .where(Page.batch_id.in_(batch_ids), Page.is_omitted.is_(False))
        .group_by(Page.batch_id, Page.state)
    )
    found: dict[str, dict[PageState, int]] = {batch_id: {} for batch_id in batch_ids}
    for batch_id, state, count in rows:
        found[batch_id][state] = count
    return found


def _pages() -> Select[Page, PageImage | None]:
    return (
        select(Page, PageImage)
        .outerjoin(PageImage, PageImage.page_id == Page.id)
        .order_by(Page.sequence, Page.id)
    )


def _view(page: Page, image: PageImage | None) -> PageView:
    return PageView(
        id=page.id,
        volume_id=page.volume_id,
        batch_id=page.batch_id,
        scan_id=page.scan_id,
        sequence=page.sequence,
        label=page.label,
        state=page.state,
        step=page.step,
        attempt=page.attempt,
        is_omitted=page.is_omitted,
        width=image.width if image else None,
        height=image.height if image else None,
        image_sha256=image.sha256 if image else None,
        image_made_at=image.made_at if image else None,
        published_at=page.published_at,
        failure=_failure(page),
    )


def _failure(page: Page) -> PageFailure | None:
    if not page.error_code:
        return None
    return PageFailure(page.error_code, page.error_sentence, page.error_values)


def _step_view(row: StepRun) -> StepView:
    return StepView(
        step=row.step,
        attempt=row.attempt,
        is_done=row.outcome == COMPLETED,
        error_code=row.error_code,
        error_detail=row.error_detail,
        started_at=row.started_at,
        duration_ms=row.duration_ms,
    )


def _course_of_time(run: StepRun) -> tuple[int, int]:
    return run.attempt, list(StepName).index(StepName(run.step))
