"""What readers see of pages: published ones with an image, none that was left out."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from digitize.pages.models import Page, PageImage
from digitize.pages.queries import find_pages
from digitize.pages.schemas import PageView

AT_ONCE = 500


def count_shown(session: Session, volume_ids: Iterable[str]) -> dict[str, int]:
    """Return how many pages each volume shows; a volume that shows none is left out."""
    counts: dict[str, int] = {}
    for some in _batches(volume_ids):
        rows = session.execute(
            select(Page.volume_id, func.count())
            .join(PageImage, PageImage.page_id == Page.id)
            .where(Page.volume_id.in_(some), *_is_shown())
            .group_by(Page.volume_id)
        )
        counts.update(dict(rows.all()))
    return counts


def first_shown(session: Session, volume_ids: Iterable[str]) -> dict[str, PageView]:
    """Return the first page that each volume shows."""
    firsts: dict[str, str] = {}
    for some in _batches(volume_ids):
        lowest = (
            select(Page.volume_id, func.min(Page.sequence).label("sequence"))
            .join(PageImage, PageImage.page_id == Page.id)
            .where(Page.volume_id.in_(some), *_is_shown())
            .group_by(Page.volume_id)
            .subquery()
        )
        rows = session.execute(
            select(Page.volume_id, Page.id)
            .join(
                lowest,
                (Page.volume_id == lowest.c.volume_id) & (Page.sequence == lowest.c.sequence),
            )
            .where(*_is_shown())
        )
        firsts.update(dict(rows.all()))
    views = find_pages(session, firsts.values())
    return {volume_id: views[page_id] for volume_id, page_id in firsts.items()}


def _is_shown() -> tuple[ColumnElement[bool], ...]:
    return (Page.published_at.is_not(None), Page.is_omitted.is_(False))


def _batches(volume_ids: Iterable[str]) -> Iterator[Sequence[str]]:
    waiting = iter(volume_ids)
    while some := list(islice(waiting, AT_ONCE)):
        yield some
