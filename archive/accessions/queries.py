"""Questions to the registers."""

import calendar
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Row, Select, Subquery, extract, func, select
from sqlalchemy.orm import Session

from archive.accessions.errors import BatchNotFoundError
from archive.accessions.models import AccessionBatch, AccessionItem
from archive.accessions.schemas import BatchView, ItemRow
from archive.catalogue.queries import find_volumes
from archive.catalogue.schemas import VolumeView

_AT_ONCE = 500


def find_batch(session: Session, batch_id: str) -> BatchView:
    """Return a batch with its volumes; :class:`BatchNotFoundError` if there is none."""
    found = session.execute(
        _batches(select(AccessionBatch.id).where(AccessionBatch.id == batch_id))
    ).first()
    if found is None:
        raise BatchNotFoundError(detail=batch_id)
    items = select(AccessionItem).where(AccessionItem.batch_id == batch_id)
    rows = session.scalars(items.order_by(AccessionItem.number)).all()
    volumes = find_volumes(session, [row.volume_id for row in rows])
    labels = {row.number: row.label for row in rows}
    inside = tuple(volumes[row.volume_id] for row in rows)
    return _batch_view(*found, labels=labels, volumes=inside)


def find_batch_of_donation(session: Session, donation_id: str) -> BatchView | None:
    """Return the batch that a donation was registered in, without its volumes."""
    found = session.execute(
        _batches(select(AccessionBatch.id).where(AccessionBatch.donation_id == donation_id))
    ).first()
    if found is None:
        return None
    return _batch_view(*found, labels=_labels(session, {found[1] or 0, found[2] or 0}))


