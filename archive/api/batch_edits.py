"""Batch edits."""

from typing import Annotated, Any

from fastapi import APIRouter, status
from pydantic import Field
from sqlalchemy.orm import Session

from archive.accounts.visitors import Visitor
from archive.api.door import PROBLEMS, Editor, Limit, Offset
from archive.batch_edits import queries, service
from archive.batch_edits.branches import (
    keep_changes_to_branch,
    keep_to_branch,
    keep_undoing_to_branch,
)
from archive.batch_edits.errors import KindNotEditableError
from archive.batch_edits.kinds import EditableKind, EditableKinds
from archive.batch_edits.schemas import BatchView, ItemState, ItemView, Preview
from archive.batch_edits.working import ring
from archive.kernel.house import House
from archive.kernel.identifiers import new_id
from archive.web.forms import Submission
from archive.web.plain import PlainModel
from archive.web.sessions import CurrentHouse, ReadSession, WriteSession

router = APIRouter(prefix="/batch-edits", tags=["batch edits"], responses=PROBLEMS)


class BatchIn(PlainModel):
    """One change to many records of a kind."""

    kind: str
    record_ids: Annotated[list[str], Field(min_length=1, max_length=service.MOST_RECORDS)]
    changes: dict[str, str]
    why: Annotated[str, Field(max_length=500)] = ""
    submission: Submission | None = None


class ReasonIn(PlainModel):
    """Why the records are changed."""

    why: Annotated[str, Field(max_length=500)] = ""


@router.post("/preview")
def preview(session: ReadSession, house: CurrentHouse, who: Editor, asked: BatchIn) -> Preview:
    """Return every difference that the change would make, and what would be left out and why."""
    kind, changes = _asked(session, house, who, asked)
    return service.preview(session, kind, asked.record_ids, changes)


@router.post("", status_code=status.HTTP_202_ACCEPTED)
def begin(session: WriteSession, house: CurrentHouse, who: Editor, asked: BatchIn) -> BatchView:
    """Let the change be made by a worker, of the records as they read now."""
    kind, changes = _asked(session, house, who, asked)
    token = asked.submission or new_id()
    batch = service.begin(session, token, kind, asked.record_ids, changes, asked.why)
    ring(session, house, batch.id)
    return batch


@router.post("/previews", status_code=status.HTTP_201_CREATED)
def keep_preview(
    session: WriteSession, house: CurrentHouse, who: Editor, asked: BatchIn
) -> BatchView:
    """Keep the differences for a day, to be let go by ``/begin`` as they were seen.

    A record that somebody changes in between is left alone. Its items tell every difference.
    """
    kind, changes = _asked(session, house, who, asked)
    return service.write_down(session, new_id(), kind, asked.record_ids, changes)


@router.post("/{batch_id}/begin", status_code=status.HTTP_202_ACCEPTED)
def let_go(
    session: WriteSession, house: CurrentHouse, who: Editor, batch_id: str, asked: ReasonIn
) -> BatchView:
    """Let a worker do what was kept as a preview."""
    seen = queries.find_batch_edit(session, batch_id)
    kind = _kind(house, seen.kind)
    ids = queries.record_ids_of(session, batch_id, ItemState.WAITING)
    keep_to_branch(session, kind, ids, who.branch_id)
    keep_changes_to_branch(seen.changes, who.branch_id)
    batch = service.let_go(session, kind, batch_id, asked.why)
    ring(session, house, batch_id)
    return batch


@router.get("/{batch_id}")
def show(session: ReadSession, _who: Editor, batch_id: str) -> BatchView:
    """Return how far a batch edit is."""
    return queries.find_batch_edit(session, batch_id)


@router.get("/{batch_id}/items")
def show_items(
    session: ReadSession,
    _who: Editor,
    batch_id: str,
    state: ItemState | None = None,
    offset: Offset = 0,
    limit: Limit = 100,
) -> list[ItemView]:
    """Return what was done to each record."""
    queries.find_batch_edit(session, batch_id)
    return queries.items_of(session, batch_id, state, offset, limit)


@router.post("/{batch_id}/undo", status_code=status.HTTP_202_ACCEPTED)
def undo(session: WriteSession, house: CurrentHouse, who: Editor, batch_id: str) -> BatchView:
    """Put back what was changed, except where somebody wrote later."""
    kind = _kind(house, queries.find_batch_edit(session, batch_id).kind)
    keep_undoing_to_branch(session, kind, batch_id, who.branch_id)
    batch = service.ask_undo(session, batch_id)
    ring(session, house, batch_id)
    return batch


def _asked(
    session: Session, house: House, who: Visitor, asked: BatchIn
) -> tuple[EditableKind, dict[str, Any]]:
    kind = _kind(house, asked.kind)
    changes = service.check_changes(kind.fields(session), asked.changes)
    keep_changes_to_branch(changes, who.branch_id)
    keep_to_branch(session, kind, asked.record_ids, who.branch_id)
    return kind, changes


def _kind(house: House, name: str) -> EditableKind:
    kind: EditableKind | None = house.services[EditableKinds].get(name)
    if kind is None:
        raise KindNotEditableError(detail=name)
    return kind
