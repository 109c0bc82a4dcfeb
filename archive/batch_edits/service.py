"""Asking for a batch edit and for its undoing; the work itself is :mod:`.working`'s."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from archive.batch_edits.differences import difference
from archive.batch_edits.errors import (
    BatchEditBusyError,
    BatchEditNotFoundError,
    BatchEditUndoneError,
    NothingSelectedError,
    NothingToChangeError,
    ReasonMissingError,
    TooManySelectedError,
    ValueHoldsMarkupError,
    ValueNotOfferedError,
)
from archive.batch_edits.kinds import AT_ONCE, EditableKind, Field
from archive.batch_edits.models import BatchEdit, BatchEditItem, BatchState, ItemState
from archive.batch_edits.queries import find_batch_edit, find_submission
from archive.batch_edits.schemas import BatchView, ItemView, Preview
from archive.kernel import journal
from archive.kernel.journal import Subject
from archive.kernel.markup_code import has_markup_code
from archive.web.i18n import translate

MOST_RECORDS = 20_000
GONE = "记录已经不在了，没有改动。"


def check_changes(fields: Sequence[Field], typed: Mapping[str, str | None]) -> dict[str, Any]:
    """Return the new value of each field that was given one; None leaves a field as it is.

    Raises:
        ValueNotOfferedError: a value is not offered, too long, or empty where it may not be.
        ValueHoldsMarkupError: a value holds the code of a web page.
    """
    known = {field.name: field for field in fields}
    changes: dict[str, Any] = {}
    for name, value in typed.items():
        if value is None or name not in known:
            continue
        field = known[name]
        is_offered = field.options is None or value in field.options or not value
        is_long = len(value) > field.max_length
        if not is_offered or is_long or (field.is_required and not value):
            raise ValueNotOfferedError(field=f"new-{name}", label=translate(field.label))
        if has_markup_code(value):
            raise ValueHoldsMarkupError(field=f"new-{name}", label=translate(field.label))
        changes[name] = value
    return changes


def check_reason(fields: Sequence[Field], changes: Iterable[str], why: str) -> None:
    """Refuse to change without a reason what is not changed without one.

    Raises:
        ReasonMissingError: there is none.
    """
    changed = set(changes)
    for field in fields:
        if field.needs_reason and field.name in changed and not why.strip():
            raise ReasonMissingError(field="why", label=translate(field.label))


def preview(
    session: Session, kind: EditableKind, record_ids: Iterable[str], changes: Mapping[str, Any]
) -> Preview:
    """Return every difference that ``changes`` would make, in the order of ``record_ids``.

    What the job would refuse is known already and told apart from the rest.

    Raises:
        NothingSelectedError: there is no record to be changed.
        TooManySelectedError: there are more than ``MOST_RECORDS``.
    """
    wanted = list(dict.fromkeys(record_ids))
    if not wanted:
        raise NothingSelectedError
    if len(wanted) > MOST_RECORDS:
        raise TooManySelectedError(most=MOST_RECORDS, count=MOST_RECORDS)
    held = kind.find(session, wanted)
    changes = kind.follow(session, changes)
    items, left_out, same_count = [], [], 0
    for record_id in wanted:
        if record_id not in held:
            left_out.append(ItemView(record_id, record_id, {}, {}, ItemState.LEFT_OUT, GONE))
            continue
        record = held[record_id]
        found = difference(record.fields, changes)
        if found:
            state = ItemState.WAITING
            items.append(ItemView(record_id, record.label, found.before, found.after, state))
        else:
            same_count += 1
    doing, refused = _part(session, kind, items)
    return Preview(tuple(doing), same_count, (*refused, *left_out))


def _part(
    session: Session, kind: EditableKind, items: Sequence[ItemView]
) -> tuple[list[ItemView], list[ItemView]]:
    """Return what can be changed, and what cannot, with the reason."""
    doing, refused = [], []
    for start in range(0, len(items), AT_ONCE):
        some = items[start : start + AT_ONCE]
        known = kind.refusals(session, {item.record_id: item.after for item in some})
        for item in some:
            error = known.get(item.record_id)
            if error is None:
                doing.append(item)
            else:
                problem = error.message[:500]
                refused.append(replace(item, state=ItemState.LEFT_OUT, problem=problem))
    return doing, refused


def write_down(
    session: Session,
    submission: str,
    kind: EditableKind,
    record_ids: Iterable[str],
    changes: Mapping[str, Any],
) -> BatchView:
    """Keep a preview, with every value that it saw; nothing is changed until it is let go.

    Whoever changes one of the records meanwhile is not overwritten: the job knows what was seen.

    Raises:
        NothingToChangeError: no record would be different.
    """
    seen = preview(session, kind, record_ids, changes)
    if not changes or not (seen.items or seen.left_out):
        raise NothingToChangeError
    actor = journal.current_actor(session)
    row = BatchEdit(
        submission=submission,
        kind=kind.name,
        changes=dict(changes),
        state=BatchState.PREVIEWED,
        total_count=len(seen.items),
        same_count=seen.same_count,
        asked_at=journal.now(session),
        asked_by=actor.id,
        asked_by_name=actor.name,
    )
    session.add(row)
    session.flush()
    session.execute(insert(BatchEditItem), _rows_of(row.id, seen))
    return find_batch_edit(session, row.id)


def _rows_of(batch_id: str, seen: Preview) -> list[dict[str, Any]]:
    return [
        {
            "batch_id": batch_id,
            "position": position,
            "record_id": item.record_id,
            "label": item.label[:500],
            "before": dict(item.before),
            "after": dict(item.after),
            "state": item.state,
            "problem": item.problem,
        }
        for position, item in enumerate((*seen.items, *seen.left_out), start=1)
    ]


def let_go(session: Session, kind: EditableKind, batch_id: str, why: str = "") -> BatchView:
    """Let a worker do what was previewed; a second click finds it begun.

    Raises:
        NothingToChangeError: every record was left out.
        ReasonMissingError: a field is changed that needs one.
    """
    row = session.get(BatchEdit, batch_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise BatchEditNotFoundError(detail=batch_id)
    if row.state is not BatchState.PREVIEWED:
        return find_batch_edit(session, batch_id)
    if not row.total_count:
        raise NothingToChangeError
    check_reason(kind.fields(session), row.changes, why)
    actor = journal.current_actor(session)
    row.state, row.why = BatchState.APPLYING, why
    row.asked_at, row.asked_by, row.asked_by_name = journal.now(session), actor.id, actor.name
    session.flush()
    journal.record(
        session,
        "batch-edits.batch.begun",
        subject=Subject("batch-edit", row.id),
        after={"kind": row.kind, "changes": row.changes, "total_count": row.total_count},
        why=why,
    )
    return find_batch_edit(session, row.id)


def begin(
    session: Session,
    submission: str,
    kind: EditableKind,
    record_ids: Iterable[str],
    changes: Mapping[str, Any],
    why: str = "",
) -> BatchView:
    """Let a change be done as the records read now. The same submission twice is one.

    Raises:
        NothingToChangeError: no record would be different.
        ReasonMissingError: a field is changed that needs one.
    """
    known = find_submission(session, submission)
    if known is not None:
        return find_batch_edit(session, known)
    seen = write_down(session, submission, kind, record_ids, changes)
    return let_go(session, kind, seen.id, why)


def forget_previews(session: Session, before: dt.datetime) -> None:
    """Forget what was shown before a time and never let go."""
    old = select(BatchEdit.id).where(
        BatchEdit.state == BatchState.PREVIEWED, BatchEdit.asked_at < before
    )
    ids = session.scalars(old).all()
    if ids:
        session.execute(delete(BatchEditItem).where(BatchEditItem.batch_id.in_(ids)))
        session.execute(delete(BatchEdit).where(BatchEdit.id.in_(ids)))


def ask_undo(session: Session, batch_id: str) -> BatchView:
    """Let a worker put back what a batch edit changed, except where somebody wrote later.

    Raises:
        BatchEditBusyError: it is still being done.
        BatchEditUndoneError: it was undone already.
    """
    row = session.get(BatchEdit, batch_id, with_for_update=True)
    if row is None or row.state is BatchState.PREVIEWED:
        raise BatchEditNotFoundError(detail=batch_id)
    if row.state is BatchState.APPLYING:
        raise BatchEditBusyError
    if row.state is not BatchState.APPLIED:
        raise BatchEditUndoneError
    actor = journal.current_actor(session)
    row.state = BatchState.UNDOING
    row.undo_asked_at = journal.now(session)
    row.undo_asked_by, row.undo_asked_by_name = actor.id, actor.name
    session.flush()
    subject = Subject("batch-edit", batch_id)
    journal.record(session, "batch-edits.batch.undo-begun", subject=subject)
    return find_batch_edit(session, batch_id)
