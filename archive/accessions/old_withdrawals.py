"""Taking over an old register of withdrawals (注销登记簿): entries with the numbers they bear."""

import datetime as dt
import re
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.accessions.deregistering import deregistrations, take_out
from archive.accessions.errors import EntryInUseError, NumberTakenError
from archive.accessions.models import (
    Deregistration,
    DeregistrationReason,
    EntryKind,
    RegisterCorrection,
)
from archive.accessions.months import check_open
from archive.catalogue import service as catalogue
from archive.catalogue.schemas import VolumeView
from archive.kernel import journal
from archive.kernel.journal import Subject
from archive.kernel.numbers import next_number, raise_to

_NUMBER = re.compile(r"注(\d{4})-(\d{4,9})")


@dataclass(frozen=True, slots=True)
class OldWithdrawal:
    """An entry of an old register of withdrawals; without a ``number`` it takes the next one."""

    deregistered_on: dt.date
    reason: DeregistrationReason
    approval: str
    number: str = ""
    remark: str = ""


def withdraw_old(session: Session, volume: VolumeView, old: OldWithdrawal) -> str:
    """Take a volume out of the registers as the old register says; return the entry's number.

    Raises:
        NumberTakenError: another entry has the number.
        ConflictError: the volume is out already, or the month of the day is closed.
    """
    check_open(session, old.deregistered_on)
    if old.number and session.get(Deregistration, old.number) is not None:
        raise NumberTakenError(number=old.number)
    found = _NUMBER.fullmatch(old.number)
    if found is not None:
        raise_to(session, deregistrations(int(found[1])), int(found[2]))
    number = old.number
    if not number:
        count = next_number(session, deregistrations(old.deregistered_on.year))
        number = f"注{old.deregistered_on.year}-{count:04}"
    row = Deregistration(
        number=number,
        label=volume.accession_label or "",
        reason=old.reason,
        approval=old.approval,
        deregistered_on=old.deregistered_on,
        remark=old.remark,
    )
    take_out(session, volume, row)
    return number


def bring_back(session: Session, number: str) -> None:
    """Undo :func:`withdraw_old`: the entry was brought in by mistake and nothing came of it.

    Raises:
        EntryInUseError: the entry was corrected.
        ConflictError: its month is closed.
    """
    row = session.get_one(Deregistration, number, with_for_update=True, populate_existing=True)
    check_open(session, row.deregistered_on)
    corrected = select(RegisterCorrection.id).where(
        RegisterCorrection.kind == EntryKind.DEREGISTRATION, RegisterCorrection.entry == number
    )
    if session.scalar(corrected.limit(1)):
        raise EntryInUseError(number=number)
    catalogue.bring_back(session, row.volume_id)
    journal.record(
        session,
        "accessions.volume.brought-back",
        subject=Subject("volume", row.volume_id),
        before={"number": number, "label": row.label, "reason": row.reason},
        after={"number": number, "label": row.label},
    )
    session.delete(row)
    session.flush()
