"""Corrections (更正): an entry beside the one that was wrong, which stays as it was."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.accessions.errors import (
    CorrectionEmptyError,
    EntryNotFoundError,
    ReasonMissingError,
)
from archive.accessions.models import (
    AccessionBatch,
    AccessionItem,
    Deregistration,
    EntryKind,
    RegisterCorrection,
)
from archive.kernel import journal
from archive.kernel.journal import Subject
from archive.kernel.numbers import next_number

_AT_ONCE = 500
_KEYS = {
    EntryKind.BATCH: AccessionBatch.number,
    EntryKind.ITEM: AccessionItem.label,
    EntryKind.DEREGISTRATION: Deregistration.number,
}


def correct_entry(
    session: Session, kind: EntryKind, entry: str, *, was: str, is_now: str, why: str
) -> RegisterCorrection:
    """Enter a correction, dated today, with a number of its own.

    Raises:
        EntryNotFoundError: no such entry is in that register.
        CorrectionEmptyError: it does not say what was wrong and what is right.
        ReasonMissingError: it does not say why.
    """
    expect_entry(session, kind, entry)
    if not was.strip() or not is_now.strip() or was.strip() == is_now.strip():
        raise CorrectionEmptyError(field="is_now")
    if not why.strip():
        raise ReasonMissingError(field="why")
    today, actor = journal.today(session), journal.current_actor(session)
    count = next_number(session, f"register-corrections-{today.year}")
    row = RegisterCorrection(
        number=f"更{today.year}-{count:04}",
        kind=kind,
        entry=entry,
        was=was.strip(),
        is_now=is_now.strip(),
        why=why.strip(),
        made_on=today,
        made_at=journal.now(session),
        made_by=actor.id,
        made_by_name=actor.name,
    )
    session.add(row)
    session.flush()
    journal.record(
        session,
        "accessions.entry.corrected",
        subject=Subject(f"register-{kind}", entry),
        before={"said": row.was},
        after={"said": row.is_now, "number": row.number, "entry": entry},
        why=row.why,
    )
    return row


def expect_entry(session: Session, kind: EntryKind, entry: str) -> None:
    """Refuse an entry that no register has.

    Raises:
        EntryNotFoundError: no such entry is in that register.
    """
    if session.scalar(select(_KEYS[kind]).where(_KEYS[kind] == entry)) is None:
        raise EntryNotFoundError(detail=f"{kind} {entry}")


def corrections_of(
    session: Session, kind: EntryKind, entries: Iterable[str]
) -> Mapping[str, Sequence[RegisterCorrection]]:
    """Return the corrections of entries, in the order in which they were made."""
    found: dict[str, list[RegisterCorrection]] = {}
    listed = list(entries)
    for start in range(0, len(listed), _AT_ONCE):
        part = RegisterCorrection.entry.in_(listed[start : start + _AT_ONCE])
        wanted = select(RegisterCorrection).where(RegisterCorrection.kind == kind, part)
        for row in session.scalars(wanted.order_by(RegisterCorrection.number)):
            found.setdefault(row.entry, []).append(row)
    return found
