"""Asking for a batch edit and for its undoing; the work itself is :mod:`.working`'s."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from archive.batch_edits.differences import difference
from archive.batch_edits.errors import (
    BatchEditBusyError,
    BatchEditNotFoundError,
    BatchEditUndoneError,
    NothingSelectedError,
    NothingToChangeError,
    TooManySelectedError,
    ValueHoldsMarkupError,
    ValueNotOfferedError,
)
from archive.batch_edits.kinds import EditableKind, Field
from archive.batch_edits.models import BatchEdit, BatchEditItem, BatchState, ItemState
from archive.batch_edits.queries import find_batch_edit, find_submission
from archive.batch_edits.schemas import BatchView, ItemView, Preview
from archive.donations.errors import OtherBranchError
from archive.kernel import journal
from archive.kernel.journal import Subject
from archive.kernel.markup_code import has_markup_code
from archive.web.i18n import translate

MOST_RECORDS = 20_000


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


def preview(
    session: Session, kind: EditableKind, record_ids: Iterable[str], changes: Mapping[str, Any]
) -> Preview:
    """Return every difference that ``changes`` would make, in the order of ``record_ids``.

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
    items = []
    for record_id in wanted:
        record = held.get(record_id)
        found = difference(record.fields, changes) if record else None
        if record and found:
            items.append(
                ItemView(record_id, record.label, found.before, found.after, ItemState.WAITING)
            )
    return Preview(tuple(items), len(held) - len(items))


def keep_to_branch(
    session: Session, kind: EditableKind, record_ids: Iterable[str], branch_id: str
) -> None:
    """Refuse who works for one branch what concerns another's gifts.

    Raises:
        OtherBranchError: a record belongs to another branch.
    """
    if branch_id and kind.is_of_others(session, record_ids, branch_id):
        raise OtherBranchError(detail=f"branch {branch_id}")


def begin(
    session: Session,
    submission: str,
    kind: EditableKind,
    record_ids: Iterable[str],
    changes: Mapping[str, Any],
    why: str = "",
) -> BatchView:
    """Write down a batch edit for a worker to do. The same submission twice is one.

    Raises:
        NothingToChangeError: no record would be different.
    """
    known = find_submission(session, submission)
    if known is not None:
        return find_batch_edit(session, known)
    seen = preview(session, kind, record_ids, changes)
    if not changes or not seen.items:
        raise NothingToChangeError
    actor = journal.current_actor(session)
    row = BatchEdit(
        submission=submission,
        kind=kind.name,
        changes=dict(changes),
        why=why,
        total_count=len(seen.items),
        asked_at=journal.now(session),
        asked_by=actor.id,
        asked_by_name=actor.name,
    )
    session.add(row)
    session.flush()
    session.add_all(_items_of(row.id, seen))
    session.flush()
    journal.record(
        session,
        "batch-edits.batch.begun",
        subject=Subject("batch-edit", row.id),
        after={"kind": kind.name, "changes": dict(changes), "total_count": row.total_count},
        why=why,
    )
    return find_batch_edit(session, row.id)


def _items_of(batch_id: str, seen: Preview) -> list[BatchEditItem]:
    return [
        BatchEditItem(
            batch_id=batch_id,
            position=position,
            record_id=item.record_id,
            label=item.label[:500],
            before=dict(item.before),
            after=dict(item.after),
        )
        for position, item in enumerate(seen.items, start=1)
    ]


def ask_undo(session: Session, batch_id: str) -> BatchView:
    """Let a worker put back what a batch edit changed, except where somebody wrote later.

    Raises:
        BatchEditBusyError: it is still being done.
        BatchEditUndoneError: it was undone already.
    """
    row = session.get(BatchEdit, batch_id, with_for_update=True)
    if row is None:
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
