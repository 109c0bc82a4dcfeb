"""Where a donation stands, derived from its lines and never stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from archive.donations.kinds import Decision

ACCEPTED = frozenset({Decision.ACCEPTED, Decision.PARTLY_ACCEPTED})
"""What enters the property registers; a deposit stays its owner's."""
LEFT = frozenset({Decision.DECLINED, Decision.COPIED_AND_RETURNED, Decision.DEPOSITED})


class Progress(StrEnum):
    """The state of a donation as a whole."""

    UNDECIDED = "undecided"
    PARTLY_DECIDED = "partly-decided"
    TO_REGISTER = "to-register"
    REGISTERED = "registered"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class LineCounts:
    """How many lines are pending, accepted and declined; ``registered`` ones are accepted too."""

    pending: int = 0
    accepted: int = 0
    declined: int = 0
    registered: int = 0

    @property
    def total(self) -> int:
        """The number of lines."""
        return self.pending + self.accepted + self.declined


def count_lines(lines: Iterable[tuple[Decision, bool]]) -> LineCounts:
    """Count lines, each given as its decision and whether it is registered."""
    listed = list(lines)
    decisions = [decision for decision, _ in listed]
    return LineCounts(
        pending=decisions.count(Decision.PENDING),
        accepted=sum(decision in ACCEPTED for decision in decisions),
        declined=sum(decision in LEFT for decision in decisions),
        registered=sum(is_registered for _, is_registered in listed),
    )


def progress_of(counts: LineCounts) -> Progress:
    """Return where a donation with such lines stands."""
    if counts.pending == counts.total:
        return Progress.UNDECIDED
    if counts.pending:
        return Progress.PARTLY_DECIDED
    if not counts.accepted:
        return Progress.DECLINED
    return Progress.REGISTERED if counts.registered == counts.accepted else Progress.TO_REGISTER


def can_register(counts: LineCounts) -> bool:
    """Whether the accepted lines may be entered in the registers now."""
    return progress_of(counts) is Progress.TO_REGISTER
