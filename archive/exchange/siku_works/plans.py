"""What importing a list of works would write: new titles, and gaps of held ones that it fills."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sqlalchemy.orm import Session

from archive.catalogue.schemas import TitleView
from archive.catalogue.words import FIELD_LABELS
from archive.exchange.kinds import Action, SheetKind
from archive.exchange.plans import Plan, RowPlan
from archive.exchange.recognising.lines import TypedRow
from archive.exchange.recognising.problems import Said, error, note, warning
from archive.siku_set.queries import WorkKey, find_works, titles_without_work, works_by_key
from archive.siku_set.schemas import NewWork, WorkView
from archive.siku_set.service import what_is_empty
from archive.text.lookup_keys import lookup_key

_NAMED_ONCE = ("siku_class", "reprint_page")
"""Class and place are filled whole and said once."""


@dataclass(slots=True)
class KnownWorks:
    """What is held already: works by what tells them apart, and Siku titles of no list yet."""

    works: dict[WorkKey, str] = field(default_factory=dict)
    views: dict[str, WorkView] = field(default_factory=dict)
    titles: dict[str, list[TitleView]] = field(default_factory=dict)


def look_up_works(session: Session, rows: Sequence[TypedRow]) -> KnownWorks:
    """Return what the catalogue knows of the works that ``rows`` list."""
    works = works_by_key(session)
    named = [works[key] for row in rows if row.work and (key := key_of(row.work)) in works]
    return KnownWorks(works, find_works(session, named), titles_without_work(session))


def key_of(work: NewWork) -> WorkKey:
    """Return what tells a work of the list from the others; its number repeats."""
    return WorkKey(work.fields.reprint_volume, work.item, lookup_key(work.fields.title))


def plan_works(rows: Sequence[TypedRow], known: KnownWorks) -> Plan:
    """Return what taking in a list of works would write."""
    _refuse_twice(rows)
    _say_numbers(rows)
    _say_order(rows)
    names = Counter(lookup_key(row.title) for row in rows)
    planned = [_plan_row(row, known, names) for row in rows]
    for each in planned:
        if each.is_refused:
            each.action = Action.REFUSE
    return Plan(SheetKind.SIKU_WORKS, planned)


def _plan_row(row: TypedRow, known: KnownWorks, names: Counter[str]) -> RowPlan:
    work = row.work
    assert work is not None  # noqa: S101 - the reader of such a list makes one of every row
    title_id = known.works.get(key_of(work))
    if title_id is not None:
        return _plan_held(row, known.views[title_id].title, work, Action.SAME)
    held = _held_of(work, known, names)
    if held is None:
        return RowPlan(row, Action.CREATE)
    row.problems.append(note(Said.SIKU_MATCHED, value=held.title))
    return _plan_held(row, held, work, Action.UPDATE)


def _plan_held(row: TypedRow, held: TitleView, work: NewWork, action: Action) -> RowPlan:
    filled = what_is_empty(held, work)
    for name, value in filled.items():
        if name in {"siku_division", "reprint_volume"}:
            continue
        shown = f"{work.fields.reprint_volume}:{value}" if name == "reprint_page" else value
        label = FIELD_LABELS["reprint" if name == "reprint_page" else name]
        row.problems.append(note(Said.SIKU_FILLED, field=label, value=shown))
    plan = RowPlan(row, Action.UPDATE if filled else action)
    plan.title_id = held.id
    return plan


def _held_of(work: NewWork, known: KnownWorks, names: Counter[str]) -> TitleView | None:
    """Return the held title that is this work: of one name, and in its volumes of the reprint.

    One whose place nobody has written is it if nothing else is called so.
    """
    key = lookup_key(work.fields.title)
    alike = known.titles.get(key, [])
    placed = [title for title in alike if _is_within(title.reprint_volume, work)]
    if len(placed) == 1:
        return placed[0]
    is_only = len(alike) == 1 and names[key] == 1 and alike[0].reprint_volume is None
    return alike[0] if is_only and _is_same_author(alike[0].author, work.fields.author) else None


def _is_within(volume: int | None, work: NewWork) -> bool:
    first = work.fields.reprint_volume
    if volume is None or first is None:
        return False
    return first <= volume <= (work.last_volume or first)


def _is_same_author(held: str, listed: str) -> bool:
    one, other = lookup_key(held), lookup_key(listed)
    return one in other or other in one


def _refuse_twice(rows: Sequence[TypedRow]) -> None:
    first: dict[WorkKey, int] = {}
    for row in rows:
        if row.work is None or not row.title:
            continue
        earlier = first.setdefault(key_of(row.work), row.number)
        if earlier != row.number:
            row.problems.append(error(Said.SIKU_TWICE, value=earlier))


def _say_numbers(rows: Sequence[TypedRow]) -> None:
    """Say where the list's own numbers repeat or are missing; they tell nothing apart."""
    seen: dict[str, int] = {}
    for row in rows:
        number = row.work.catalogue_number if row.work else ""
        if not number:
            row.problems.append(note(Said.SIKU_NUMBER_MISSING))
        elif seen.setdefault(number, row.number) != row.number:
            said = note(Said.SIKU_NUMBER_TWICE, value=number, other=seen[number])
            row.problems.append(said)


def _say_order(rows: Sequence[TypedRow]) -> None:
    """Say where the pages of a printed volume do not follow the order of its works."""
    placed = sorted(
        (row for row in rows if row.work and row.work.item and row.work.fields.reprint_page),
        key=_order_of,
    )
    for before, row in pairwise(placed):
        volume, item, page = _order_of(row)
        other_volume, other_item, other_page = _order_of(before)
        if volume == other_volume and (item == other_item or page < other_page):
            row.problems.append(warning(Said.SIKU_ORDER, value=before.title, other=before.number))


def _order_of(row: TypedRow) -> tuple[int, int, int]:
    work = row.work
    assert work is not None  # noqa: S101 - only such rows are put in order
    fields = work.fields
    return fields.reprint_volume or 0, work.item or 0, fields.reprint_page or 0
