"""Questions about the set and its works."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session

from archive.catalogue.models import Title
from archive.catalogue.queries import AT_ONCE, title_view
from archive.catalogue.schemas import TitleKind, TitleView
from archive.siku_set.models import SikuSet, SikuWork
from archive.siku_set.schemas import WorkView
from archive.text.lookup_keys import lookup_key

SHOWN = 20


@dataclass(frozen=True, slots=True)
class WorkKey:
    """What tells a work of the list from the others: printed volume, place in it, folded title."""

    volume: int | None
    item: int | None
    title_key: str


def find_set(session: Session) -> TitleView | None:
    """Return the title that is the set, if it has been made."""
    wanted = select(Title).join(SikuSet, SikuSet.title_id == Title.id)
    row = session.scalar(wanted.order_by(SikuSet.made_at).limit(1))
    return None if row is None else title_view(row)


def count_works(session: Session) -> int:
    """Return how many works of the set are known."""
    return session.scalar(select(func.count()).select_from(SikuWork)) or 0


def works_by_key(session: Session) -> dict[WorkKey, str]:
    """Return the identifiers of the titles of all works, by what tells them apart."""
    wanted = select(SikuWork.volume, SikuWork.item, Title.title_key, Title.id).join(
        Title, SikuWork.title_id == Title.id
    )
    return {
        WorkKey(volume, item, key): title_id
        for volume, item, key, title_id in session.execute(wanted)
    }


def titles_without_work(session: Session) -> dict[str, list[TitleView]]:
    """Return Siku titles that are held and that no list has named yet, by their folded title.

    The set itself is not among them.
    """
    listed = select(SikuWork.title_id)
    wanted = select(Title).where(
        Title.kind == TitleKind.SIKU,
        Title.id.not_in(listed),
        Title.id.not_in(select(SikuSet.title_id)),
    )
    found: dict[str, list[TitleView]] = {}
    for row in session.scalars(wanted.order_by(Title.created_at, Title.id)):
        found.setdefault(row.title_key, []).append(title_view(row))
    return found


def find_works(session: Session, title_ids: Iterable[str]) -> dict[str, WorkView]:
    """Return those of the titles that are works of the set, by identifier."""
    wanted, found = list(dict.fromkeys(title_ids)), dict[str, WorkView]()
    for start in range(0, len(wanted), AT_ONCE):
        part = SikuWork.title_id.in_(wanted[start : start + AT_ONCE])
        found |= {work.title.id: work for work in _works(session, _joined().where(part))}
    return found


def works_of_number(session: Session, catalogue_number: str) -> list[WorkView]:
    """Return the works that bear a number of the list; it may be several."""
    return _works(session, _joined().where(SikuWork.catalogue_number == catalogue_number))


def works_in_volume(session: Session, volume: int, limit: int = 200) -> list[WorkView]:
    """Return the works that stand in a printed volume, in their order in it."""
    begins, ends = SikuWork.volume, func.coalesce(SikuWork.last_volume, SikuWork.volume)
    wanted = _joined().where(begins <= volume, ends >= volume)
    return _works(session, wanted.order_by(begins, SikuWork.item).limit(limit))


def works_of_class(
    session: Session, siku_class: str, offset: int = 0, limit: int | None = None
) -> list[WorkView]:
    """Return the works of a 類, in the order of the reprint."""
    wanted = _joined().where(Title.siku_class == siku_class)
    ordered = wanted.order_by(SikuWork.volume, SikuWork.item, Title.title_key)
    return _works(session, ordered.offset(offset).limit(limit))


def works_named(session: Session, name: str, limit: int = SHOWN) -> list[WorkView]:
    """Return the works that ``name`` may mean, best first.

    It is compared in any script with titles, and in Latin letters with their pinyin, whole or by
    initials. Equal ones come before those that begin so and those that only contain it.
    """
    plain = "".join(name.split()).lower()
    if not plain:
        return []
    is_latin = plain.isascii() and plain.isalnum()
    exact, begins, inside = _pinyin(plain) if is_latin else _written(lookup_key(name))
    rank = case((exact, 0), (begins, 1), else_=2)
    wanted = _joined().where(or_(exact, begins, inside))
    ordered = wanted.order_by(rank, func.length(Title.title_key), SikuWork.volume, SikuWork.item)
    return _works(session, ordered.limit(limit))


Condition = ColumnElement[bool]


def _written(key: str) -> tuple[Condition, Condition, Condition]:
    held = Title.title_key
    return held == key, held.startswith(key, autoescape=True), held.contains(key, autoescape=True)


def _pinyin(typed: str) -> tuple[Condition, Condition, Condition]:
    full, initials = SikuWork.pinyin, SikuWork.initials
    begins = or_(full.startswith(typed), initials.startswith(typed))
    return or_(full == typed, initials == typed), begins, begins


def _joined() -> Select[SikuWork, Title]:
    return select(SikuWork, Title).join(Title, SikuWork.title_id == Title.id)


def _works(session: Session, wanted: Select[SikuWork, Title]) -> list[WorkView]:
    rows: Sequence[tuple[SikuWork, Title]] = session.execute(wanted).all()
    return [_view(work, title) for work, title in rows]


def _view(row: SikuWork, title: Title) -> WorkView:
    return WorkView(
        title=title_view(title),
        item=row.item,
        last_volume=row.last_volume,
        catalogue_number=row.catalogue_number,
        juan_printed=row.juan_printed,
        ce_printed=row.ce_printed,
        ce_count=row.ce_count,
        appendices=row.appendices,
    )
