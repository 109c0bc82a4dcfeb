"""The way that a gift has come: what was done when, what was passed over, what lies ahead."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from archive.donations.kinds import Decision, Stage
from archive.donations.states.events import Event
from archive.donations.states.table import IN_REGISTERS, WAY

STEP_TO: Mapping[Stage, Event] = {
    Stage.LEAD: Event.FIND,
    Stage.INTENT: Event.PROMISE,
    Stage.LISTED: Event.LIST,
    Stage.APPRAISAL: Event.APPRAISE,
    Stage.DECIDED: Event.DECIDE,
    Stage.AGREED: Event.AGREE,
    Stage.HANDED_OVER: Event.HAND_OVER,
    Stage.ACCESSIONED: Event.ACCESSION,
    Stage.CATALOGUED: Event.CATALOGUE,
    Stage.THANKED: Event.THANK,
    Stage.ANNOUNCED: Event.ANNOUNCE,
}
OPTIONAL = frozenset({Stage.LEAD, Stage.INTENT, Stage.APPRAISAL})
"""What a gift may lack without being incomplete."""

_UNDOES: Mapping[Event, frozenset[Event]] = {
    Event.RECONSIDER: frozenset({Event.DECIDE, Event.DECLINE, Event.AGREE}),
    Event.REAPPRAISE: frozenset({Event.DECIDE, Event.DECLINE, Event.AGREE}),
    Event.RESUME: frozenset({Event.DECIDE, Event.DECLINE, Event.AGREE, Event.WITHDRAW}),
    Event.PROMISE: frozenset({Event.WITHDRAW}),
    Event.DECLINE: frozenset({Event.DECIDE, Event.AGREE}),
    Event.DECIDE: frozenset({Event.DECLINE}),
}


@dataclass(frozen=True, slots=True)
class Move:
    """A step as it was entered. ``moved_on`` is the day from which it counts."""

    event: Event
    from_stage: Stage | None
    to_stage: Stage
    moved_on: dt.date
    moved_at: dt.datetime
    moved_by: str = ""
    why: str = ""


class StepState(StrEnum):
    """How a step of the way looks from where the gift stands."""

    DONE = "done"
    CURRENT = "current"
    MISSING = "missing"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Step:
    """A stage of the way; ``done_on`` is None where it was not done."""

    stage: Stage
    state: StepState
    done_on: dt.date | None


def days_of(moves: Iterable[Move]) -> dict[Event, dt.date]:
    """Return what stands done, with its day; a decision that is taken back undoes an agreement."""
    done: dict[Event, dt.date] = {}
    for move in moves:
        for undone in _UNDOES.get(move.event, ()):
            done.pop(undone, None)
        done[move.event] = move.moved_on
    return done


def course(stage: Stage, days: Mapping[Event, dt.date]) -> list[Step]:
    """Return the long way as it looks from ``stage``.

    What nobody needs is left out where it was passed over; off the way, so is what lies ahead.
    """
    place = WAY.index(stage) if stage in WAY else len(WAY)
    steps = [
        Step(each, _state(ordinal, place, is_done=STEP_TO[each] in days), days.get(STEP_TO[each]))
        for ordinal, each in enumerate(WAY)
    ]
    if stage not in WAY:
        return [step for step in steps if step.state is StepState.DONE]
    return [
        step for step in steps if not (step.stage in OPTIONAL and step.state is StepState.MISSING)
    ]


def _state(ordinal: int, place: int, *, is_done: bool) -> StepState:
    if ordinal == place:
        return StepState.CURRENT
    if is_done:
        return StepState.DONE
    return StepState.MISSING if ordinal < place else StepState.AHEAD


def missing(stage: Stage, days: Mapping[Event, dt.date]) -> list[Stage]:
    """Return what a gift that stands in the registers was entered without: 协议, 交接."""
    if stage not in IN_REGISTERS:
        return []
    return [each for each in (Stage.AGREED, Stage.HANDED_OVER) if STEP_TO[each] not in days]


def verdict_of(decisions: Iterable[Decision]) -> Decision:
    """Return what was decided on the gift as a whole: 接收, 部分接收, 复制后退还, 寄存 or 婉拒.

    It is pending while a line is. Where anything is accepted beside something else, the gift is
    accepted in part; else a deposit weighs more than a copy, and a copy more than nothing.
    """
    found = set(decisions)
    if not found or Decision.PENDING in found:
        return Decision.PENDING
    if found == {Decision.ACCEPTED}:
        return Decision.ACCEPTED
    if found & {Decision.ACCEPTED, Decision.PARTLY_ACCEPTED}:
        return Decision.PARTLY_ACCEPTED
    for weighty in (Decision.DEPOSITED, Decision.COPIED_AND_RETURNED):
        if weighty in found:
            return weighty
    return Decision.DECLINED
