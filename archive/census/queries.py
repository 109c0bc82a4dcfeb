"""Questions to the census."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from archive.catalogue.models import Copy, Title, Volume
from archive.catalogue.queries import title_view
from archive.census.errors import CensusRecordNotFoundError, CopyNotFoundError
from archive.census.models import CensusRecord
from archive.census.schemas import CopyView, RecordFilter, RecordView
from archive.kernel.sorting import sorted_by
from archive.text.lookup_keys import lookup_key

NONE = "none"
SORTS = {
    "number": CensusRecord.census_number,
    "title": Title.title_key,
    "changed": CensusRecord.changed_at,
}


def find_record(session: Session, record_id: str) -> RecordView:
    """Return a record; :class:`CensusRecordNotFoundError` if there is none."""
    row = session.get(CensusRecord, record_id)
    if row is None:
        raise CensusRecordNotFoundError(detail=record_id)
    return views_of(session, [row])[0]


def find_copy(session: Session, copy_id: str) -> CopyView:
    """Return a copy; :class:`CopyNotFoundError` if there is none."""
    found = copies_by_id(session, [copy_id])
    if copy_id not in found:
        raise CopyNotFoundError(detail=copy_id)
    return found[copy_id]


def copies_of(session: Session, title_id: str) -> list[CopyView]:
    """Return the copies of a title, in their order."""
    ids = session.scalars(select(Copy.id).where(Copy.title_id == title_id).order_by(Copy.number))
    return list(copies_by_id(session, list(ids)).values())


def records_of(session: Session, copy_ids: Iterable[str]) -> dict[str, RecordView]:
    """Return the records of copies that have one, by copy."""
    rows = session.scalars(select(CensusRecord).where(CensusRecord.copy_id.in_(list(copy_ids))))
    return {view.copy.id: view for view in views_of(session, list(rows))}


def list_records(
    session: Session, wanted: RecordFilter, sort: str = "-changed", offset: int = 0, limit: int = 50
) -> list[RecordView]:
    """Return a part of the records ``wanted``."""
    order = sorted_by(sort, SORTS, CensusRecord.changed_at, CensusRecord.id)
    rows = session.scalars(_wanted(wanted).order_by(*order).offset(offset).limit(limit))
    return views_of(session, list(rows))


def count_records(session: Session, wanted: RecordFilter) -> int:
    """Return how many records there are of those ``wanted``."""
    return count_each(session, [wanted])[0]


def count_each(session: Session, filters: Iterable[RecordFilter]) -> list[int]:
    """Return how many records there are of each filter, asking once."""
    counts = (_wanted(one).with_only_columns(func.count(CensusRecord.id)) for one in filters)
    return list(session.execute(select(*(count.scalar_subquery() for count in counts))).one())


def _wanted(wanted: RecordFilter) -> Select[CensusRecord]:
    statement = select(CensusRecord).where(*_conditions(wanted))
    return statement.join(Copy, CensusRecord.copy_id == Copy.id).join(
        Title, Copy.title_id == Title.id
    )


def _conditions(wanted: RecordFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    text = wanted.text.strip()
    if text:
        conditions.append(
            or_(
                CensusRecord.census_number == text,
                Title.title_key.contains(lookup_key(text), autoescape=True),
                Title.author.contains(text, autoescape=True),
            )
        )
    for column, asked in (
        (CensusRecord.grade, wanted.grade),
        (CensusRecord.damage, wanted.damage),
    ):
        if asked:
            conditions.append(column == ("" if asked == NONE else asked))
    if wanted.is_unnumbered:
        conditions.append(CensusRecord.census_number.is_(None))
    return conditions


def views_of(session: Session, rows: Sequence[CensusRecord]) -> list[RecordView]:
    """Return the views of rows, in their order, in two statements."""
    copies = copies_by_id(session, [row.copy_id for row in rows])
    return [_view(row, copies) for row in rows]


def _view(row: CensusRecord, copies: Mapping[str, CopyView]) -> RecordView:
    return RecordView(
        id=row.id,
        census_number=row.census_number or "",
        details=row.details,
        grade=row.grade,
        damage=row.damage,
        created_at=row.created_at,
        changed_at=row.changed_at,
        revision=row.revision,
        copy=copies[row.copy_id],
    )


def copies_by_id(session: Session, copy_ids: Sequence[str]) -> dict[str, CopyView]:
    """Return copies with their volumes counted (what was withdrawn is none), in the order asked."""
    rows = session.execute(
        select(Copy, Title).join(Title, Copy.title_id == Title.id).where(Copy.id.in_(copy_ids))
    )
    found = {copy.id: (copy, title) for copy, title in rows}
    counted = session.execute(
        select(Volume.copy_id, func.count())
        .where(Volume.copy_id.in_(copy_ids), Volume.deregistered_on.is_(None))
        .group_by(Volume.copy_id)
    )
    counts = {row[0]: int(row[1]) for row in counted}
    marks = _shelfmarks(session, copy_ids)
    return {
        copy_id: CopyView(
            id=copy_id,
            number=found[copy_id][0].number,
            provenance=found[copy_id][0].provenance,
            volume_count=counts.get(copy_id, 0),
            call_number=marks.get(copy_id, ""),
            title=title_view(found[copy_id][1]),
        )
        for copy_id in copy_ids
        if copy_id in found
    }


def _shelfmarks(session: Session, copy_ids: Sequence[str]) -> dict[str, str]:
    """Return the shelfmark of the first volume of each copy that has one."""
    first = (
        select(Volume.copy_id, func.min(Volume.sequence).label("sequence"))
        .where(Volume.copy_id.in_(copy_ids), Volume.shelfmark != "")
        .group_by(Volume.copy_id)
        .subquery()
    )
    marks = select(Volume.copy_id, Volume.shelfmark).join(
        first,
        (Volume.copy_id == first.c.copy_id) & (Volume.sequence == first.c.sequence),
    )
    return {row[0]: str(row[1]) for row in session.execute(marks)}
