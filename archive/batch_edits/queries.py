"""Questions about batch edits."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from archive.batch_edits.errors import BatchEditNotFoundError
from archive.batch_edits.models import BatchEdit, BatchEditItem, BatchState, ItemState
from archive.batch_edits.schemas import BatchView, ItemView


def find_batch_edit(session: Session, batch_id: str) -> BatchView:
    """Return a batch edit; :class:`BatchEditNotFoundError` if there is none."""
    row = session.get(BatchEdit, batch_id, populate_existing=True)
    if row is None:
        raise BatchEditNotFoundError(detail=batch_id)
    return _view(row, count_items(session, [batch_id]).get(batch_id, {}))


def find_submission(session: Session, submission: str) -> str | None:
    """Return the batch edit that the form with this token began, if it did."""
    return session.scalar(select(BatchEdit.id).where(BatchEdit.submission == submission))


def count_batch_edits(session: Session) -> int:
    """Return how many batch edits there were, without those that were only shown."""
    begun = select(func.count()).where(BatchEdit.state != BatchState.PREVIEWED)
    return session.scalar(begun) or 0


def list_batch_edits(session: Session, offset: int = 0, limit: int = 50) -> list[BatchView]:
    """Return a part of the batch edits, newest first."""
    begun = select(BatchEdit).where(BatchEdit.state != BatchState.PREVIEWED)
    rows = session.scalars(
        begun.order_by(BatchEdit.asked_at.desc(), BatchEdit.id).offset(offset).limit(limit)
    ).all()
    counts = count_items(session, [row.id for row in rows])
    return [_view(row, counts.get(row.id, {})) for row in rows]


def count_items(session: Session, batch_ids: list[str]) -> dict[str, dict[ItemState, int]]:
    """Return how many records of each batch edit are in which state."""
    found: dict[str, dict[ItemState, int]] = {}
    statement = (
        select(BatchEditItem.batch_id, BatchEditItem.state, func.count())
        .where(BatchEditItem.batch_id.in_(batch_ids))
        .group_by(BatchEditItem.batch_id, BatchEditItem.state)
    )
    for batch_id, state, count in session.execute(statement):
        found.setdefault(batch_id, {})[state] = count
    return found


def items_of(
    session: Session,
    batch_id: str,
    state: ItemState | None = None,
    offset: int = 0,
    limit: int = 100,
) -> list[ItemView]:
    """Return a part of the records of a batch edit, in their order."""
    statement = select(BatchEditItem).where(BatchEditItem.batch_id == batch_id)
    if state is not None:
        statement = statement.where(BatchEditItem.state == state)
    rows = session.scalars(statement.order_by(BatchEditItem.position).offset(offset).limit(limit))
    return [
        ItemView(row.record_id, row.label, row.before, row.after, row.state, row.problem)
        for row in rows
    ]


def record_ids_of(session: Session, batch_id: str, state: ItemState) -> list[str]:
    """Return the records of a batch edit that are in a state, in their order."""
    of_batch = (BatchEditItem.batch_id == batch_id, BatchEditItem.state == state)
    found = select(BatchEditItem.record_id).where(*of_batch).order_by(BatchEditItem.position)
    return list(session.scalars(found))


def unfinished(session: Session) -> list[str]:
    """Return the batch edits that a worker still has to do something for."""
    busy = [BatchState.APPLYING, BatchState.UNDOING]
    return list(session.scalars(select(BatchEdit.id).where(BatchEdit.state.in_(busy))))


def _view(row: BatchEdit, counts: dict[ItemState, int]) -> BatchView:
    return BatchView(
        id=row.id,
        kind=row.kind,
        changes=row.changes,
        why=row.why,
        state=row.state,
        total_count=row.total_count,
        asked_at=row.asked_at,
        asked_by_name=row.asked_by_name,
        finished_at=row.finished_at,
        undo_asked_by_name=row.undo_asked_by_name,
        undone_at=row.undone_at,
        counts=counts,
        same_count=row.same_count,
    )
