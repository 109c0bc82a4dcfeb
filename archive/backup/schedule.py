"""When a nightly backup is due. Pure."""

import datetime as dt
from collections.abc import Collection

from archive.backup.schemas import BackupState
from archive.kernel.clock import to_local

MOST_TRIES = 3
PAUSE_AFTER_FAILURE = dt.timedelta(minutes=30)

Try = tuple[BackupState, dt.datetime | None]
"""How a try of this night stands, and when it ended."""


def night_of(now: dt.datetime) -> dt.date:
    """Return the library's day that a nightly backup begun ``now`` is for."""
    return to_local(now).date()


def is_due(now: dt.datetime, hour: int, tries: Collection[Try]) -> bool:
    """Whether the backup of today should begin: from ``hour`` on, once.

    A machine that was off at that hour makes up for it later in the day. One that failed is tried
    again, a few times and not at once.
    """
    if to_local(now).hour < hour or len(tries) >= MOST_TRIES:
        return False
    if any(state is not BackupState.FAILED for state, _ in tries):
        return False
    ends = [ended for _, ended in tries if ended is not None]
    return not ends or now - max(ends) >= PAUSE_AFTER_FAILURE
