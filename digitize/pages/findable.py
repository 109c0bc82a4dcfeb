"""The texts of pages, as documents to be found."""

from collections.abc import Collection, Sequence
from itertools import pairwise

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from archive.catalogue.queries import find_volumes, volumes_of
from archive.catalogue.schemas import VolumeView
from archive.kernel.journal import Subject
from archive.search.schemas import DocumentKind, SearchDocument
from archive.search.sources import findable_level
from digitize.pages.models import Page, PageText

FOLLOWING_CHARACTERS = 40
"""Enough of the next page for a phrase to cross, punctuation included."""


class PageSource:
    """:class:`archive.search.sources.DocumentSource` of pages that were read and are shown."""

    kind = DocumentKind.PAGE

    def affected_ids(self, session: Session, subject: Subject) -> Collection[str]:
        """Return the pages that changed with ``subject``, and those whose next page changed."""
        if subject.kind == "page":
            return [subject.id, *_pages_before(session, Page.id == subject.id)]
        if subject.kind == "scan":
            scanned = session.scalars(select(Page.id).where(Page.scan_id == subject.id))
            return [*scanned, *_pages_before(session, Page.scan_id == subject.id)]
        if subject.kind == "title":
            volume_ids = [volume.id for volume in volumes_of(session, subject.id)]
        elif subject.kind == "batch":
            of_batch = select(Page.volume_id).where(Page.batch_id == subject.id).distinct()
            volume_ids = list(session.scalars(of_batch))
        else:
            volume_ids = [subject.id] if subject.kind == "volume" else []
        return session.scalars(select(Page.id).where(Page.volume_id.in_(volume_ids))).all()

    def load(self, session: Session, ids: Collection[str]) -> Sequence[SearchDocument]:
        """Return the pages as they are now; a page without text or left out is not found."""
        pages = session.scalars(
            select(Page).where(Page.id.in_(ids), Page.is_omitted.is_(False))
        ).all()
        volumes = find_volumes(session, {page.volume_id for page in pages})
        following = _ids_of_next_pages(session, list(volumes))
        wanted = [page.id for page in pages]
        texts = _newest_texts(session, [*wanted, *(following.get(one, "") for one in wanted)])
        return [
            _document(page, volumes[page.volume_id], texts, following.get(page.id, ""))
            for page in pages
            if page.id in texts
        ]

    def ids_after(self, session: Session, last_id: str, limit: int) -> Sequence[str]:
        """Return the next pages by identifier."""
        return session.scalars(
            select(Page.id).where(Page.id > last_id).order_by(Page.id).limit(limit)
        ).all()


def _pages_before(session: Session, condition: ColumnElement[bool]) -> list[str]:
    """Return, for each page under ``condition``, the shown page before it."""
    changed = session.execute(select(Page.volume_id, Page.sequence).where(condition)).all()
    before = (
        session.scalar(
            select(Page.id)
            .where(Page.volume_id == volume_id, Page.sequence < sequence)
            .where(Page.is_omitted.is_(False))
            .order_by(Page.sequence.desc())
            .limit(1)
        )
        for volume_id, sequence in changed
    )
    return [page_id for page_id in before if page_id is not None]


def _ids_of_next_pages(session: Session, volume_ids: Collection[str]) -> dict[str, str]:
    """Return page → the shown page after it in its volume, if both are published or neither."""
    rows = session.execute(
        select(Page.id, Page.volume_id, Page.published_at.is_not(None))
        .where(Page.volume_id.in_(volume_ids), Page.is_omitted.is_(False))
        .order_by(Page.volume_id, Page.sequence, Page.id)
    ).all()
    return {
        page: next_page
        for (page, *place), (next_page, *next_place) in pairwise(rows)
        if place == next_place
    }


def _newest_texts(session: Session, page_ids: Collection[str]) -> dict[str, str]:
    newest = (
        select(PageText.page_id, func.max(PageText.version).label("version"))
        .where(PageText.page_id.in_(page_ids))
        .group_by(PageText.page_id)
        .subquery()
    )
    rows = session.execute(
        select(PageText.page_id, PageText.text).join(
            newest,
            (PageText.page_id == newest.c.page_id) & (PageText.version == newest.c.version),
        )
    )
    return {page_id: text for page_id, text in rows if text.strip()}


def _document(
    page: Page, volume: VolumeView, texts: dict[str, str], next_id: str
) -> SearchDocument:
    title = volume.title
    is_published = volume.is_published and page.published_at is not None
    return SearchDocument(
        kind=DocumentKind.PAGE,
        id=page.id,
        title_id=title.id,
        volume_id=volume.id,
        sequence=page.sequence,
        level=findable_level(title.access_level, is_published=is_published),
        heading=" · ".join(filter(None, (title.title, volume.label, page.label))),
        text=texts[page.id],
        following=texts.get(next_id, "")[:FOLLOWING_CHARACTERS],
    )
