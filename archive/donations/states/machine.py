"""What may happen to a gift next, and in words of a closed set why something may not."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from archive.donations.kinds import Stage
from archive.donations.states.events import OF_DECISIONS, Event, Refusal
from archive.donations.states.table import GONE, IN_REGISTERS, TABLE, WAY, earliest


@dataclass(frozen=True, slots=True)
class Case:
    """A gift as the machine sees it: where it stands, its lines, and what was done already.

    ``stage`` is None before the gift is written down. ``registered`` lines are among the accepted.
    """

    stage: Stage | None = None
    pending: int = 0
    accepted: int = 0
    deposited: int = 0
    copied: int = 0
    declined: int = 0
    registered: int = 0
    done: frozenset[Event] = frozenset()

    @property
    def lines(self) -> int:
        """How many lines the list has."""
        return self.pending + self.accepted + self.deposited + self.copied + self.declined


@dataclass(frozen=True, slots=True)
class Answer:
    """Where an event leads, or why it does not happen; ``needed`` is the stage to reach first."""

    to: Stage | None = None
    refusal: Refusal | None = None
    needed: Stage | None = None

    @property
    def is_yes(self) -> bool:
        """Whether the event may happen."""
        return self.to is not None


Guard = tuple[Callable[[Case], bool], Refusal]

_HAS_LINES: Guard = (lambda case: case.lines > 0, Refusal.NO_LINES)
_HAS_NONE: Guard = (lambda case: case.lines == 0, Refusal.HAS_LINES)
_IS_DECIDED: Guard = (lambda case: case.pending == 0, Refusal.UNDECIDED)
_IS_REOPENED: Guard = (lambda case: case.pending > 0, Refusal.NOTHING_UNDECIDED)
_KEEPS_SOMETHING: Guard = (lambda case: case.declined < case.lines, Refusal.ALL_DECLINED)
_KEEPS_NOTHING: Guard = (lambda case: case.declined == case.lines, Refusal.NOT_ALL_DECLINED)
_ACCEPTS: Guard = (lambda case: case.accepted > 0, Refusal.NOTHING_ACCEPTED)
_NOT_IN_REGISTERS: Guard = (lambda case: case.registered == 0, Refusal.REGISTERED)
_NOTHING_LEFT: Guard = (
    lambda case: case.accepted == 0 or case.stage in IN_REGISTERS,
    Refusal.NOT_REGISTERED,
)
_WAS_APPRAISED: Guard = (lambda case: Event.APPRAISE in case.done, Refusal.NOT_APPRAISED)
_NEVER_APPRAISED: Guard = (lambda case: Event.APPRAISE not in case.done, Refusal.WAS_APPRAISED)


GUARDS: Mapping[Event, tuple[Guard, ...]] = {
    Event.LIST: (_HAS_LINES,),
    Event.DECIDE: (_HAS_LINES, _IS_DECIDED, _KEEPS_SOMETHING),
    Event.DECLINE: (_HAS_LINES, _IS_DECIDED, _KEEPS_NOTHING, _NOT_IN_REGISTERS),
    Event.RECONSIDER: (_IS_REOPENED, _NEVER_APPRAISED, _NOT_IN_REGISTERS),
    Event.REAPPRAISE: (_IS_REOPENED, _WAS_APPRAISED, _NOT_IN_REGISTERS),
    Event.ACCESSION: (_IS_DECIDED, _ACCEPTS),
    Event.CATALOGUE: (_ACCEPTS,),
    Event.ANNOUNCE: (_NOTHING_LEFT,),
    Event.WITHDRAW: (_NOT_IN_REGISTERS,),
    Event.RETURN: (_NOT_IN_REGISTERS,),
    Event.RESUME: (_HAS_LINES,),
}


def may(case: Case, event: Event) -> Answer:
    """Say where ``event`` leads from ``case``, or why it may not happen."""
    to = TABLE.get((case.stage, event))
    if to is None:
        return _refuse(case, event)
    guards = (*GUARDS.get(event, ()), *_guards_of(case, event, to))
    refusal = next((refusal for holds, refusal in guards if not holds(case)), None)
    return Answer(to) if refusal is None else Answer(refusal=refusal)


def _guards_of(case: Case, event: Event, to: Stage) -> Iterator[Guard]:
    """Yield what holds of one way of an event and not of its others.

    What is done early or late, so that the gift stays where it is, is done once; only an agreement
    may be replaced by a later version.
    """
    if case.stage is Stage.WITHDRAWN and event is Event.PROMISE:
        yield _HAS_NONE
    if to is case.stage and event is not Event.AGREE:
        yield (lambda case: event not in case.done, Refusal.ALREADY_DONE)


_CLOSED: Mapping[Stage | None, Refusal] = {
    Stage.WITHDRAWN: Refusal.WITHDRAWN,
    Stage.RETURNED: Refusal.RETURNED,
    Stage.DECLINED: Refusal.DECLINED,
}


def _refuse(case: Case, event: Event) -> Answer:
    if case.stage in _CLOSED:
        return Answer(refusal=_CLOSED[case.stage])
    if event in {Event.WITHDRAW, Event.RETURN} and case.stage in IN_REGISTERS:
        return Answer(refusal=Refusal.REGISTERED)
    if event in case.done:
        return Answer(refusal=Refusal.ALREADY_DONE)
    needed = earliest(event)
    if needed is not None and _place(case.stage) < _place(needed):
        return Answer(refusal=Refusal.TOO_EARLY, needed=needed)
    return Answer(refusal=Refusal.TOO_LATE)


def _place(stage: Stage | None) -> int:
    return WAY.index(stage) if stage in WAY else -1


def following_decisions(case: Case) -> Event | None:
    """Return the event that the decisions on the lines bring about by themselves, if any."""
    if case.stage is None or case.stage in GONE:
        return None
    return next((event for event in OF_DECISIONS if _leads_on(case, event)), None)


def _leads_on(case: Case, event: Event) -> bool:
    answer = may(case, event)
    return answer.is_yes and answer.to is not case.stage
