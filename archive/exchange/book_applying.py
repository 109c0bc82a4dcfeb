"""Writing what old books say: entries of the summary register, and volumes that left."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.accessions.old_summaries import (
    OldEntry,
    complete_old,
    enter_old,
    old_entry,
    put_back,
    take_back,
)
from archive.accessions.old_withdrawals import OldWithdrawal, bring_back, withdraw_old
from archive.accessions.queries import find_batch
from archive.catalogue.queries import find_volumes
from archive.exchange.applying import Made, naming
from archive.exchange.errors import NumbersGivenSinceError
from archive.exchange.kinds import Action, SheetKind
from archive.exchange.plans import Plan, RowPlan
from archive.exchange.queries import COUNTERS
from archive.exchange.recognising.lines import TypedRow
from archive.exchange.recognising.words import read_source
from archive.exchange.schemas import ChangeView
from archive.kernel.journal import Subject
from archive.kernel.numbers import NumberSeries, set_back


def take_over_book(session: Session, plan: Plan) -> list[Made]:
    """Write everything that ``plan`` says of an old summary register or register of withdrawals.

    Raises:
        RowRefusedError: a row cannot be written after all; nothing is to be kept then.
    """
    before = _counters(session)
    write = _write_entry if plan.kind is SheetKind.SUMMARY else _write_leaving
    made: list[Made] = []
    for planned in plan.rows:
        if planned.action in {Action.CREATE, Action.UPDATE}:
            with naming(planned.row.number):
                made.append(write(session, planned))
    after = _counters(session)
    changed = {name: last for name, last in after.items() if before.get(name, 0) != last}
    raised = {name: before.get(name, 0) for name in changed}
    counters = Made(Subject(COUNTERS, "all"), "", is_new=False, before=raised, after=changed)
    return [*made, counters] if changed else made


def _counters(session: Session) -> dict[str, int]:
    return {
        row.name: row.last for row in session.execute(select(NumberSeries.name, NumberSeries.last))
    }


def entry_of(row: TypedRow) -> OldEntry:
    """Return a row of an old summary register as the registers take it."""
    assert row.received_on is not None  # noqa: S101 - a row without a day is refused
    source = read_source(row.source)
    return OldEntry(
        registered_on=row.received_on,
        number=row.batch_number,
        title_count=row.title_count,
        volume_count=row.volume_count,
        piece_count=row.piece_count,
        value_cents=row.value_cents or 0,
        first_label=row.first_label,
        last_label=row.last_label,
        note=row.voucher,
        remark=row.note,
        is_gift=source.is_gift,
        mode=source.mode,
        source_text=source.text,
    )


def _write_entry(session: Session, plan: RowPlan) -> Made:
    entry, number = entry_of(plan.row), plan.row.number
    if plan.action is Action.CREATE:
        written = enter_old(session, entry)
        subject = Subject("accession-batch", written.id)
        return Made(subject, written.number, is_new=True, row_number=number)
    before = old_entry(find_batch(session, plan.batch_id))
    written = complete_old(session, plan.batch_id, entry)
    subject = Subject("accession-batch", written.id)
    after = old_entry(written)
    return Made(
        subject, written.number, is_new=False, row_number=number, before=before, after=after
    )


def _write_leaving(session: Session, plan: RowPlan) -> Made:
    row = plan.row
    assert row.received_on is not None  # noqa: S101 - a row without a day is refused
    volume = find_volumes(session, [plan.volume_id])[plan.volume_id]
    old = OldWithdrawal(row.received_on, row.gone_reason, row.approval, row.gone_number, row.note)
    number = withdraw_old(session, volume, old)
    label = f"{number} {volume.accession_label} {volume.title.title}"
    after = {"number": number}
    return Made(
        Subject("volume", volume.id), label, is_new=True, row_number=row.number, after=after
    )


def take_back_book(session: Session, changes: list[ChangeView]) -> None:
    """Undo what :func:`take_over_book` did, wholly or not at all.

    Raises:
        NumbersGivenSinceError: numbers were given out behind those that were brought in.
        ConflictError: an entry is in use, or its month is closed.
    """
    for change in reversed(changes):
        if change.kind == COUNTERS:
            _set_back(session, change.before, change.after)
        elif change.kind == "volume":
            bring_back(session, str(change.after["number"]))
        elif change.is_new:
            take_back(session, change.id)
        else:
            day = find_batch(session, change.id).registered_on
            put_back(session, change.id, OldEntry(day, **change.before))


def _set_back(session: Session, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    for name, last in after.items():
        if not set_back(session, name, int(last), int(before[name])):
            raise NumbersGivenSinceError
