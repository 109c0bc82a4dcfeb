"""Taking over a register that was kept before: its numbers stay, and what is entered stays too."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.accessions.models import AccessionBatch, AccessionItem, ClosedMonth
from archive.accessions.months import month_name
from archive.catalogue.queries import find_volumes
from archive.catalogue.schemas import VolumeView
from archive.exchange.gift_plans import refuse_doubled
from archive.exchange.kinds import Action, SheetKind
from archive.exchange.plans import BatchPlan, Plan, RowPlan
from archive.exchange.recognising.lines import TypedRow
from archive.exchange.recognising.problems import Said, error, note
from archive.likeness.models import LikenessRecord
from archive.likeness.service import Kind
from archive.text.lookup_keys import lookup_key

AT_ONCE = 500


@dataclass(slots=True)
class KnownRegister:
    """What the registers already say: volumes by number, batches, closed months, titles held."""

    volumes: dict[str, VolumeView] = field(default_factory=dict)
    batches: set[str] = field(default_factory=set)
    closed: set[tuple[int, int]] = field(default_factory=set)
    titles: dict[str, str] = field(default_factory=dict)


def look_up_register(session: Session, rows: Sequence[TypedRow]) -> KnownRegister:
    """Return what the registers know of everything that ``rows`` name."""
    known = KnownRegister()
    for part in _parts({row.label for row in rows} - {""}):
        wanted = select(AccessionItem.label, AccessionItem.volume_id)
        found = session.execute(wanted.where(AccessionItem.label.in_(part))).all()
        volumes = find_volumes(session, [each.volume_id for each in found])
        known.volumes |= {each.label: volumes[each.volume_id] for each in found}
    for part in _parts({row.batch_number for row in rows} - {""}):
        taken = select(AccessionBatch.number).where(AccessionBatch.number.in_(part))
        known.batches |= set(session.scalars(taken))
    known.closed = {(row.year, row.month) for row in session.scalars(select(ClosedMonth))}
    for part in _parts({lookup_key(row.title) for row in rows} - {""}):
        wanted_titles = select(LikenessRecord).where(
            LikenessRecord.title_key.in_(part), LikenessRecord.kind == Kind.TITLE
        )
        for record in session.scalars(wanted_titles.order_by(LikenessRecord.record_id)):
            key = f"{record.title_key}|{lookup_key(record.responsibility)}"
            known.titles.setdefault(key, record.record_id)
    return known


def plan_register(rows: Sequence[TypedRow], known: KnownRegister) -> Plan:
    """Return what taking over a register would write: rows of one number and day are a batch."""
    refuse_doubled(rows, lambda row: row.label, Said.LABEL_TWICE)
    plan = Plan(SheetKind.REGISTER, [_plan_row(row, known) for row in rows])
    for planned in plan.rows:
        if planned.is_refused:
            planned.action = Action.REFUSE
    _group(plan)
    return plan


def _plan_row(row: TypedRow, known: KnownRegister) -> RowPlan:
    volume = known.volumes.get(row.label)
    if volume is not None:
        row.problems = []
        if not _is_same(row, volume):
            row.problems.append(error(Said.IN_REGISTER, value=row.label))
        return RowPlan(row, Action.SAME)
    if row.batch_number in known.batches:
        row.problems.append(error(Said.BATCH_TAKEN, value=row.batch_number))
    day = row.received_on
    if day is not None and (day.year, day.month) in known.closed:
        row.problems.append(error(Said.MONTH_CLOSED, value=month_name(day.year, day.month)))
    held = known.titles.get(title_key(row))
    if held is not None:
        row.problems.append(note(Said.TITLE_HELD, value=row.title))
    return RowPlan(row, Action.CREATE, original_title_id=held)


def title_key(row: TypedRow) -> str:
    """Return what tells one title (种) of a register from another."""
    return f"{lookup_key(row.title)}|{lookup_key(row.author)}"


def _is_same(row: TypedRow, volume: VolumeView) -> bool:
    """Whether a row says of a volume what the register says."""
    title = volume.title
    return (lookup_key(row.title), lookup_key(row.author)) == (
        lookup_key(title.title),
        lookup_key(title.author),
    )


def _group(plan: Plan) -> None:
    grouped: dict[tuple[object, ...], BatchPlan] = {}
    for planned in plan.rows:
        row = planned.row
        if planned.action is not Action.CREATE or row.received_on is None:
            continue
        batch = grouped.setdefault(
            (row.batch_number, row.received_on), BatchPlan(row.batch_number, row.received_on)
        )
        batch.rows.append(planned)
    plan.batches = list(grouped.values())


def _parts(items: Iterable[str]) -> Iterable[list[str]]:
    listed = sorted(items)
    return (listed[start : start + AT_ONCE] for start in range(0, len(listed), AT_ONCE))


def books_of(rows: Sequence[RowPlan]) -> Mapping[tuple[str, int], list[RowPlan]]:
    """Return the rows of a batch by title and copy, in their order."""
    found: dict[tuple[str, int], list[RowPlan]] = {}
    for plan in rows:
        found.setdefault((title_key(plan.row), plan.row.copy_number), []).append(plan)
    return found
