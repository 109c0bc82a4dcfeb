"""Approving a batch: the operator vouches for it, and its volume is shown."""

from sqlalchemy.orm import Session

from archive.catalogue.service import publish_volume
from archive.kernel import journal
from archive.kernel.journal import Subject
from digitize.intake.errors import (
    BatchClosedError,
    BatchEmptyError,
    BatchNotFoundError,
    BatchNotReadyError,
)
from digitize.intake.models import Batch, BatchState
from digitize.intake.queries import batch_view
from digitize.intake.schemas import BatchView
from digitize.pages.queries import count_states
from digitize.pages.schemas import PageState
from digitize.pages.service import publish_pages


def approve_batch(session: Session, batch_id: str) -> BatchView:
    """Close a batch, publish its pages and its volume; all of it or nothing.

    Raises:
        BatchClosedError: it was approved before.
        BatchEmptyError: it has no page but omitted ones.
        BatchNotReadyError: a page that is not omitted is not ready.
    """
    batch = session.get(Batch, batch_id, with_for_update=True)
    if batch is None:
        raise BatchNotFoundError(detail=batch_id)
    if batch.state is not BatchState.OPEN:
        raise BatchClosedError(detail=batch_id)
    _check_ready(session, batch_id)
    actor = journal.current_actor(session)
    batch.state = BatchState.APPROVED
    batch.approved_at = journal.now(session)
    batch.approved_by = actor.id
    count = publish_pages(session, batch_id)
    volume = publish_volume(session, batch.volume_id)
    journal.record(
        session,
        "digitize.batch.approved",
        subject=Subject("batch", batch_id),
        also=[Subject("volume", batch.volume_id), Subject("title", volume.title.id)],
        before={"state": BatchState.OPEN.value},
        after={"state": BatchState.APPROVED.value, "count": count},
    )
    return batch_view(batch)


def _check_ready(session: Session, batch_id: str) -> None:
    counts = count_states(session, [batch_id])[batch_id]
    unready = sum(count for state, count in counts.items() if state is not PageState.READY)
    if unready:
        raise BatchNotReadyError(count=unready)
    if not counts.get(PageState.READY):
        raise BatchEmptyError(detail=batch_id)
