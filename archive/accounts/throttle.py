"""Slowing down whoever guesses passwords.

Failures count for a quarter of an hour, per name and per address. Up to ``FREE_TRIES`` cost
nothing; each one more doubles the wait. A locked name answers as a wrong one would, later.
"""

import datetime as dt

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from archive.accounts.models import SignInAttempt
from archive.kernel import journal
from archive.kernel.database import take_turn
from archive.kernel.errors import TooManyAttemptsError

MEMORY = dt.timedelta(minutes=15)
FREE_TRIES = 5
FREE_TRIES_PER_ADDRESS = 30
LONGEST_WAIT_S = 900


def wait_seconds(failure_count: int, free_tries: int) -> int:
    """Return how long after the last of ``failure_count`` failures the next try is heard."""
    if failure_count < free_tries:
        return 0
    doublings = min(failure_count - free_tries, 20)
    return min(1 << doublings, LONGEST_WAIT_S)


def begin_attempt(session: Session, name: str, address: str) -> None:
    """Count a try as failed, to be forgotten if it turns out well.

    To be committed before the password is looked at: of many tries at once, none slips through
    while the others are still being checked.

    Raises:
        TooManyAttemptsError: it comes too early; it does not count.
    """
    take_turn(session)
    _check_attempt(session, name, address)
    _remember_failure(session, name, address)


def _check_attempt(session: Session, name: str, address: str) -> None:
    moment = journal.now(session)
    rules = (
        (SignInAttempt.name == _key(name), FREE_TRIES),
        (SignInAttempt.address == address, FREE_TRIES_PER_ADDRESS),
    )
    for belongs, free_tries in rules:
        count, last = session.execute(
            select(func.count(), func.max(SignInAttempt.at)).where(
                belongs, SignInAttempt.at > moment - MEMORY
            )
        ).one()
        if last is None:
            continue
        open_at = last + dt.timedelta(seconds=wait_seconds(count, free_tries))
        if open_at > moment:
            raise TooManyAttemptsError(seconds=int((open_at - moment).total_seconds()) + 1)


def _remember_failure(session: Session, name: str, address: str) -> None:
    moment = journal.now(session)
    session.execute(delete(SignInAttempt).where(SignInAttempt.at <= moment - MEMORY))
    session.add(SignInAttempt(name=_key(name), address=address, at=moment))


def forget_failures(session: Session, name: str) -> None:
    """Start afresh after a good sign-in."""
    session.execute(delete(SignInAttempt).where(SignInAttempt.name == _key(name)))


def _key(name: str) -> str:
    return name.strip().casefold()[:80]
