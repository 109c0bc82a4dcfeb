"""Taking over old books: what their entries become (总括登记), what they take out (注销登记)."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from archive.accessions.models import AccessionBatch, AccessionItem, Deregistration
from archive.accessions.schemas import BatchView, TakenFrom
from archive.accessions.sheets import source_of
from archive.catalogue.schemas import VolumeView
from archive.exchange.gift_plans import refuse_doubled
from archive.exchange.kinds import Action, SheetKind
from archive.exchange.plans import Difference, Plan, RowPlan
from archive.exchange.recognising.fields import Field
from archive.exchange.recognising.lines import TypedRow
from archive.exchange.recognising.problems import Said, error, note, warning
from archive.exchange.register_plans import (
    closed_months_of,
    find_batches_of,
    find_volumes_of,
    parts,
    refuse_closed,
)
from archive.text.lookup_keys import lookup_key

MOST_RANGES = 1_000
"""More entries than this are not written at once, so their ranges are not looked at either."""


@dataclass(slots=True)
class KnownBooks:
    """What the registers already say of what the rows of an old book name."""

    batches: dict[str, BatchView] = field(default_factory=dict)
    taken: dict[int, tuple[str, str]] = field(default_factory=dict)
    volumes: dict[str, VolumeView] = field(default_factory=dict)
    days: dict[str, AccessionBatch] = field(default_factory=dict)
    gone: dict[str, Deregistration] = field(default_factory=dict)
    gone_numbers: set[str] = field(default_factory=set)
    closed: set[tuple[int, int]] = field(default_factory=set)


def look_up_summary(session: Session, rows: Sequence[TypedRow]) -> KnownBooks:
    """Return what the registers know of the entries of an old summary register."""
    known = KnownBooks(batches=find_batches_of(session, rows), closed=closed_months_of(session))
    new = [row for row in rows if row.first_label and row.batch_number not in known.batches]
    for row in new[:MOST_RANGES]:
        found = _within(session, row)
        if found is not None:
            known.taken[row.number] = found
    return known


def _within(session: Session, row: TypedRow) -> tuple[str, str] | None:
    """Return a number in the range of an entry that another entry has, and that entry's number."""
    wanted = (
        select(AccessionItem.label, AccessionBatch.number)
        .join(AccessionBatch, AccessionItem.batch_id == AccessionBatch.id)
        .where(
            AccessionItem.label.between(row.first_label, row.last_label),
            func.length(AccessionItem.label) == len(row.first_label),
            AccessionBatch.number != row.batch_number,
        )
        .order_by(AccessionItem.label)
        .limit(1)
    )
    if len(row.first_label) != len(row.last_label):
        return None
    found = session.execute(wanted).first()
    return None if found is None else (found[0], found[1])


def plan_summary(rows: Sequence[TypedRow], known: KnownBooks) -> Plan:
    """Return what taking over a summary register would write: each row is an entry."""
    refuse_doubled(rows, lambda row: row.batch_number, Said.ENTRY_TWICE)
    return _settled(Plan(SheetKind.SUMMARY, [_plan_entry(row, known) for row in rows]))


def _settled(plan: Plan) -> Plan:
    for planned in plan.rows:
        if planned.is_refused:
            planned.action = Action.REFUSE
    return plan


def _plan_entry(row: TypedRow, known: KnownBooks) -> RowPlan:
    held = known.batches.get(row.batch_number)
    if held is None:
        taken = known.taken.get(row.number)
        if taken is not None:
            row.problems.append(error(Said.RANGE_TAKEN, value=taken[0], other=taken[1]))
        refuse_closed(row, known.closed)
        return RowPlan(row, Action.CREATE)
    differences = _compare(row, held)
    may_complete = held.taken_from is TakenFrom.VOLUMES and row.received_on == held.registered_on
    if not differences:
        return RowPlan(row, Action.SAME, batch_id=held.id)
    if not may_complete:
        row.problems.append(error(Said.ENTRY_KNOWN, value=held.number))
    elif held.item_count > row.volume_count + row.piece_count:
        said = error(Said.ENTRY_TOO_SMALL, value=held.number, count=held.item_count)
        row.problems.append(said)
    refuse_closed(row, known.closed)
    return RowPlan(row, Action.UPDATE, differences=differences, batch_id=held.id)


