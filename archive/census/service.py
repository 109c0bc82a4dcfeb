"""What may be done in the census; every change is written in the journal."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from archive.catalogue.models import Copy, Title
from archive.census.errors import (
    CensusChangedError,
    CensusNumberFormError,
    CensusNumberGivenError,
    CensusNumberTakenError,
    CensusRecordNotFoundError,
    CensusUnitMissingError,
)
from archive.census.models import CensusRecord
from archive.census.queries import find_copy, find_record
from archive.census.references import codes_of
from archive.census.schemas import RecordView
from archive.kernel import journal
from archive.kernel.database import take_turn
from archive.kernel.journal import Subject

NUMBER = re.compile(r"^\d{6}-\d{4}-\d{7}$", re.ASCII)
_SERIAL_DIGITS = 7


@dataclass(frozen=True, slots=True)
class Written:
    """How a record is to read: its number ("" for none) and its fields."""

    census_number: str
    details: Mapping[str, Any]


def begin_record(session: Session, copy_id: str) -> RecordView:
    """Begin the record of a copy, or return the one that it has."""
    copy = find_copy(session, copy_id)
    take_turn(session)  # else two at once would both begin one
    held = session.scalar(select(CensusRecord).where(CensusRecord.copy_id == copy_id))
    if held is not None:
        return find_record(session, held.id)
    now = journal.now(session)
    row = CensusRecord(copy_id=copy_id, details={}, created_at=now, changed_at=now)
    session.add(row)
    session.flush()
    view = find_record(session, row.id)
    _record(session, "census.record.begun", view, after={"copy": copy.number})
    return view


def change_record(session: Session, record_id: str, revision: int, written: Written) -> RecordView:
    """Write ``written`` over a record as it was at ``revision``.

    Raises:
        CensusChangedError: somebody changed it since.
        CensusNumberFormError, CensusNumberTakenError: the number cannot be used.
    """
    row = _row(session, record_id)
    if row.revision != revision:
        raise CensusChangedError(who=_who_changed_last(session, record_id))
    number = check_number(session, written.census_number, record_id)
    old = {"census_number": row.census_number or "", **row.details}
    new = {"census_number": number, **written.details}
    changed = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    if not changed:
        return find_record(session, record_id)
    row.census_number, row.details = number or None, dict(written.details)
    row.changed_at = journal.now(session)
    _flush(session, record_id)
    view = find_record(session, record_id)
    before = {name: old.get(name, "") for name in changed}
    after = {name: new.get(name, "") for name in changed}
    _record(session, "census.record.changed", view, before=before, after=after)
    return view


def take_number(session: Session, record_id: str) -> RecordView:
    """Give a record the next number of the library's own codes.

    Raises:
        CensusUnitMissingError: nobody has set the codes.
        CensusNumberGivenError: it has a number.
    """
    take_turn(session)
    row = _row(session, record_id)
    if row.census_number:
        raise CensusNumberGivenError(number=row.census_number)
    number = next_number(session)
    return change_record(session, record_id, row.revision, Written(number, row.details))


def next_number(session: Session) -> str:
    """Return the number behind the last one under the library's own codes."""
    prefix = codes_of(session).prefix
    if not prefix:
        raise CensusUnitMissingError
    last = session.scalar(
        select(func.max(CensusRecord.census_number)).where(
            CensusRecord.census_number.like(f"{prefix}%")
        )
    )
    serial = int(last[-_SERIAL_DIGITS:]) + 1 if last else 1
    return f"{prefix}{serial:0{_SERIAL_DIGITS}}"


def check_number(session: Session, number: str, record_id: str) -> str:
    """Return a number that ``record_id`` may have.

    Raises:
        CensusNumberFormError: it is not written as census numbers are.
        CensusNumberTakenError: another record has it.
    """
    if not number:
        return ""
    if not NUMBER.match(number):
        raise CensusNumberFormError(field="census_number")
    take_turn(session)  # else two at once would both find it free
    taken = session.scalar(
        select(Title.title)
        .join(Copy, Copy.title_id == Title.id)
        .join(CensusRecord, CensusRecord.copy_id == Copy.id)
        .where(CensusRecord.census_number == number, CensusRecord.id != record_id)
    )
    if taken is not None:
        raise CensusNumberTakenError(field="census_number", number=number, title=taken)
    return number


def _row(session: Session, record_id: str) -> CensusRecord:
    row = session.get(CensusRecord, record_id)
    if row is None:
        raise CensusRecordNotFoundError(detail=record_id)
    return row


def _flush(session: Session, record_id: str) -> None:
    try:
        session.flush()
    except StaleDataError as error:
        raise CensusChangedError(who=_who_changed_last(session, record_id)) from error


def _who_changed_last(session: Session, record_id: str) -> str:
    entries = journal.history(session, [Subject("census-record", record_id)], limit=1)
    return entries[0].actor_name if entries else journal.SYSTEM.name


def _record(
    session: Session,
    action: str,
    view: RecordView,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    journal.record(
        session,
        action,
        subject=Subject("census-record", view.id),
        also=[Subject("title", view.copy.title.id)],
        before=before,
        after=after,
    )
