"""Taking over an old summary register (总括登记簿): entries whose volumes may follow or not.

An entry keeps its printed number and its range of accession numbers. No number of that range is
given out here: the series goes on behind it.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from archive.accessions.errors import EntryInUseError, NumberTakenError
from archive.accessions.models import (
    AccessionBatch,
    AccessionItem,
    EntryKind,
    RegisterCorrection,
    Source,
    TakenFrom,
)
from archive.accessions.months import check_open
from archive.accessions.queries import find_batch
from archive.accessions.schemas import BatchView
from archive.accessions.series import every_series
from archive.accessions.service import pass_batch_number, take_batch_number
from archive.accessions.taking_over import pass_number
from archive.kernel import journal
from archive.kernel.identifiers import new_id
from archive.kernel.journal import Subject


@dataclass(frozen=True, slots=True)
class OldEntry:
    """An entry of an old summary register; without a ``number`` it takes the next of its year.

    ``is_gift``, ``mode`` and ``source_text`` say how it came: the text only where neither of the
    others says the same.
    """

    registered_on: dt.date
    number: str = ""
    title_count: int = 0
    volume_count: int = 0
    piece_count: int = 0
    value_cents: int = 0
    first_label: str = ""
    last_label: str = ""
    note: str = ""
    remark: str = ""
    is_gift: bool = False
    mode: str = ""
    source_text: str = ""


_FIELDS = tuple(
    name
    for name in OldEntry.__dataclass_fields__
    if name not in {"number", "registered_on", "is_gift"}
)


def enter_old(session: Session, old: OldEntry) -> BatchView:
    """Enter an entry of an old summary register.

    Raises:
        NumberTakenError: an entry has the number.
        ConflictError: the month of the entry is closed.
    """
    check_open(session, old.registered_on)
    if old.number:
        same = select(AccessionBatch.id).where(AccessionBatch.number == old.number)
        if session.scalar(same) is not None:
            raise NumberTakenError(number=old.number)
    row = AccessionBatch(
        number=old.number or take_batch_number(session, old.registered_on),
        submission=new_id(),
        registered_on=old.registered_on,
        registered_by=journal.current_actor(session).id,
    )
    session.add(row)
    _write(row, old)
    pass_batch_number(session, row.number)
    _pass_range(session, old)
    session.flush()
    return _record(session, row, "accessions.batch.entered")


def complete_old(session: Session, batch_id: str, old: OldEntry) -> BatchView:
    """Say of an entry that was made from its volumes what the old summary register says of it.

    Raises:
        NumberTakenError: the entry is no such, or has more volumes than ``old`` counts.
        ConflictError: its month is closed.
    """
    check_open(session, old.registered_on)
    row = session.get_one(AccessionBatch, batch_id, with_for_update=True, populate_existing=True)
    counted = select(func.count()).where(AccessionItem.batch_id == batch_id)
    is_other = row.taken_from is not TakenFrom.VOLUMES or row.registered_on != old.registered_on
    if is_other or (session.scalar(counted) or 0) > old.volume_count + old.piece_count:
        raise NumberTakenError(number=row.number)
    _write(row, old)
    _pass_range(session, old)
    session.flush()
    return _record(session, row, "accessions.batch.completed")


def _write(row: AccessionBatch, old: OldEntry) -> None:
    row.source = Source.DONATION if old.is_gift else Source.EXISTING
    row.taken_from = TakenFrom.SUMMARY
    for name in _FIELDS:
        setattr(row, name, getattr(old, name))


def _pass_range(session: Session, old: OldEntry) -> None:
    """Let the series go on behind the range of an entry, so that none of it is given out."""
    series = every_series(session)
    for label in (old.first_label, old.last_label):
        if label:
            pass_number(session, series, label, old.registered_on)


def _record(session: Session, row: AccessionBatch, action: str) -> BatchView:
    written = find_batch(session, row.id)
    after = {name: getattr(written, name) for name in ("number", *_FIELDS)}
    journal.record(session, action, subject=Subject("accession-batch", row.id), after=after)
    return written


def old_entry(row: BatchView) -> dict[str, Any]:
    """Return what an entry says, by the fields of :class:`OldEntry`, as JSON values."""
    said = {name: getattr(row, name) for name in _FIELDS}
    return {**said, "is_gift": row.source is Source.DONATION}


def put_back(session: Session, batch_id: str, before: OldEntry) -> None:
    """Undo :func:`complete_old`: the entry says again what its volumes say.

    Raises:
        EntryInUseError: the entry was corrected.
        ConflictError: its month is closed.
    """
    row = _untouched(session, batch_id)
    _write(row, before)
    row.taken_from = TakenFrom.VOLUMES
    session.flush()
    _record(session, row, "accessions.batch.put-back")


def take_back(session: Session, batch_id: str) -> None:
    """Undo :func:`enter_old`: the entry was brought in by mistake and nothing came of it.

    Raises:
        EntryInUseError: the entry was corrected, or volumes followed.
        ConflictError: its month is closed.
    """
    row = _untouched(session, batch_id)
    if session.scalar(
        select(AccessionItem.number).where(AccessionItem.batch_id == row.id).limit(1)
    ):
        raise EntryInUseError(number=row.number)
    journal.record(
        session,
        "accessions.batch.taken-back",
        subject=Subject("accession-batch", row.id),
        before={"number": row.number, "volume_count": row.volume_count},
        after={"number": row.number},
    )
    session.delete(row)
    session.flush()


def _untouched(session: Session, batch_id: str) -> AccessionBatch:
    row = session.get_one(AccessionBatch, batch_id, with_for_update=True, populate_existing=True)
    check_open(session, row.registered_on)
    corrected = select(RegisterCorrection.id).where(
        RegisterCorrection.kind == EntryKind.BATCH, RegisterCorrection.entry == row.number
    )
    if row.taken_from is not TakenFrom.SUMMARY or session.scalar(corrected.limit(1)):
        raise EntryInUseError(number=row.number)
    return row