def find_batch_of_submission(session: Session, submission: str) -> str | None:
    """Return the batch that the form with this token registered, if it did."""
    return session.scalar(select(AccessionBatch.id).where(AccessionBatch.submission == submission))


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """Which entries a register shows: those of the days from and to, both included."""

    first: dt.date | None = None
    last: dt.date | None = None

    @classmethod
    def of_month(cls, year: int, month: int) -> "RegisterFilter":
        """Return the filter of one month."""
        return cls(
            dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
        )

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return it as SQL on ``accession_batches``."""
        found: list[ColumnElement[bool]] = []
        if self.first is not None:
            found.append(AccessionBatch.registered_on >= self.first)
        if self.last is not None:
            found.append(AccessionBatch.registered_on <= self.last)
        return found


ALL = RegisterFilter()


def count_batches(session: Session, wanted: RegisterFilter = ALL) -> int:
    """Return how many entries the summary register has."""
    counted = select(func.count()).select_from(AccessionBatch).where(*wanted.conditions())
    return session.scalar(counted) or 0


def list_batches(
    session: Session,
    offset: int = 0,
    limit: int | None = 50,
    wanted: RegisterFilter = ALL,
    *,
    newest_first: bool = False,
) -> list[BatchView]:
    """Return a part of the summary register, by the days of the entries and their numbers."""
    length = func.length(AccessionBatch.number)
    order = (AccessionBatch.registered_on, length, AccessionBatch.number)
    directed = [each.desc() if newest_first else each.asc() for each in order]
    ids = select(AccessionBatch.id).where(*wanted.conditions()).order_by(*directed)
    part = ids.offset(offset).limit(limit)
    rows = session.execute(_batches(part).order_by(*directed)).all()
    return _batch_views(session, rows)


def batches_of_numbers(session: Session, numbers: Sequence[str]) -> list[BatchView]:
    """Return the entries of the summary register with these numbers, without their volumes."""
    found = session.execute(
        _batches(select(AccessionBatch.id).where(AccessionBatch.number.in_(numbers)))
    ).all()
    return _batch_views(session, found)


def _batch_views(
    session: Session, rows: Sequence[Row[AccessionBatch, int | None, int | None, int | None]]
) -> list[BatchView]:
    labels = _labels(session, {number for _, *ends, _ in rows for number in ends if number})
    return [_batch_view(*row, labels=labels) for row in rows]


def _labels(session: Session, numbers: set[int]) -> Mapping[int, str]:
    """Return accession numbers as they are printed, by the count of what was registered."""
    found: dict[int, str] = {}
    wanted = sorted(numbers)
    for start in range(0, len(wanted), _AT_ONCE):
        part = AccessionItem.number.in_(wanted[start : start + _AT_ONCE])
        rows = session.execute(select(AccessionItem.number, AccessionItem.label).where(part))
        found |= {row[0]: row[1] for row in rows}
    return found


def month_totals(session: Session, wanted: RegisterFilter) -> tuple[int, int, int, int]:
    """Return 种, 册, 件 and the value in cents that the summary register has for some days."""
    sums = select(
        func.coalesce(func.sum(AccessionBatch.title_count), 0),
        func.coalesce(func.sum(AccessionBatch.volume_count), 0),
        func.coalesce(func.sum(AccessionBatch.piece_count), 0),
        func.coalesce(func.sum(AccessionBatch.value_cents), 0),
    ).where(*wanted.conditions())
    titles, volumes, pieces, value = session.execute(sums).one()
    return int(titles), int(volumes), int(pieces), int(value)


def registered_months(session: Session) -> list[tuple[int, int]]:
    """Return the months that have entries, newest first."""
    year, month = (extract(part, AccessionBatch.registered_on) for part in ("year", "month"))
    rows = session.execute(select(year, month).distinct())
    return sorted({(int(y), int(m)) for y, m in rows}, reverse=True)


def count_items(session: Session, wanted: RegisterFilter = ALL) -> int:
    """Return how many volumes the individual register has."""
    counted = select(func.count()).select_from(AccessionItem)
    if wanted != ALL:
        counted = counted.join(AccessionBatch, AccessionItem.batch_id == AccessionBatch.id)
    return session.scalar(counted.where(*wanted.conditions())) or 0


def list_items(
    session: Session,
    offset: int = 0,
    limit: int | None = 50,
    wanted: RegisterFilter = ALL,
    *,
    newest_first: bool = False,
) -> list[ItemRow]:
    """Return a part of the individual register, in the order of accession numbers."""
    order = AccessionItem.number.desc() if newest_first else AccessionItem.number
    statement = (
        select(AccessionItem, AccessionBatch)
        .join(AccessionBatch, AccessionItem.batch_id == AccessionBatch.id)
        .where(*wanted.conditions())
        .order_by(order)
        .offset(offset)
        .limit(limit)
    )
    return _item_rows(session, session.execute(statement).all())


def each_item(session: Session, wanted: RegisterFilter = ALL) -> Iterator[ItemRow]:
    """Yield the individual register piece by piece: memory holds a few hundred volumes."""
    last = 0
    while True:
        statement = (
            select(AccessionItem, AccessionBatch)
            .join(AccessionBatch, AccessionItem.batch_id == AccessionBatch.id)
            .where(AccessionItem.number > last, *wanted.conditions())
            .order_by(AccessionItem.number)
            .limit(_AT_ONCE)
        )
        found = session.execute(statement).all()
        if not found:
            return
        yield from _item_rows(session, found)
        last = found[-1][0].number
        session.expunge_all()


def _item_rows(
    session: Session, found: Sequence[Row[AccessionItem, AccessionBatch]]
) -> list[ItemRow]:
    volumes = find_volumes(session, [item.volume_id for item, _ in found])
    return [
        ItemRow(
            number=item.number,
            batch_number=batch.number,
            registered_on=batch.registered_on,
            source=batch.source,
            volume=volumes[item.volume_id],
            label=item.label,
            value_cents=item.value_cents,
            mode=batch.mode,
            source_text=batch.source_text,
            remark=item.remark,
        )
        for item, batch in found
    ]


def volume_ids_of_batch(session: Session, batch_id: str) -> list[str]:
    """Return the volumes that a batch brought, in the order of their accession numbers."""
    wanted = select(AccessionItem.volume_id).where(AccessionItem.batch_id == batch_id)
    return list(session.scalars(wanted.order_by(AccessionItem.number)))


def _ranges(ids: Select[str]) -> Subquery:
    return (
        select(
            AccessionItem.batch_id,
            func.min(AccessionItem.number).label("first"),
            func.max(AccessionItem.number).label("last"),
            func.count().label("count"),
        )
        .where(AccessionItem.batch_id.in_(ids))
        .group_by(AccessionItem.batch_id)
        .subquery()
    )


def _batches(ids: Select[str]) -> Select[AccessionBatch, int | None, int | None, int | None]:
    """Select entries with their volumes counted: only those of these entries are looked at."""
    ranges = _ranges(ids)
    columns = (ranges.c.first, ranges.c.last, ranges.c.count)
    return (
        select(AccessionBatch, *columns)
        .outerjoin(ranges, ranges.c.batch_id == AccessionBatch.id)
        .where(AccessionBatch.id.in_(ids))
    )


def _batch_view(
    row: AccessionBatch,
    first: int | None,
    last: int | None,
    count: int | None,
    labels: Mapping[int, str],
    volumes: tuple[VolumeView, ...] = (),
) -> BatchView:
    return BatchView(
        id=row.id,
        number=row.number,
        source=row.source,
        donation_id=row.donation_id,
        registered_on=row.registered_on,
        title_count=row.title_count,
        volume_count=row.volume_count,
        note=row.note,
        first_number=first or 0,
        last_number=last or 0,
        volumes=volumes,
        first_label=row.first_label or labels.get(first or 0, ""),
        last_label=row.last_label or labels.get(last or 0, ""),
        piece_count=row.piece_count,
        value_cents=row.value_cents,
        mode=row.mode,
        taken_from=row.taken_from,
        source_text=row.source_text,
        remark=row.remark,
        item_count=count or 0,
    )
