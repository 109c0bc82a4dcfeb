"""Taking over a register that was kept elsewhere: volumes that bear their numbers already.

The numbers stay as they are. A series that could print one of them counts on from there, so that
none is ever given out a second time.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from archive.accessions.errors import NumberTakenError
from archive.accessions.models import AccessionBatch, AccessionItem, Source, TakenFrom
from archive.accessions.months import check_open
from archive.accessions.queries import find_batch
from archive.accessions.schemas import BatchView
from archive.accessions.series import Series, every_series
from archive.accessions.service import ITEMS, pass_batch_number, record_batch, take_batch_number
from archive.catalogue import service as catalogue
from archive.kernel import journal
from archive.kernel.database import take_turn
from archive.kernel.identifiers import new_id
from archive.kernel.numbers import next_number, raise_to

LARGEST = 10**9
OLD = "old"
"""The series of numbers that none of the present ones could print."""


@dataclass(frozen=True, slots=True)
class OldVolume:
    """A volume of the catalogue and the number that it bears."""

    volume_id: str
    label: str
    value_cents: int | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class OldBatch:
    """Volumes of one entry of the old registers, taken over from the individual register.

    Without a ``number`` the entry takes the next of its year. One that was taken over from the old
    summary register is gone on with; else it is made from its volumes.
    """

    registered_on: dt.date
    volumes: tuple[OldVolume, ...]
    title_count: int
    number: str = ""
    note: str = ""
    mode: str = ""
    source_text: str = ""
    is_gift: bool = False


def take_over(session: Session, old: OldBatch) -> BatchView:
    """Enter volumes with the numbers that they bear.

    Raises:
        NumberTakenError: another volume or batch has one of the numbers, or more volumes are to
            follow than the entry counts.
        ConflictError: the month of the entry is closed.
    """
    take_turn(session)
    check_open(session, old.registered_on)
    opened = _opened(session, old.number)
    _refuse_taken(session, old, opened)
    batch = opened or _new_batch(session, old)
    _write_items(session, batch, old.volumes)
    written = find_batch(session, batch.id)
    record_batch(session, written, [])
    return written


def _opened(session: Session, number: str) -> AccessionBatch | None:
    """Return the entry of an old summary register, the volumes of which may follow."""
    wanted = select(AccessionBatch).where(
        AccessionBatch.number == number, AccessionBatch.taken_from == TakenFrom.SUMMARY
    )
    return session.scalar(wanted.with_for_update()) if number else None


def _new_batch(session: Session, old: OldBatch) -> AccessionBatch:
    batch = AccessionBatch(
        number=old.number or take_batch_number(session, old.registered_on),
        submission=new_id(),
        source=Source.DONATION if old.is_gift else Source.EXISTING,
        mode=old.mode,
        source_text=old.source_text,
        taken_from=TakenFrom.VOLUMES,
        registered_on=old.registered_on,
        registered_by=journal.current_actor(session).id,
        title_count=old.title_count,
        volume_count=len(old.volumes),
        value_cents=sum(volume.value_cents or 0 for volume in old.volumes),
        note=old.note,
    )
    pass_batch_number(session, batch.number)
    session.add(batch)
    session.flush()
    return batch


def _refuse_taken(session: Session, old: OldBatch, opened: AccessionBatch | None) -> None:
    labels = [volume.label for volume in old.volumes]
    taken = select(AccessionItem.label).where(AccessionItem.label.in_(labels))
    found = session.scalar(taken.limit(1))
    if opened is not None:
        counted = select(func.count()).where(AccessionItem.batch_id == opened.id)
        held = session.scalar(counted) or 0
        is_full = held + len(labels) > opened.volume_count + opened.piece_count
        if is_full or opened.registered_on != old.registered_on:
            found = found or opened.number
    elif found is None and old.number:
        same = select(AccessionBatch.number).where(AccessionBatch.number == old.number)
        found = session.scalar(same)
    if found is not None:
        raise NumberTakenError(number=found)


def _write_items(session: Session, batch: AccessionBatch, volumes: Sequence[OldVolume]) -> None:
    series = every_series(session)
    for volume in volumes:
        number = next_number(session, ITEMS)
        name, sequence = pass_number(session, series, volume.label, batch.registered_on)
        session.add(
            AccessionItem(
                number=number,
                batch_id=batch.id,
                volume_id=volume.volume_id,
                series=name,
                sequence=sequence,
                label=volume.label,
                value_cents=volume.value_cents,
                remark=volume.remark,
            )
        )
        catalogue.set_accession_number(session, volume.volume_id, number, volume.label)
    session.flush()


def pass_number(
    session: Session, series: Sequence[Series], label: str, day: dt.date
) -> tuple[str, int]:
    """Return the series and the count of a number; the series goes on behind it."""
    for each in series:
        counted = each.mask.read(label)
        if counted is None or counted.sequence > LARGEST:
            continue
        # A series that counts anew each year goes on in the year that the number names.
        year, month = counted.year or day.year, counted.month or day.month
        if 1 <= year <= dt.MAXYEAR and 1 <= month <= 12:
            raise_to(session, each.counter(dt.date(year, month, 1)), counted.sequence)
            return each.name, counted.sequence
    digits = re.findall(r"\d+", label)
    return OLD, int(digits[-1][-9:]) if digits else 0
