"""Batch edits."""

from typing import Annotated, Any

from fastapi import APIRouter, status
from pydantic import Field

from archive.api.door import PROBLEMS, Editor, Limit, Offset
from archive.batch_edits import queries, service
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


@router.post("/preview")
def preview(session: ReadSession, house: CurrentHouse, _who: Editor, asked: BatchIn) -> Preview:
    """Return every difference that the change would make."""
    kind = _kind(house, asked.kind)
    changes = service.check_changes(kind.fields(session), asked.changes)
    return service.preview(session, kind, asked.record_ids, changes)


@router.post("", status_code=status.HTTP_202_ACCEPTED)
def begin(session: WriteSession, house: CurrentHouse, who: Editor, asked: BatchIn) -> BatchView:
    """Let the change be made by a worker."""
    kind = _kind(house, asked.kind)
    changes: dict[str, Any] = service.check_changes(kind.fields(session), asked.changes)
    service.keep_to_branch(session, kind, asked.record_ids, who.branch_id)
    token = asked.submission or new_id()
    batch = service.begin(session, token, kind, asked.record_ids, changes, asked.why)
    ring(session, house, batch.id)
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
def undo(session: WriteSession, house: CurrentHouse, _who: Editor, batch_id: str) -> BatchView:
    """Put back what was changed, except where somebody wrote later."""
    batch = service.ask_undo(session, batch_id)
    ring(session, house, batch_id)
    return batch


def _kind(house: House, name: str) -> EditableKind:
    kind: EditableKind | None = house.services[EditableKinds].get(name)
    if kind is None:
        raise KindNotEditableError(detail=name)
    return kind
