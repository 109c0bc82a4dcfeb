"""Undoing an import: what it made leaves again, what it changed is put back, if nobody was there.

Gifts stay in the lists as withdrawn, as of the day they came, so that no report counts them.
"""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.donations import service as donations
from archive.donations.decisions import Choice, decide
from archive.donations.errors import OtherBranchError
from archive.donations.kinds import Decision, MaterialKind
from archive.donations.models import Donation, DonationLine
from archive.donations.queries import find_donation
from archive.donations.schemas import NewLine
from archive.donors.kinds import DonorKind
from archive.donors.schemas import NewDonor
from archive.donors.service import change_donor, erase_contact
from archive.exchange.applying import take_out
from archive.exchange.book_applying import take_back_book
from archive.exchange.errors import (
    ImportChangedSinceError,
    ImportClosedError,
    RegisterStaysError,
)
from archive.exchange.kinds import REGISTERS, ImportState, SheetKind
from archive.exchange.models import ImportRun
from archive.exchange.queries import find_import, import_view, list_changes
from archive.exchange.schemas import ChangeView, ImportView
from archive.exchange.siku_works.applying import SET, take_back_list
from archive.kernel import journal
from archive.kernel.journal import JournalEntry, JournalLink, Subject
from archive.siku_set.history import LEAVES

NAMED = 5
_AT_ONCE = 400


def undo(session: Session, import_id: str, bound_to: str = "") -> ImportView:
    """Undo an import wholly or not at all.

    ``bound_to`` is the branch of one who changes only what is of that branch, empty for others.

    Raises:
        ImportClosedError: it was not done, or was undone already.
        RegisterStaysError: it took over volumes of a register, which is a property book.
        NumbersGivenSinceError, EntryInUseError, MonthClosedError: entries of another register that
            it took over cannot leave it any more.
        OtherBranchError: some of it belongs to another branch.
        ImportChangedSinceError: something of it was worked on since; the sentence names it.
        WorkHasLeavesError, TitleHasVolumesError: a work of a list is in use.
    """
    find_import(session, import_id)
    row = session.get_one(ImportRun, import_id, with_for_update=True, populate_existing=True)
    if row.state is not ImportState.DONE or row.last_entry is None:
        raise ImportClosedError
    if row.kind is SheetKind.REGISTER:
        raise RegisterStaysError
    changes = list_changes(session, import_id)
    why = f"撤销导入“{row.file_name}”"
    if row.kind in REGISTERS:
        take_back_book(session, changes)
    elif row.kind is SheetKind.SIKU_WORKS:
        _take_back_works(session, changes, row.last_entry, why)
    else:
        _refuse_other_branches(session, changes, bound_to)
        touched = _touched_since(session, changes, row.last_entry)
        if touched:
            raise ImportChangedSinceError(names="、".join(touched[:NAMED]))
        for change in reversed(changes):
            _take_back(session, change, why)
    row.state, row.undone_at = ImportState.UNDONE, journal.now(session)
    row.undone_by_name = journal.current_actor(session).name
    subject = Subject("import", import_id)
    journal.record(
        session, "exchange.import.undone", subject=subject, after={"file": row.file_name}
    )
    session.flush()
    return import_view(row)


def _take_back_works(
    session: Session, changes: Sequence[ChangeView], last_entry: int, why: str
) -> None:
    """Take a list of works back, unless somebody has worked on one of them since.

    A leaf list that was taken in and back again is no work on a title.
    """
    touched = _linked_since(session, "title", changes, last_entry, LEAVES)
    names = [each.label for each in changes if each.kind == "title" and each.id in touched]
    if names:
        raise ImportChangedSinceError(names="、".join(names[:NAMED]))
    sets = [dataclasses.replace(each, kind="title") for each in changes if each.kind == SET]
    is_used = bool(_linked_since(session, "title", sets, last_entry))
    take_back_list(session, changes, why, keep_set=is_used)


def _refuse_other_branches(session: Session, changes: Sequence[ChangeView], bound_to: str) -> None:
    gifts = sorted({each.id for each in changes if each.kind == "donation"}) if bound_to else []
    for start in range(0, len(gifts), _AT_ONCE):
        wanted = select(Donation.branch_id).where(Donation.id.in_(gifts[start : start + _AT_ONCE]))
        if set(session.scalars(wanted)) - {None, bound_to}:
            raise OtherBranchError


