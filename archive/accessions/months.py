"""Closing a month: the registers say of it what they say, and corrections are entries."""

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.accessions.errors import (
    MonthClosedBeforeError,
    MonthClosedError,
    MonthNotOverError,
    MonthUnreadableError,
    NotConfirmedError,
    RegisteredBeforeDecidedError,
    RegisteredBeforeReceivedError,
    RegisteredInFutureError,
)
from archive.accessions.models import ClosedMonth
from archive.donations.schemas import LineView
from archive.kernel import journal
from archive.kernel.database import take_turn
from archive.kernel.journal import Subject

_MONTH = re.compile(r"((?:19|[2-9]\d)\d\d)-(0?[1-9]|1[0-2])", re.ASCII)


def month_name(year: int, month: int) -> str:
    """Return a month as it is typed and told: 2026-11."""
    return f"{year}-{month:02}"


def read_month(text: str) -> tuple[int, int]:
    """Return the year and the month of ``2026-01``.

    Raises:
        MonthUnreadableError: it is empty or no month of a year that registers can be of.
    """
    found = _MONTH.fullmatch(text.strip())
    if found is None:
        raise MonthUnreadableError(field="month")
    return int(found[1]), int(found[2])


def check_open(session: Session, day: dt.date) -> None:
    """Refuse to write an entry of ``day``.

    Whoever writes waits for his turn first, so that no month is closed under his hands.

    Raises:
        RegisteredInFutureError: the day has not come.
        MonthClosedError: its month is closed.
    """
    take_turn(session)
    if day > journal.today(session):
        raise RegisteredInFutureError(field="registered_on")
    if session.get(ClosedMonth, (day.year, day.month)) is not None:
        raise MonthClosedError(month=month_name(day.year, day.month))


def check_follows(day: dt.date, received_on: dt.date, lines: Iterable[LineView]) -> None:
    """Refuse to enter a gift before it came, or before what is entered was accepted.

    Raises:
        RegisteredBeforeReceivedError: it came after ``day``.
        RegisteredBeforeDecidedError: a line was decided after ``day``.
    """
    if day < received_on:
        raise RegisteredBeforeReceivedError(field="registered_on", day=received_on.isoformat())
    for line in lines:
        if line.decided_on is not None and day < line.decided_on:
            raise RegisteredBeforeDecidedError(
                field="registered_on", title=line.title, day=line.decided_on.isoformat()
            )


def close_month(session: Session, year: int, month: int, typed: str) -> None:
    """Close a month for good.

    Raises:
        MonthClosedBeforeError: it is closed already.
        MonthNotOverError: the month has not ended.
        NotConfirmedError: ``typed`` is not the month.
    """
    take_turn(session)
    name = month_name(year, month)
    if session.get(ClosedMonth, (year, month)) is not None:
        raise MonthClosedBeforeError(month=name)
    last = dt.date(year, month, calendar.monthrange(year, month)[1])
    if last >= journal.today(session):
        raise MonthNotOverError(month=name)
    if typed.strip() != name:
        raise NotConfirmedError(field="typed", wanted=name)
    actor = journal.current_actor(session)
    session.add(
        ClosedMonth(
            year=year,
            month=month,
            closed_at=journal.now(session),
            closed_by=actor.id,
            closed_by_name=actor.name,
        )
    )
    session.flush()
    subject = Subject("register-month", name)
    journal.record(session, "accessions.month.closed", subject=subject, after={"month": name})


def closed_months(session: Session) -> Sequence[ClosedMonth]:
    """Return the months that are closed, newest first."""
    order = (ClosedMonth.year.desc(), ClosedMonth.month.desc())
    return session.scalars(select(ClosedMonth).order_by(*order)).all()
