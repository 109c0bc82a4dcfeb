"""What time it is, behind a door that tests can hold shut, and what day that is at the library."""

import datetime as dt
from typing import Protocol
from zoneinfo import ZoneInfo

LOCAL_ZONE = ZoneInfo("Asia/Shanghai")
"""Registers, receipts and their numbers go by the library's day; moments are kept in UTC."""


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> dt.datetime:
        """Return the present moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> dt.datetime:
        """Return the present moment, aware, in UTC."""
        return dt.datetime.now(dt.UTC)


class FixedClock:
    """A clock that stands still until it is moved."""

    def __init__(self, moment: dt.datetime) -> None:
        self._moment = moment.astimezone(dt.UTC)

    def now(self) -> dt.datetime:
        """Return the moment it was set to."""
        return self._moment

    def advance(self, by: dt.timedelta) -> None:
        """Move the hands forward."""
        self._moment += by


def to_local(moment: dt.datetime) -> dt.datetime:
    """Return an aware ``moment`` in the library's zone."""
    return moment.astimezone(LOCAL_ZONE)