def _compare(row: TypedRow, held: BatchView) -> list[Difference]:
    compared = [
        Difference(Field.RECEIVED_ON, held.registered_on.isoformat(), str(row.received_on or "")),
        Difference(Field.TITLES, str(held.title_count), str(row.title_count)),
        Difference(Field.VOLUMES, str(held.volume_count), str(row.volume_count)),
        Difference(Field.PIECES, str(held.piece_count), str(row.piece_count)),
        Difference(Field.VALUE, _yuan(held.value_cents), _yuan(row.value_cents or 0)),
        Difference(Field.FIRST_LABEL, held.first_label, row.first_label),
        Difference(Field.LAST_LABEL, held.last_label, row.last_label),
        Difference(Field.SOURCE, source_of(held), row.source),
        Difference(Field.VOUCHER, held.note, row.voucher),
    ]
    if held.taken_from is TakenFrom.VOLUMES:
        compared.append(Difference(Field.NOTE, held.remark, row.note))
    return [each for each in compared if each.before != each.after and _is_given(each, row)]


def _is_given(difference: Difference, row: TypedRow) -> bool:
    """Whether the book has such a column at all."""
    of_range = {Field.FIRST_LABEL, Field.LAST_LABEL}
    has_range = bool(row.given & (of_range | {Field.LABELS}))
    return has_range if difference.field in of_range else difference.field in row.given


def _yuan(cents: int) -> str:
    return f"{cents / 100:.2f}"


def look_up_withdrawals(session: Session, rows: Sequence[TypedRow]) -> KnownBooks:
    """Return what the registers know of the volumes that an old register takes out."""
    known = KnownBooks(volumes=find_volumes_of(session, rows), closed=closed_months_of(session))
    for part in parts(volume.id for volume in known.volumes.values()):
        gone = select(Deregistration).where(Deregistration.volume_id.in_(part))
        known.gone |= {row.volume_id: row for row in session.scalars(gone)}
        days = (
            select(AccessionItem.volume_id, AccessionBatch)
            .join(AccessionBatch, AccessionItem.batch_id == AccessionBatch.id)
            .where(AccessionItem.volume_id.in_(part))
        )
        known.days |= {each[0]: each[1] for each in session.execute(days)}
    for part in parts({row.gone_number for row in rows} - {""}):
        taken = select(Deregistration.number).where(Deregistration.number.in_(part))
        known.gone_numbers |= set(session.scalars(taken))
    return known


def plan_withdrawals(rows: Sequence[TypedRow], known: KnownBooks) -> Plan:
    """Return what taking over a register of withdrawals would write: each row is a volume."""
    refuse_doubled(rows, lambda row: row.gone_number, Said.ENTRY_TWICE)
    refuse_doubled(rows, lambda row: row.label, Said.LABEL_TWICE)
    return _settled(Plan(SheetKind.WITHDRAWALS, [_plan_leaving(row, known) for row in rows]))


def _plan_leaving(row: TypedRow, known: KnownBooks) -> RowPlan:
    volume = known.volumes.get(row.label)
    if volume is None:
        if row.label:
            row.problems.append(error(Said.LABEL_UNKNOWN, value=row.label))
        return RowPlan(row, Action.CREATE)
    title = volume.title.title
    if row.title and lookup_key(row.title) != lookup_key(title):
        row.problems.append(error(Said.LABEL_OTHER_TITLE, value=row.label, title=title))
    gone = known.gone.get(volume.id)
    if gone is not None:
        return _plan_gone(row, gone, volume)
    if row.gone_number in known.gone_numbers:
        row.problems.append(error(Said.GONE_TAKEN, value=row.gone_number))
    entered = known.days[volume.id].registered_on
    if row.received_on is not None and row.received_on < entered:
        row.problems.append(warning(Said.GONE_EARLY, value=entered))
    refuse_closed(row, known.closed)
    return RowPlan(row, Action.CREATE, volume_id=volume.id)


def _plan_gone(row: TypedRow, gone: Deregistration, volume: VolumeView) -> RowPlan:
    """Say that a volume left already; the same entry once more is no mistake."""
    is_same = gone.deregistered_on == row.received_on and row.gone_number in {"", gone.number}
    said, day = note if is_same else error, gone.deregistered_on
    row.problems.append(said(Said.LABEL_GONE, value=row.label, day=day, number=gone.number))
    return RowPlan(row, Action.SAME, volume_id=volume.id)
