"""Doing and undoing a batch edit, piece by piece: each piece is one transaction.

A worker that dies leaves the pieces it finished and no half of one; whoever comes next goes on
with the records that still wait. Two at once do no harm: each piece is locked while it is done.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.batch_edits.differences import changed_since
from archive.batch_edits.kinds import FOLLOWING, EditableKind, EditableKinds
from archive.batch_edits.models import BatchEdit, BatchEditItem, BatchState, ItemState
from archive.batch_edits.queries import count_items, unfinished
from archive.batch_edits.service import GONE, forget_previews
from archive.kernel import journal
from archive.kernel.database import after_commit
from archive.kernel.errors import AppError
from archive.kernel.house import House
from archive.kernel.journal import Actor, Subject

WORK = "batch-edit"
PIECE = 200
SOMEBODY_WAITS = 5
A_DAY = dt.timedelta(days=1)
"""How long what was previewed can still be let go."""
CHANGED = "%(fields)s此后另有改动，保持原样。"
_WAITING = {BatchState.APPLYING: ItemState.WAITING, BatchState.UNDOING: ItemState.APPLIED}


def register_work(house: House) -> None:
    """Say what the job does, and ring again for what was left."""

    def work(batch_id: str) -> None:
        work_on(house, batch_id)

    def look() -> None:
        with house.database.read() as session:
            left = unfinished(session)
        with house.database.write() as session:
            forget_previews(session, house.clock.now() - A_DAY)
        for batch_id in left:
            house.jobs.ring(WORK, batch_id=batch_id)

    house.jobs.register(WORK, work)
    house.jobs.on_round(look)


def ring(session: Session, house: House, batch_id: str) -> None:
    """Let a worker know, once the transaction of ``session`` is committed."""
    after_commit(session, lambda: house.jobs.ring(WORK, priority=SOMEBODY_WAITS, batch_id=batch_id))


def work_on(house: House, batch_id: str) -> None:
    """Do what is left of a batch edit."""
    while do_piece(house, batch_id):
        pass


def do_piece(house: House, batch_id: str, size: int = PIECE) -> bool:
    """Do the next ``size`` records; return whether anything is left after them."""
    with house.database.write() as session:
        batch = session.get(BatchEdit, batch_id, with_for_update=True)
        if batch is None or batch.state not in _WAITING:
            return False
        journal.act_as(session, _who(batch), house.clock)
        kind = house.services[EditableKinds].get(batch.kind)
        items = _next_items(session, batch, size)
        if kind is None or not items:
            _finish(session, batch)
            return False
        if batch.state is BatchState.APPLYING:
            _apply(session, kind, batch, items)
        else:
            _undo(session, kind, batch, items)
    return True


def _who(batch: BatchEdit) -> Actor:
    if batch.state is BatchState.UNDOING:
        return Actor(batch.undo_asked_by, batch.undo_asked_by_name)
    return Actor(batch.asked_by, batch.asked_by_name)


def _next_items(session: Session, batch: BatchEdit, size: int) -> Sequence[BatchEditItem]:
    return session.scalars(
        select(BatchEditItem)
        .where(BatchEditItem.batch_id == batch.id, BatchEditItem.state == _WAITING[batch.state])
        .order_by(BatchEditItem.position)
        .limit(size)
    ).all()


def _apply(
    session: Session, kind: EditableKind, batch: BatchEdit, items: Sequence[BatchEditItem]
) -> None:
    ids = [item.record_id for item in items]
    kind.hold(session, ids)
    held = kind.find(session, ids)
    for item in items:
        record = held.get(item.record_id)
        since = [] if record is None else changed_since(record.fields, item.before)
        if record is None or since:
            item.state, item.problem = ItemState.REFUSED, _said(session, kind, since)
            continue
        item.problem = _try(session, kind, item.record_id, item.after, batch.why)
        item.state = ItemState.REFUSED if item.problem else ItemState.APPLIED


def _undo(
    session: Session, kind: EditableKind, batch: BatchEdit, items: Sequence[BatchEditItem]
) -> None:
    ids = [item.record_id for item in items]
    kind.hold(session, ids)
    held = kind.find(session, ids)
    for item in items:
        record = held.get(item.record_id)
        since = [] if record is None else changed_since(record.fields, item.after)
        if record is None or since:
            item.state, item.problem = ItemState.KEPT, _said(session, kind, since)
            continue
        item.problem = _try(session, kind, item.record_id, item.before, batch.why)
        item.state = ItemState.KEPT if item.problem else ItemState.UNDONE


def _said(session: Session, kind: EditableKind, since: Sequence[str]) -> str:
    """Return why a record was left alone: the fields that somebody changed, or that it is gone."""
    if not since:
        return GONE
    labels = FOLLOWING | {field.name: field.label for field in kind.fields(session)}
    named = "、".join(f"“{labels.get(name, name)}”" for name in since)
    return (CHANGED % {"fields": named})[:500]


def _try(
    session: Session, kind: EditableKind, record_id: str, fields: Mapping[str, Any], why: str
) -> str:
    """Change a record; return what was wrong, empty if it was done."""
    try:
        # What is refused leaves nothing behind and lets the others go on.
        with session.begin_nested():
            kind.write(session, record_id, fields, why)
    except AppError as error:
        return error.message[:500]
    return ""


def _finish(session: Session, batch: BatchEdit) -> None:
    counts = count_items(session, [batch.id]).get(batch.id, {})
    is_undo = batch.state is BatchState.UNDOING
    batch.state = BatchState.UNDONE if is_undo else BatchState.APPLIED
    if is_undo:
        batch.undone_at = journal.now(session)
    else:
        batch.finished_at = journal.now(session)
    session.flush()
    journal.record(
        session,
        "batch-edits.batch.undone" if is_undo else "batch-edits.batch.applied",
        subject=Subject("batch-edit", batch.id),
        after={state.value: counts.get(state, 0) for state in ItemState},
    )
