"""What waits at the desk: every room says for itself, and the front page gathers it.

The composition root lists who has something to say (``house.services[WorkLists]``, a tuple).
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from sqlalchemy.orm import Session


class Concern(StrEnum):
    """Why somebody should look at a list."""

    WAITING = "waiting"
    OVERDUE = "overdue"
    INCOMPLETE = "incomplete"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Worker:
    """Who looks at the desk, so that a room can say what waits for this person."""

    account_id: str
    role: str


@dataclass(frozen=True, slots=True)
class WorkList:
    """Things of one kind that wait: how many there are and where they are listed.

    Attributes:
        name: what waits, a zh-Hans message that may hold ``%(name)s`` of ``values``.
        count: how many; a list of nothing is not shown, but for one of ``Concern.STATE``.
        href: the address of the list, which shows exactly ``count`` things.
        tone: as of ``ui.badge``: neutral, busy, good, attention, bad, seal.
        unit: the measure word of ``count``, a zh-Hans message.
        values: what fills the places of ``name``; texts among them are messages themselves.
        order: where it stands among the lists of its concern; the way of a gift is 10, 20, 30 …
    """

    name: str
    count: int
    href: str
    concern: Concern = Concern.WAITING
    tone: str = "neutral"
    unit: str = ""
    order: int = 100
    values: tuple[tuple[str, object], ...] = ()


class WorkLists(Protocol):
    """A room that has lists of waiting things. Each costs one or two short queries in all."""

    def __call__(self, session: Session, worker: Worker, today: dt.date, /) -> Iterable[WorkList]:
        """Return the lists of this room that ``worker`` may open, empty ones included."""
        ...
