"""Who works for one branch edits its gifts alone in batches, and gives them to no other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.batch_edits.errors import BranchNotOwnError
from archive.batch_edits.kinds import EditableKind, Field
from archive.batch_edits.models import BatchEditItem, ItemState
from archive.batch_edits.queries import record_ids_of
from archive.donations.errors import OtherBranchError

BRANCH = "branch_id"


def offered(fields: Sequence[Field], branch_id: str) -> list[Field]:
    """Return the fields as they are offered: of the branches, one's own alone."""
    return [
        replace(field, options={k: v for k, v in (field.options or {}).items() if k == branch_id})
        if branch_id and field.name == BRANCH
        else field
        for field in fields
    ]


def keep_to_branch(
    session: Session, kind: EditableKind, record_ids: Iterable[str], branch_id: str
) -> None:
    """Refuse who works for one branch what concerns another's gifts.

    Raises:
        OtherBranchError: a record belongs to another branch.
    """
    if branch_id and kind.is_of_others(session, record_ids, branch_id):
        raise OtherBranchError(detail=f"branch {branch_id}")


def keep_changes_to_branch(changes: Mapping[str, Any], branch_id: str) -> None:
    """Refuse who works for one branch to give a gift to another, or to none.

    Only who works for the whole house moves gifts between branches.

    Raises:
        BranchNotOwnError: it would not be his branch's.
    """
    if branch_id and changes.get(BRANCH, branch_id) != branch_id:
        raise BranchNotOwnError(field=f"new-{BRANCH}", detail=f"branch {branch_id}")


def keep_undoing_to_branch(
    session: Session, kind: EditableKind, batch_id: str, branch_id: str
) -> None:
    """Refuse who works for one branch to undo what another's gifts are about, now or then.

    Raises:
        OtherBranchError: a record belongs to another branch, or would again.
    """
    if not branch_id:
        return
    applied = record_ids_of(session, batch_id, ItemState.APPLIED)
    keep_to_branch(session, kind, applied, branch_id)
    before = select(BatchEditItem.before).where(
        BatchEditItem.batch_id == batch_id, BatchEditItem.state == ItemState.APPLIED
    )
    for held in session.scalars(before):
        if held.get(BRANCH, branch_id) not in {"", branch_id}:
            raise OtherBranchError(detail=f"branch {branch_id} undoes {batch_id}")
