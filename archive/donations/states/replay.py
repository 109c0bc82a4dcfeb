"""From the journal alone: where every gift stands, how it came there, and what was decided."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from archive.donations.kinds import Decision, Stage
from archive.donations.states.course import Move
from archive.donations.states.events import Event

LOGGED = "donations.donation.logged"
MOVED = "donations.donation.moved"
DECIDED = "donations.donation.line-decided"
LINE_ADDED = "donations.donation.line-added"
LINE_REMOVED = "donations.donation.line-removed"


class Entry(Protocol):
    """What an entry of the journal says, as far as it is needed here."""

    @property
    def action(self) -> str:
        """What happened."""

    @property
    def subject_id(self) -> str:
        """To which gift."""

    @property
    def at(self) -> dt.datetime:
        """When it was recorded."""

    @property
    def actor_id(self) -> str:
        """Who did it."""

    @property
    def after(self) -> Mapping[str, Any]:
        """How it is since."""

    @property
    def why(self) -> str:
        """The reason given."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What stands decided on a line; nothing of it is set while the line is pending."""

    decision: Decision = Decision.PENDING
    reason: str = ""
    accepted_count: int | None = None
    decided_on: dt.date | None = None
    decided_at: dt.datetime | None = None
    decided_by: str = ""


@dataclass(slots=True)
class Record:
    """A gift as the journal tells it; ``lines`` by their place in the list."""

    stage: Stage
    moves: list[Move] = field(default_factory=list)
    lines: dict[int, Decided] = field(default_factory=dict)


def replay(entries: Iterable[Entry]) -> dict[str, Record]:
    """Return every gift that ``entries``, in their order, tell of, by its identifier."""
    records: dict[str, Record] = {}
    for entry in entries:
        if entry.action == LOGGED:
            records[entry.subject_id] = _begin(entry)
        elif entry.action == MOVED:
            _move(records[entry.subject_id], entry)
        elif entry.action == DECIDED:
            line = entry.after["line"]
            records[entry.subject_id].lines[line] = _decided(entry)
        elif entry.action == LINE_ADDED:
            records[entry.subject_id].lines[entry.after["line"]] = Decided()
        elif entry.action == LINE_REMOVED:
            del records[entry.subject_id].lines[entry.after["line"]]
    return records


def _begin(entry: Entry) -> Record:
    first = _move_of(entry)
    lines = range(1, entry.after["line_count"] + 1)
    return Record(first.to_stage, [first], dict.fromkeys(lines, Decided()))


def _move(record: Record, entry: Entry) -> None:
    move = _move_of(entry)
    record.stage = move.to_stage
    record.moves.append(move)


def _move_of(entry: Entry) -> Move:
    said = entry.after
    came_from = said["from_stage"]
    return Move(
        event=Event(said["event"]),
        from_stage=None if came_from is None else Stage(came_from),
        to_stage=Stage(said["stage"]),
        moved_on=dt.date.fromisoformat(said["moved_on"]),
        moved_at=entry.at,
        moved_by=entry.actor_id,
        why=entry.why,
    )


def _decided(entry: Entry) -> Decided:
    said = entry.after
    decision = Decision(said["decision"])
    if decision is Decision.PENDING:
        return Decided()
    return Decided(
        decision=decision,
        reason=entry.why,
        accepted_count=said["accepted_count"],
        decided_on=dt.date.fromisoformat(said["decided_on"]),
        decided_at=entry.at,
        decided_by=entry.actor_id,
    )
