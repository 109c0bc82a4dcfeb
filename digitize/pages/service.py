"""What is done to pages: made, put in order, labelled, left out, published."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from archive.catalogue.queries import find_volume
from archive.kernel import journal
from archive.kernel.journal import Subject
from digitize.pages.errors import (
    LabelTooLongError,
    LabelWithoutNumberError,
    PageNotFoundError,
    PageOrderError,
)
from digitize.pages.labels import LIMIT, series_from
from digitize.pages.models import Page
from digitize.pages.schemas import NewPage


def create_page(session: Session, new: NewPage) -> str:
    """Add a page at the end of its volume and return its identifier."""
    last = session.scalar(select(func.max(Page.sequence)).where(Page.volume_id == new.volume_id))
    page = Page(
        volume_id=new.volume_id,
        batch_id=new.batch_id,
        scan_id=new.scan_id,
        part=new.part,
        step=new.step,
        sequence=(last or 0) + 1,
    )
    session.add(page)
    session.flush()
    return page.id


def belongings(session: Session, page: Page) -> list[Subject]:
    """Return what a page belongs to, for the histories that show its changes."""
    title = find_volume(session, page.volume_id).title
    return [
        Subject("batch", page.batch_id),
        Subject("volume", page.volume_id),
        Subject("title", title.id),
    ]


def page_name(page: Page) -> str:
    """Return what the journal calls a page: its label, or its place."""
    return page.label or f"第 {page.sequence} 幅"


def move_page(session: Session, page_id: str, by: int) -> None:
    """Move a page by so many places among the pages of its batch, as far as there are places."""
    batch_id = _batch_of(session, page_id)
    order = [row.id for row in _rows_of_batch(session, batch_id)]
    at = order.index(page_id)
    order.insert(max(0, min(at + by, len(order) - 1)), order.pop(at))
    set_order(session, batch_id, order)


def set_order(session: Session, batch_id: str, page_ids: Sequence[str]) -> None:
    """Put the pages of a batch into the order given, in the places they hold in the volume.

    Raises:
        PageOrderError: not every page of the batch is named once.
    """
    rows = _rows_of_batch(session, batch_id)
    if sorted(page_ids) != sorted(row.id for row in rows):
        raise PageOrderError(detail=batch_id)
    before = [row.id for row in rows]
    if before == list(page_ids):
        return
    places = [row.sequence for row in rows]
    by_id = {row.id: row for row in rows}
    for page_id, place in zip(page_ids, places, strict=True):
        by_id[page_id].sequence = place
    session.flush()
    journal.record(
        session,
        "digitize.page.ordered",
        subject=Subject("batch", batch_id),
        also=belongings(session, rows[0]),
        before={"order": before},
        after={"order": list(page_ids), "count": len(rows)},
    )


def label_page(session: Session, page_id: str, label: str) -> None:
    """Give a page its label; an empty one takes it away.

    Raises:
        LabelTooLongError: it has more than 100 characters.
    """
    _set_label(session, _page(session, page_id), _clean(label))


def number_from(session: Session, page_id: str, label: str) -> int:
    """Label a page and count on through the pages after it in its batch, omitted ones left out.

    Returns:
        How many pages were labelled.

    Raises:
        LabelWithoutNumberError: ``label`` has no number to count on from.
        LabelTooLongError: it has more than 100 characters.
    """
    rows, label = _rows_of_batch(session, _batch_of(session, page_id)), _clean(label)
    following = rows[[row.id for row in rows].index(page_id) :]
    wanted = [row for row in following if row.id == page_id or not row.is_omitted]
    labels = series_from(label, max(2, len(wanted)))
    if labels is None:
        raise LabelWithoutNumberError(field="label", label=label)
    for row, text in zip(wanted, labels, strict=False):
        _set_label(session, row, text)
    return len(wanted)


def omit_page(session: Session, page_id: str, *, is_omitted: bool) -> None:
    """Leave a page out of the volume, or take it back in; its scan and image are kept."""
    page = _page(session, page_id)
    if page.is_omitted == is_omitted:
        return
    page.is_omitted = is_omitted
    done = "omitted" if is_omitted else "included"
    _record(session, page, done, {"omitted": not is_omitted}, {"omitted": is_omitted})


def publish_pages(session: Session, batch_id: str) -> int:
    """Show the pages of a batch to readers, omitted ones left out; return how many."""
    rows = [row for row in _rows_of_batch(session, batch_id) if not row.is_omitted]
    for row in rows:
        row.published_at = row.published_at or journal.now(session)
    session.flush()
    return len(rows)


def _page(session: Session, page_id: str) -> Page:
    page = session.get(Page, page_id, with_for_update=True)
    if page is None:
        raise PageNotFoundError(detail=page_id)
    return page


def _batch_of(session: Session, page_id: str) -> str:
    batch_id = session.scalar(select(Page.batch_id).where(Page.id == page_id))
    if batch_id is None:
        raise PageNotFoundError(detail=page_id)
    return batch_id


def _rows_of_batch(session: Session, batch_id: str) -> list[Page]:
    """Return the pages of a batch in their order, held until the transaction ends.

    Everybody takes hold of them by identifier, which stays, and of none before: otherwise two who
    reorder the same pages wait for each other.
    """
    wanted = select(Page).where(Page.batch_id == batch_id).order_by(Page.id)
    rows = session.scalars(wanted.with_for_update().execution_options(populate_existing=True))
    return sorted(rows, key=lambda row: (row.sequence, row.id))


def _clean(label: str) -> str:
    cleaned = " ".join(label.split())
    if len(cleaned) > LIMIT:
        raise LabelTooLongError(field="label", limit=LIMIT)
    return cleaned


def _set_label(session: Session, page: Page, label: str) -> None:
    if page.label == label:
        return
    before, page.label = page.label, label
    _record(session, page, "labelled", {"label": before}, {"label": label})


def _record(
    session: Session, page: Page, done: str, before: dict[str, Any], after: dict[str, Any]
) -> None:
    session.flush()
    journal.record(
        session,
        f"digitize.page.{done}",
        subject=Subject("page", page.id),
        also=belongings(session, page),
        before=before,
        after=after | {"page": page_name(page)},
    )
