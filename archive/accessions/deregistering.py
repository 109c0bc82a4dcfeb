"""注销登记: taking volumes out of the registers, for good; a number is never given out again."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from archive.accessions.errors import (
    AlreadyDeregisteredError,
    NotConfirmedError,
    NumberUnknownError,
    ReasonMissingError,
)
from archive.accessions.models import AccessionItem, Deregistration, DeregistrationReason
from archive.accessions.months import check_open
from archive.accessions.schemas import DeregistrationRow
from archive.catalogue import service as catalogue
from archive.catalogue.queries import find_volumes
from archive.catalogue.schemas import VolumeView
from archive.kernel import journal
from archive.kernel.journal import Subject
from archive.kernel.numbers import next_number

MOST_AT_ONCE = 500


def find_numbers(session: Session, numbers: Sequence[str]) -> list[VolumeView]:
    """Return the volumes with these accession numbers, in their order.

    Raises:
        NumberUnknownError: some number is in no register; the sentence names them.
        AlreadyDeregisteredError: a volume was taken out before.
    """
    wanted = list(dict.fromkeys(number.strip() for number in numbers if number.strip()))
    labels = wanted[:MOST_AT_ONCE]
    rows = session.execute(
        select(AccessionItem.label, AccessionItem.volume_id).where(AccessionItem.label.in_(labels))
    )
    found = {row[0]: row[1] for row in rows}
    unknown = [label for label in labels if label not in found]
    if unknown or not labels:
        raise NumberUnknownError(field="numbers", numbers="、".join(unknown[:10]) or "—")
    gone = session.scalar(
        select(Deregistration).where(Deregistration.volume_id.in_(found.values())).limit(1)
    )
    if gone is not None:
        raise AlreadyDeregisteredError(number=gone.label, day=gone.deregistered_on.isoformat())
    volumes = find_volumes(session, found.values())
    return [volumes[found[label]] for label in labels]


def confirmation(volumes: Sequence[VolumeView]) -> str:
    """Return what has to be typed before volumes are taken out."""
    return f"注销 {len(volumes)} 册"


def deregister(
    session: Session,
    numbers: Sequence[str],
    reason: DeregistrationReason,
    *,
    approval: str,
    typed: str,
    deregistered_on: dt.date | None = None,
) -> list[str]:
    """Take volumes out of the registers and stop showing them; return the entries' numbers.

    Raises:
        InvalidInputError: a number is unknown, no approval is named, or it was not confirmed.
        ConflictError: a volume is out already, or the month of the day is closed.
    """
    day = deregistered_on or journal.today(session)
    check_open(session, day)
    volumes = find_numbers(session, numbers)
    if not approval.strip():
        raise ReasonMissingError(field="approval")
    if typed.strip() != confirmation(volumes):
        raise NotConfirmedError(field="typed", wanted=confirmation(volumes))
    return [_take_out(session, volume, reason, approval.strip(), day) for volume in volumes]


def deregistrations(year: int) -> str:
    """Return the name of the series that numbers the withdrawals of a year."""
    return f"deregistrations-{year}"


def _take_out(
    session: Session,
    volume: VolumeView,
    reason: DeregistrationReason,
    approval: str,
    day: dt.date,
) -> str:
    count = next_number(session, deregistrations(day.year))
    row = Deregistration(
        number=f"注{day.year}-{count:04}",
        label=volume.accession_label or "",
        reason=reason,
        approval=approval,
        deregistered_on=day,
    )
    take_out(session, volume, row)
    return row.number


def take_out(session: Session, volume: VolumeView, row: Deregistration) -> None:
    """Write an entry of the register of withdrawals, and show its volume no more."""
    row.volume_id = volume.id
    row.deregistered_at = journal.now(session)
    row.deregistered_by = journal.current_actor(session).id
    session.add(row)
    catalogue.take_out(session, volume.id, row.deregistered_on, row.approval)
    session.flush()
    journal.record(
        session,
        "accessions.volume.deregistered",
        subject=Subject("volume", volume.id),
        also=[Subject("title", volume.title.id)],
        after={"number": row.number, "label": row.label, "reason": row.reason},
        why=row.approval,
    )


def count_deregistrations(session: Session, month: tuple[int, int] | None = None) -> int:
    """Return how many entries the register of withdrawals has, or had in a month."""
    counted = _of_month(select(Deregistration.number), month).subquery()
    return session.scalar(select(func.count()).select_from(counted)) or 0


def _of_month(statement: Select[Any], month: tuple[int, int] | None) -> Select[Any]:
    if month is None:
        return statement
    first = dt.date(*month, 1)
    following = (first + dt.timedelta(days=31)).replace(day=1)
    return statement.where(
        Deregistration.deregistered_on >= first, Deregistration.deregistered_on < following
    )


def list_deregistrations(
    session: Session,
    offset: int = 0,
    limit: int | None = 200,
    month: tuple[int, int] | None = None,
) -> list[DeregistrationRow]:
    """Return a part of the register of withdrawals, by the days and numbers of its entries."""
    length = func.length(Deregistration.number)
    order = (Deregistration.deregistered_on, length, Deregistration.number)
    statement = _of_month(select(Deregistration).order_by(*order), month)
    rows = session.scalars(statement.offset(offset).limit(limit)).all()
    volumes = find_volumes(session, [row.volume_id for row in rows])
    return [
        DeregistrationRow(
            number=row.number,
            label=row.label,
            reason=row.reason,
            approval=row.approval,
            deregistered_on=row.deregistered_on,
            volume=volumes[row.volume_id],
            remark=row.remark,
        )
        for row in rows
    ]
