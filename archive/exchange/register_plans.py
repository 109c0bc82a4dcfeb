"""Taking over a register that was kept before: its numbers stay, and what is entered stays too."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.accessions.models import AccessionItem, ClosedMonth
from archive.accessions.months import month_name
from archive.accessions.queries import batches_of_numbers
from archive.accessions.schemas import BatchView, TakenFrom
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
_BLANK_DAY = frozenset({Said.DAY_MISSING, Said.DAY_ABOVE, Said.DAY_ASSUMED})


@dataclass(slots=True)
class KnownRegister:
    """What the registers already say: volumes by number, batches, closed months, titles held."""

    volumes: dict[str, VolumeView] = field(default_factory=dict)
    batches: dict[str, BatchView] = field(default_factory=dict)
    closed: set[tuple[int, int]] = field(default_factory=set)
    titles: dict[str, str] = field(default_factory=dict)


def look_up_register(session: Session, rows: Sequence[TypedRow]) -> KnownRegister:
    """Return what the registers know of everything that ``rows`` name."""
    known = KnownRegister()
    known.volumes = find_volumes_of(session, rows)
    known.batches = find_batches_of(session, rows)
    known.closed = closed_months_of(session)
    for part in parts({lookup_key(row.title) for row in rows} - {""}):
        wanted_titles = select(LikenessRecord).where(
            LikenessRecord.title_key.in_(part), LikenessRecord.kind == Kind.TITLE
        )
        for record in session.scalars(wanted_titles.order_by(LikenessRecord.record_id)):
            key = f"{record.title_key}|{lookup_key(record.responsibility)}"
            known.titles.setdefault(key, record.record_id)
    return known


def find_volumes_of(session: Session, rows: Sequence[TypedRow]) -> dict[str, VolumeView]:
    """Return the volumes that bear the numbers in ``rows``."""
    known: dict[str, VolumeView] = {}
    for part in parts({row.label for row in rows} - {""}):
        wanted = select(AccessionItem.label, AccessionItem.volume_id)
        found = session.execute(wanted.where(AccessionItem.label.in_(part))).all()
        volumes = find_volumes(session, [each.volume_id for each in found])
        known |= {each.label: volumes[each.volume_id] for each in found}
    return known


def find_batches_of(session: Session, rows: Sequence[TypedRow]) -> dict[str, BatchView]:
    """Return the entries of the summary register that ``rows`` name."""
    found: dict[str, BatchView] = {}
    for part in parts({row.batch_number for row in rows} - {""}):
        found |= {batch.number: batch for batch in batches_of_numbers(session, part)}
    return found


def closed_months_of(session: Session) -> set[tuple[int, int]]:
    """Return the months in which nothing is written any more."""
    return {(row.year, row.month) for row in session.scalars(select(ClosedMonth))}


def refuse_closed(row: TypedRow, closed: set[tuple[int, int]]) -> None:
    """Say of a row that its month is closed, if it is."""
    day = row.received_on
    if day is not None and (day.year, day.month) in closed:
        row.problems.append(error(Said.MONTH_CLOSED, value=month_name(day.year, day.month)))


def plan_register(rows: Sequence[TypedRow], known: KnownRegister) -> Plan:
    """Return what taking over a register would write: rows of one number and day are a batch."""
    refuse_doubled(rows, lambda row: row.label, Said.LABEL_TWICE)
    _settle_editions(rows)
    plan = Plan(SheetKind.REGISTER, [_plan_row(row, known) for row in rows])
    _refuse_surplus(plan, known)
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
    batch = known.batches.get(row.batch_number)
    if batch is not None:
        _join(row, batch)
    refuse_closed(row, known.closed)
    held = known.titles.get(title_key(row))
    if held is not None:
        row.problems.append(note(Said.TITLE_HELD, value=row.title))
    return RowPlan(row, Action.CREATE, original_title_id=held)


def _join(row: TypedRow, batch: BatchView) -> None:
    """Let a row follow the entry of the summary register that was taken over before it."""
    if batch.taken_from is not TakenFrom.SUMMARY:
        row.problems.append(error(Said.BATCH_TAKEN, value=row.batch_number))
        return
    says_no_day = any(each.said in _BLANK_DAY for each in row.problems)
    if says_no_day:
        row.received_on = batch.registered_on
        row.problems = [each for each in row.problems if each.said not in _BLANK_DAY]
    if row.received_on not in {None, batch.registered_on}:
        day = batch.registered_on
        row.problems.append(error(Said.BATCH_DAY, value=row.batch_number, day=day))
    row.problems.append(note(Said.BATCH_JOINED, value=row.batch_number))


def _refuse_surplus(plan: Plan, known: KnownRegister) -> None:
    """Refuse what is more than the entries of the summary register count."""
    held = Counter({number: batch.item_count for number, batch in known.batches.items()})
    for planned in plan.rows:
        number = planned.row.batch_number
        batch = known.batches.get(number)
        if batch is None or planned.action is not Action.CREATE or planned.is_refused:
            continue
        held[number] += 1
        counted = batch.volume_count + batch.piece_count
        if held[number] > counted:
            planned.problems.append(error(Said.BATCH_FULL, value=number, count=counted))


def _settle_editions(rows: Sequence[TypedRow]) -> None:
    """A book that says its edition in the first row of a title alone means all of them."""
    above: TypedRow | None = None
    for row in rows:
        is_same = above is not None and title_key(row) == title_key(above)
        if above is not None and is_same and not (row.edition or row.date_text):
            row.edition, row.date_text = above.edition, above.date_text
        above = row


def title_key(row: TypedRow) -> str:
    """Return what tells a title (种) in a register, whatever its edition."""
    return f"{lookup_key(row.title)}|{lookup_key(row.author)}"


def edition_key(row: TypedRow) -> str:
    """Return what tells one title (种) of a register from another: an edition is one of its own."""
    return f"{title_key(row)}|{lookup_key(row.edition)}|{lookup_key(row.date_text)}"


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


def parts(items: Iterable[str]) -> Iterable[list[str]]:
    """Return ``items`` in order, as many at a time as one query asks for."""
    listed = sorted(items)
    return (listed[start : start + AT_ONCE] for start in range(0, len(listed), AT_ONCE))


def books_of(rows: Sequence[RowPlan]) -> Mapping[tuple[str, int], list[RowPlan]]:
    """Return the rows of a batch by title and copy, in their order."""
    found: dict[tuple[str, int], list[RowPlan]] = {}
    for plan in rows:
        found.setdefault((edition_key(plan.row), plan.row.copy_number), []).append(plan)
    return found
