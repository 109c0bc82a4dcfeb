"""Making one record of two of the same donor, and two of them again.

Gifts and leads go over to the record that is kept; the ledger books them over as of today, so that
a report for an earlier day stays what it was. Which of them went over is kept, and goes back.

Whoever holds several things holds donors first, then leads, then gifts, then the turn.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from archive.donations.counted import tell_ledger_of_donor
from archive.donations.models import Donation
from archive.donor_files.completing import (
    completed,
    contact_completed,
    contact_given_back,
    filled_ways,
    given_back,
)
from archive.donor_files.errors import (
    AlreadySplitError,
    MergeNotFoundError,
    MergeReasonMissingError,
    SameDonorError,
)
from archive.donor_files.models import DonorMerge, DonorMergePart
from archive.donors.look_up import write_phone_terms, write_terms
from archive.donors.models import Donor
from archive.donors.queries import find_contact
from archive.donors.service import hold_donor, write_contact
from archive.kernel import journal
from archive.kernel.database import take_turn
from archive.kernel.journal import Subject
from archive.leads.models import Lead

AT_ONCE = 500
_OWNED: dict[str, tuple[InstrumentedAttribute[str], InstrumentedAttribute[Any]]] = {
    "lead": (Lead.id, Lead.donor_id),
    "donation": (Donation.id, Donation.donor_id),
    "donor": (Donor.id, Donor.merged_into_id),
}
"""What goes over, by kind: its identifier and the column that says whose it is."""


def merge_donors(session: Session, kept_id: str, merged_id: str, why: str) -> str:
    """Make the record ``merged_id`` a part of ``kept_id``; return the identifier of the merge.

    Raises:
        SameDonorError: both are one record.
        MergeReasonMissingError: ``why`` says nothing.
        DonorMergedError: one of the two is a part of another record already.
    """
    if kept_id == merged_id:
        raise SameDonorError(field="why")
    if not why.strip():
        raise MergeReasonMissingError(field="why")
    held = {donor_id: hold_donor(session, donor_id) for donor_id in sorted((kept_id, merged_id))}
    kept, merged = held[kept_id], held[merged_id]
    parts = {kind: _hold_owned(session, kind, merged_id) for kind in _OWNED}
    take_turn(session)
    changed = completed(_said_of(kept), _said_of(merged))
    merge = DonorMerge(
        kept_id=kept_id,
        merged_id=merged_id,
        merged_on=journal.today(session),
        merged_at=journal.now(session),
        merged_by=journal.current_actor(session).id,
        why=why.strip(),
        changed=changed,
        filled=_complete_contact(session, kept_id, merged_id),
    )
    session.add(merge)
    session.flush()
    for kind, record_ids in parts.items():
        session.add_all(
            DonorMergePart(merge_id=merge.id, kind=kind, record_id=each) for each in record_ids
        )
        _give(session, kind, record_ids, merged_id, kept_id)
    _set(session, kept, {name: new for name, (_, new) in changed.items()})
    merged.merged_into_id = kept_id
    write_terms(session, merged)
    tell_ledger_of_donor(session, kept_id)
    _record(session, merge, "merged", merged.name, parts)
    return merge.id


def split_merge(session: Session, merge_id: str, why: str) -> None:
    """Part what was merged: what came from the merged record, and is still there, goes back.

    Raises:
        MergeNotFoundError: there was no such merge.
        AlreadySplitError: they were parted before.
        MergeReasonMissingError: ``why`` says nothing.
        DonorMergedError: the kept record became a part of another one; part that first.
    """
    merge = session.get(DonorMerge, merge_id)
    if merge is None:
        raise MergeNotFoundError(detail=merge_id)
    if not why.strip():
        raise MergeReasonMissingError(field="why")
    kept, merged = hold_donor(session, merge.kept_id), session.get_one(Donor, merge.merged_id)
    session.refresh(merge, with_for_update=True)
    if merge.split_at is not None:
        raise AlreadySplitError
    parts = {kind: _hold_parts(session, merge, kind, merge.kept_id) for kind in _OWNED}
    take_turn(session)
    for kind, record_ids in parts.items():
        _give(session, kind, record_ids, kept.id, merged.id)
    _set(session, kept, given_back(_said_of(kept), merge.changed))
    merged.merged_into_id = None
    write_terms(session, merged)
    _part_contact(session, merge)
    merge.split_on, merge.split_at = journal.today(session), journal.now(session)
    merge.split_by = journal.current_actor(session).id
    session.flush()
    for donor_id in (kept.id, merged.id):
        tell_ledger_of_donor(session, donor_id)
    _record(session, merge, "split", merged.name, parts, why.strip())


def _said_of(row: Donor) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("unit", "credit_name", "is_anonymous")}


def _set(session: Session, row: Donor, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    session.flush()
    if "unit" in fields:
        write_terms(session, row)


def _complete_contact(session: Session, kept_id: str, merged_id: str) -> list[Any]:
    """Complete the ways to reach the kept donor; the merged record's own stay, and find nobody."""
    kept = find_contact(session, kept_id)
    both = contact_completed(kept, find_contact(session, merged_id))
    filled = filled_ways(kept, both)
    if filled:
        write_contact(session, kept_id, both)
    write_phone_terms(session, merged_id, "")
    return list(filled)


def _part_contact(session: Session, merge: DonorMerge) -> None:
    now, other = (find_contact(session, each) for each in (merge.kept_id, merge.merged_id))
    write_contact(session, merge.kept_id, contact_given_back(now, other, merge.filled))
    write_phone_terms(session, merge.merged_id, other.phone)


def _hold_owned(session: Session, kind: str, donor_id: str) -> list[str]:
    """Return what of a kind is a donor's, which nobody else changes meanwhile."""
    record_id, owner = _OWNED[kind]
    wanted = select(record_id).where(owner == donor_id).order_by(record_id)
    return list(session.scalars(wanted.with_for_update(key_share=True)))


def _hold_parts(session: Session, merge: DonorMerge, kind: str, owner_id: str) -> list[str]:
    """Return what of a kind went over with a merge and was given to nobody else since."""
    record_id, owner = _OWNED[kind]
    went = select(DonorMergePart.record_id).where(
        DonorMergePart.merge_id == merge.id, DonorMergePart.kind == kind
    )
    wanted = select(record_id).where(record_id.in_(went), owner == owner_id).order_by(record_id)
    return list(session.scalars(wanted.with_for_update(key_share=True)))


def _give(session: Session, kind: str, record_ids: list[str], from_id: str, to_id: str) -> None:
    record_id, owner = _OWNED[kind]
    for part in _portions(record_ids):
        session.execute(
            update(record_id.class_)
            .where(record_id.in_(part), owner == from_id)
            .values({owner: to_id})
            .execution_options(synchronize_session="evaluate")
        )


def _portions(record_ids: list[str]) -> Iterable[list[str]]:
    return (record_ids[at : at + AT_ONCE] for at in range(0, len(record_ids), AT_ONCE))


def _record(
    session: Session,
    merge: DonorMerge,
    what: str,
    name: str,
    parts: dict[str, list[str]],
    why: str = "",
) -> None:
    journal.record(
        session,
        f"donations.donor.{what}",
        subject=Subject("donor", merge.kept_id),
        also=[
            Subject("donor", merge.merged_id),
            *(Subject(kind, each) for kind in ("donation", "lead") for each in parts[kind]),
        ],
        after={
            "name": name,
            "merge": merge.id,
            "donation_count": len(parts["donation"]),
            "lead_count": len(parts["lead"]),
        },
        why=why or merge.why,
    )
