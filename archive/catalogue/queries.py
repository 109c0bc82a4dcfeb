"""Questions to the catalogue."""

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    false,
    func,
    literal,
    literal_column,
    or_,
    select,
)
from sqlalchemy.orm import Session, contains_eager, joinedload

from archive.catalogue.errors import TitleNotFoundError, VolumeNotFoundError
from archive.catalogue.models import Copy, Title, Volume
from archive.catalogue.schemas import FIELDS, TitleKind, TitleRow, TitleView, VolumeView
from archive.kernel.sorting import sorted_by
from archive.text.lookup_keys import lookup_key

_SHORTEST_PART = 2
_NAMES_AT_ONCE = 50
_LABEL_DIGITS = 6

AT_ONCE = 500
"""How many identifiers a statement names at most."""


@dataclasses.dataclass(frozen=True, slots=True)
class TitleFilter:
    """Which titles a list shows; what is None or empty does not narrow it.

    ``lacking`` are the conditions of gaps, see ``quality``.
    """

    text: str = ""
    kind: TitleKind | None = None
    is_published: bool | None = None
    is_undecided: bool = False
    lacking: tuple[ColumnElement[bool], ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Window:
    """Which part of a list, in which order; ``sort`` may begin with "-" to turn it round."""

    sort: str = ""
    offset: int = 0
    limit: int = 50


def title_view(row: Title) -> TitleView:
    """Return the view of a row of ``titles``."""
    return TitleView(
        **{field.name: getattr(row, field.name) for field in FIELDS},
        id=row.id,
        kind=row.kind,
        created_at=row.created_at,
        revision=row.revision,
        part_of_id=row.part_of_id,
    )


def volume_view(row: Volume) -> VolumeView:
    """Return the view of a row of ``volumes`` whose copy and title are loaded."""
    return VolumeView(
        id=row.id,
        sequence=row.sequence,
        label=row.label,
        shelfmark=row.shelfmark,
        published_at=row.published_at,
        copy_id=row.copy_id,
        copy_number=row.copy.number,
        accession_number=row.accession_number,
        title=title_view(row.copy.title),
        accession_label=row.accession_label,
        deregistered_on=row.deregistered_on,
    )


def find_title(session: Session, title_id: str) -> TitleView:
    """Return a title; :class:`TitleNotFoundError` if there is none."""
    row = session.get(Title, title_id)
    if row is None:
        raise TitleNotFoundError(detail=title_id)
    return title_view(row)


def find_titles(session: Session, title_ids: Iterable[str]) -> dict[str, TitleView]:
    """Return those of the titles that exist, by identifier."""
    rows = session.scalars(select(Title).where(Title.id.in_(list(title_ids))))
    return {row.id: title_view(row) for row in rows}


def find_volume(session: Session, volume_id: str) -> VolumeView:
    """Return a volume with its title; :class:`VolumeNotFoundError` if there is none."""
    found = find_volumes(session, [volume_id])
    if volume_id not in found:
        raise VolumeNotFoundError(detail=volume_id)
    return found[volume_id]


def find_volumes(session: Session, volume_ids: Iterable[str]) -> dict[str, VolumeView]:
    """Return those of the volumes that exist, by identifier, however many are asked for."""
    wanted, found = list(dict.fromkeys(volume_ids)), dict[str, VolumeView]()
    for start in range(0, len(wanted), AT_ONCE):
        rows = session.scalars(_volumes().where(Volume.id.in_(wanted[start : start + AT_ONCE])))
        found |= {row.id: volume_view(row) for row in rows}
    return found


def volumes_of(session: Session, title_id: str) -> list[VolumeView]:
    """Return every volume of a title, copy by copy, in their order."""
    rows = session.scalars(_volumes().where(Copy.title_id == title_id))
    return [volume_view(row) for row in rows]


def search_volumes(session: Session, text: str, limit: int = 20) -> list[VolumeView]:
    """Return volumes whose title contains ``text`` in any script, or with that 登录号.

    An empty ``text`` gives the volumes registered last.
    """
    statement = _volumes().join(Title, Copy.title_id == Title.id)
    plain = text.strip()
    if is_accession_number(session, plain):
        statement = statement.where(Volume.accession_label.in_(labels_meant(plain)))
    elif plain.isascii() and plain.isdecimal():
        statement = statement.where(false())
    elif plain:
        statement = statement.where(_contains(plain))
    else:
        statement = statement.order_by(None).order_by(Volume.accession_number.desc().nulls_last())
    return [volume_view(row) for row in session.scalars(statement.limit(limit))]


def labels_meant(typed: str) -> list[str]:
    """Return the accession numbers that somebody may mean: 42 is 000042 too."""
    plain = typed.strip()
    is_count = plain.isascii() and plain.isdecimal() and len(plain) < _LABEL_DIGITS
    return [plain, plain.zfill(_LABEL_DIGITS)] if is_count else [plain]


def is_accession_number(session: Session, typed: str) -> bool:
    """Whether a volume has this accession number (登录号)."""
    if not typed.strip():
        return False
    wanted = select(Volume.id).where(Volume.accession_label.in_(labels_meant(typed)))
    return session.scalar(wanted.limit(1)) is not None


def _volumes() -> Select[Volume]:
    return (
        select(Volume)
        .join(Copy, Volume.copy_id == Copy.id)
        .options(contains_eager(Volume.copy).options(joinedload(Copy.title)))
        .order_by(Copy.title_id, Copy.number, Volume.sequence)
    )


def _contains(text: str) -> ColumnElement[bool]:
    key = lookup_key(text)
    author = Title.author.contains(text, autoescape=True)
    return or_(Title.title_key.contains(key, autoescape=True), author)


def count_titles(session: Session, wanted: TitleFilter) -> int:
    """Return how many titles there are of those ``wanted``."""
    counted = select(func.count()).select_from(Title).where(*_conditions(wanted))
    return session.scalar(counted) or 0


SORTS = {"title": Title.title_key, "author": Title.author, "created": Title.created_at}


def list_titles(session: Session, wanted: TitleFilter, window: Window) -> list[TitleRow]:
    """Return a part of the titles ``wanted``, each with its volumes counted."""
    titles = session.scalars(_window_of(select(Title), wanted, window)).all()
    counts = _volume_counts(session, [title.id for title in titles])
    return [TitleRow(title_view(title), *counts.get(title.id, (0, 0, 0))) for title in titles]


def list_title_ids(session: Session, wanted: TitleFilter, window: Window) -> list[str]:
    """Return a part of the titles ``wanted``, as identifiers alone."""
    return list(session.scalars(_window_of(select(Title.id), wanted, window)))


def _window_of(statement: Select[Any], wanted: TitleFilter, window: Window) -> Select[Any]:
    return (
        statement.where(*_conditions(wanted))
        .order_by(*sorted_by(window.sort, SORTS, Title.created_at, Title.id))
        .offset(window.offset)
        .limit(window.limit)
    )


def _volume_counts(session: Session, title_ids: Sequence[str]) -> dict[str, tuple[int, int, int]]:
    """Return of each title how many volumes it has, are published, and were withdrawn."""
    counted = (
        select(
            Copy.title_id,
            func.count(Volume.id),
            func.count(Volume.published_at),
            func.count(Volume.deregistered_on),
        )
        .join(Volume, Volume.copy_id == Copy.id)
        .where(Copy.title_id.in_(title_ids))
        .group_by(Copy.title_id)
    )
    rows = session.execute(counted)
    return {title_id: (every - gone, shown, gone) for title_id, every, shown, gone in rows}


def _conditions(wanted: TitleFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = list(wanted.lacking)
    if wanted.text.strip():
        conditions.append(_contains(wanted.text.strip()))
    if wanted.kind is not None:
        conditions.append(Title.kind == wanted.kind)
    if wanted.is_published is not None:
        shown = select(Copy.title_id).join(Volume).where(Volume.published_at.is_not(None))
        is_shown = Title.id.in_(shown)
        conditions.append(is_shown if wanted.is_published else ~is_shown)
    if wanted.is_undecided:  # every decision of who may see a title is written with its reason
        # Spelt out: a bound value does not let SQLite take the index of those alone.
        conditions.append(Title.access_reason == literal_column("''"))
        # A part of a series that has no volumes of its own follows the series.
        has_volumes = select(Copy.id).where(Copy.title_id == Title.id).exists()
        conditions.append(or_(Title.part_of_id.is_(None), has_volumes))
    return conditions


def count_held(session: Session) -> tuple[int, int, int]:
    """Return how many 种, 册 and 件 are held, by what stands in the registers."""
    counted = select(
        func.count(Copy.title_id.distinct()),
        func.count(Volume.id).filter(~Volume.is_piece),
        func.count(Volume.id).filter(Volume.is_piece),
    )
    titles, volumes, pieces = session.execute(
        counted.select_from(Volume)
        .join(Copy)
        .where(Volume.accession_number.is_not(None), Volume.deregistered_on.is_(None))
    ).one()
    return titles, volumes, pieces


def titles_like(session: Session, names: Iterable[str]) -> dict[str, list[TitleView]]:
    """Return, for each of ``names``, the titles held that may be the same work.

    A title may be the same if its key equals, contains or is contained in that of the name; the
    equal ones come first. Keys of one character match only themselves.
    """
    keys = {name: lookup_key(name) for name in dict.fromkeys(names) if name.strip()}
    distinct = list(dict.fromkeys(keys.values()))
    held: list[Title] = []
    for start in range(0, len(distinct), _NAMES_AT_ONCE):
        alike = [_is_like(key) for key in distinct[start : start + _NAMES_AT_ONCE]]
        held.extend(session.scalars(select(Title).where(or_(*alike)).order_by(Title.created_at)))
    rows = {row.id: row for row in held}.values()
    return {name: _alike(key, rows) for name, key in keys.items()}


def _is_like(key: str) -> ColumnElement[bool]:
    if len(key) < _SHORTEST_PART:
        return Title.title_key == key
    holds = Title.title_key.contains(key, autoescape=True)
    is_part = literal(key).contains(Title.title_key)
    return or_(holds, and_(func.length(Title.title_key) >= _SHORTEST_PART, is_part))


def _alike(key: str, rows: Iterable[Title]) -> list[TitleView]:
    def is_alike(other: str) -> bool:
        is_long = min(len(key), len(other)) >= _SHORTEST_PART
        return key == other or (is_long and (key in other or other in key))

    found = [row for row in rows if is_alike(row.title_key)]
    return [title_view(row) for row in sorted(found, key=lambda row: row.title_key != key)]
