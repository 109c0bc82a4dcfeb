"""Questions to the registers."""

from sqlalchemy import Select, Subquery, func, select
from sqlalchemy.orm import Session

from archive.accessions.errors import BatchNotFoundError
from archive.accessions.models import AccessionBatch, AccessionItem
from archive.accessions.schemas import BatchView, ItemRow
from archive.catalogue.queries import find_volumes
from archive.catalogue.schemas import VolumeView


def find_batch(session: Session, batch_id: str) -> BatchView:
    """Return a batch with its volumes; :class:`BatchNotFoundError` if there is none."""
    found = session.execute(_batches().where(AccessionBatch.id == batch_id)).first()
    if found is None:
        raise BatchNotFoundError(detail=batch_id)
    items = select(AccessionItem).where(AccessionItem.batch_id == batch_id)
    rows = session.scalars(items.order_by(AccessionItem.number)).all()
    volumes = find_volumes(session, [row.volume_id for row in rows])
    return _batch_view(*found, volumes=tuple(volumes[row.volume_id] for row in rows))


def find_batch_of_donation(session: Session, donation_id: str) -> BatchView | None:
    """Return the batch that a donation was registered in, without its volumes."""
    found = session.execute(_batches().where(AccessionBatch.donation_id == donation_id)).first()
    return None if found is None else _batch_view(*found)


def find_batch_of_submission(session: Session, submission: str) -> str | None:
    """Return the batch that the form with this token registered, if it did."""
    return session.scalar(select(AccessionBatch.id).where(AccessionBatch.submission == submission))


def count_batches(session: Session) -> int:
    """Return how many entries the summary register has."""
    return session.scalar(select(func.count()).select_from(AccessionBatch)) or 0


def list_batches(
    session: Session, offset: int = 0, limit: int | None = 50, *, newest_first: bool = False
) -> list[BatchView]:
    """Return a part of the summary register, in the order of accession numbers."""
    ranges = _ranges()
    order = ranges.c.first.desc() if newest_first else ranges.c.first
    statement = _batches(ranges).order_by(order).offset(offset).limit(limit)
    return [_batch_view(*row) for row in session.execute(statement)]


def count_items(session: Session) -> int:
    """Return how many volumes the individual register has."""
    return session.scalar(select(func.count()).select_from(AccessionItem)) or 0


def list_items(
    session: Session, offset: int = 0, limit: int | None = 50, *, newest_first: bool = False
) -> list[ItemRow]:
    """Return a part of the individual register, in the order of accession numbers."""
    order = AccessionItem.number.desc() if newest_first else AccessionItem.number
    statement = (
        select(AccessionItem, AccessionBatch)
        .join(AccessionBatch, AccessionItem.batch_id == AccessionBatch.id)
        .order_by(order)
        .offset(offset)
        .limit(limit)
    )
    found = session.execute(statement).all()
    volumes = find_volumes(session, [item.volume_id for item, _ in found])
    return [
        ItemRow(
            item.number, batch.number, batch.registered_on, batch.source, volumes[item.volume_id]
        )
        for item, batch in found
    ]


def volume_ids_of_batch(session: Session, batch_id: str) -> list[str]:
    """Return the volumes that a batch brought, in the order of their accession numbers."""
    wanted = select(AccessionItem.volume_id).where(AccessionItem.batch_id == batch_id)
    return list(session.scalars(wanted.order_by(AccessionItem.number)))


def _ranges() -> Subquery:
    return (
        select(
            AccessionItem.batch_id,
            func.min(AccessionItem.number).label("first"),
            func.max(AccessionItem.number).label("last"),
        )
        .group_by(AccessionItem.batch_id)
        .subquery()
    )


def _batches(ranges: Subquery | None = None) -> Select[AccessionBatch, int, int]:
    ranges = _ranges() if ranges is None else ranges
    return select(AccessionBatch, ranges.c.first, ranges.c.last).join(
        ranges, ranges.c.batch_id == AccessionBatch.id
    )


def _batch_view(
    row: AccessionBatch, first: int, last: int, volumes: tuple[VolumeView, ...] = ()
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
        first_number=first,
        last_number=last,
        volumes=volumes,
    )