def _touched_since(session: Session, changes: Sequence[ChangeView], last_entry: int) -> list[str]:
    """Return what of an import has an entry in the journal since, or got a copy since."""
    labels = {(each.kind, each.id): each.label for each in changes}
    found = {
        (kind, thing_id)
        for kind in ("donation", "donor")
        for thing_id in _linked_since(session, kind, changes, last_entry)
    }
    gifts = [each.id for each in changes if each.kind == "donation" and each.is_new]
    found |= {("donation", gift_id) for gift_id in _copied_since(session, gifts)}
    return [labels[key] for key in labels if key in found]


def _linked_since(
    session: Session,
    kind: str,
    changes: Sequence[ChangeView],
    last_entry: int,
    apart_from: str = "",
) -> set[str]:
    """Return what has an entry in the journal since, one of an action that begins otherwise."""
    ids = sorted({each.id for each in changes if each.kind == kind})
    found: set[str] = set()
    for start in range(0, len(ids), _AT_ONCE):
        wanted = select(JournalLink.id).where(
            JournalLink.kind == kind,
            JournalLink.id.in_(ids[start : start + _AT_ONCE]),
            JournalLink.entry_number > last_entry,
        )
        if apart_from:
            wanted = wanted.join(JournalEntry).where(~JournalEntry.action.startswith(apart_from))
        found |= set(session.scalars(wanted))
    return found


def _copied_since(session: Session, gift_ids: Sequence[str]) -> set[str]:
    """Return the gifts of which somebody else's line is a copy."""
    found: set[str] = set()
    for start in range(0, len(gift_ids), _AT_ONCE):
        part = gift_ids[start : start + _AT_ONCE]
        works = select(DonationLine.work_id).where(DonationLine.donation_id.in_(part))
        shared = select(DonationLine.work_id, DonationLine.donation_id)
        others = session.execute(shared.where(DonationLine.work_id.in_(works)))
        known = set(gift_ids)
        copied = {work_id for work_id, gift_id in others if gift_id not in known}
        origin = select(DonationLine.id, DonationLine.donation_id).where(
            DonationLine.donation_id.in_(part)
        )
        found |= {gift for line_id, gift in session.execute(origin) if line_id in copied}
    return found


def _take_back(session: Session, change: ChangeView, why: str) -> None:
    if change.kind == "donation" and change.is_new:
        _withdraw(session, change.id, why)
    elif change.kind == "donation":
        _restore_line(session, change)
    elif change.kind == "donor" and change.is_new:
        erase_contact(session, change.id)
    elif change.kind == "donor":
        change_donor(session, change.id, _donor(change.before))


def _withdraw(session: Session, donation_id: str, why: str) -> None:
    donation = find_donation(session, donation_id)
    decided = [line.decided_on for line in donation.lines if line.decided_on is not None]
    take_out(session, donation_id, why, min([donation.received_on, *decided]))


def _restore_line(session: Session, change: ChangeView) -> None:
    before, after = dict(change.before), change.after
    line_id = str(before.pop("line"))
    if _typed(before) != _typed(after):
        fields = _typed(before) | {"material": MaterialKind(before["material"])}
        donations.correct_line(session, line_id, NewLine(**fields))
    if _decided(before) != _decided(after):
        decide(session, line_id, _choice(before))


def _typed(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: fields[name] for name in NewLine.__dataclass_fields__}


def _decided(fields: Mapping[str, Any]) -> tuple[Any, ...]:
    names = ("decision", "decision_reason", "accepted_count", "decided_on")
    return tuple(fields[name] for name in names)


def _choice(before: Mapping[str, Any]) -> Choice:
    decision = Decision(before["decision"])
    if decision is Decision.PENDING:
        return Choice(decision)
    day = dt.date.fromisoformat(before["decided_on"]) if before["decided_on"] else None
    reason = before["decision_reason"]
    return Choice(decision, reason, before["accepted_count"], day, is_confirmed=True)


def _donor(before: Mapping[str, Any]) -> NewDonor:
    return NewDonor(**{**before, "kind": DonorKind(before["kind"])})
