"""The table: which event leads from which stage to which."""

from collections.abc import Iterable, Mapping

from archive.donations.kinds import Stage
from archive.donations.states.events import Event

Table = Mapping[tuple[Stage | None, Event], Stage]

WAY = (
    Stage.LEAD,
    Stage.INTENT,
    Stage.LISTED,
    Stage.APPRAISAL,
    Stage.DECIDED,
    Stage.AGREED,
    Stage.HANDED_OVER,
    Stage.ACCESSIONED,
    Stage.CATALOGUED,
    Stage.THANKED,
    Stage.ANNOUNCED,
)
"""The stages in the order of the long way."""

BEFORE_LIST = (Stage.LEAD, Stage.INTENT)
UNDER_REVIEW = (Stage.LISTED, Stage.APPRAISAL)
SETTLED = (Stage.DECIDED, Stage.AGREED, Stage.HANDED_OVER)
IN_REGISTERS = (Stage.ACCESSIONED, Stage.CATALOGUED, Stage.THANKED, Stage.ANNOUNCED)
GONE = frozenset({Stage.WITHDRAWN, Stage.RETURNED})


def _from(stages: Iterable[Stage | None], event: Event, to: Stage) -> Table:
    return {(stage, event): to for stage in stages}


def _stay(stages: Iterable[Stage], event: Event) -> Table:
    """Say that an event may come late or early: it is done, and the gift stays where it is."""
    return {(stage, event): stage for stage in stages}


TABLE: Table = {
    **_from([None], Event.FIND, Stage.LEAD),
    **_from([None, Stage.LEAD, Stage.WITHDRAWN], Event.PROMISE, Stage.INTENT),
    **_from([None, *BEFORE_LIST], Event.LIST, Stage.LISTED),
    **_from([Stage.LISTED], Event.APPRAISE, Stage.APPRAISAL),
    **_from([*UNDER_REVIEW, Stage.DECLINED], Event.DECIDE, Stage.DECIDED),
    **_from([*UNDER_REVIEW, *SETTLED], Event.DECLINE, Stage.DECLINED),
    **_from([*SETTLED, Stage.DECLINED], Event.RECONSIDER, Stage.LISTED),
    **_from([*SETTLED, Stage.DECLINED], Event.REAPPRAISE, Stage.APPRAISAL),
    **_from([Stage.DECIDED], Event.AGREE, Stage.AGREED),
    **_stay([Stage.AGREED, Stage.HANDED_OVER, *IN_REGISTERS], Event.AGREE),
    **_from([Stage.DECIDED, Stage.AGREED], Event.HAND_OVER, Stage.HANDED_OVER),
    **_stay(IN_REGISTERS, Event.HAND_OVER),
    **_from(SETTLED, Event.ACCESSION, Stage.ACCESSIONED),
    **_from([Stage.ACCESSIONED], Event.CATALOGUE, Stage.CATALOGUED),
    **_stay([Stage.THANKED, Stage.ANNOUNCED], Event.CATALOGUE),
    **_from([Stage.ACCESSIONED, Stage.CATALOGUED], Event.THANK, Stage.THANKED),
    **_stay([*SETTLED, Stage.ANNOUNCED], Event.THANK),
    **_from([Stage.HANDED_OVER, *IN_REGISTERS[:-1]], Event.ANNOUNCE, Stage.ANNOUNCED),
    **_from([*BEFORE_LIST, *UNDER_REVIEW, *SETTLED], Event.WITHDRAW, Stage.WITHDRAWN),
    **_from([Stage.HANDED_OVER, Stage.ANNOUNCED], Event.RETURN, Stage.RETURNED),
    **_from([Stage.DECLINED], Event.RETURN, Stage.RETURNED),
    **_from([Stage.WITHDRAWN], Event.RESUME, Stage.LISTED),
}


def earliest(event: Event) -> Stage | None:
    """Return the first stage of the long way from which ``event`` leads on, None if none does."""
    return next((stage for stage in WAY if (stage, event) in TABLE), None)
