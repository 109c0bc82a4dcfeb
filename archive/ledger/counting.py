"""The rule of counting (计数规则), pure: what a line counts for, and which line is the 种.

Accepted lines of every mode but 寄存 count with the 册 and 件 that were kept. A title counts once,
with the line that has been counted longest; the work's other lines are copies (复本), which add 册
and no 种. A deposit is counted apart, by the same rule. What was declined, withdrawn or returned
counts nothing.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from archive.donors.kinds import DonorKind
from archive.ledger.kinds import AcquisitionMode, MaterialKind


@dataclass(frozen=True, slots=True)
class Bearings:
    """By what a line is found in a report; ``is_deposit`` keeps it apart from the rest."""

    donation_id: str
    donor_id: str
    donor_kind: DonorKind
    mode: AcquisitionMode
    material: MaterialKind
    campaign_id: str | None = None
    branch_id: str | None = None
    is_deposit: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """So many lines, 种, 册 and 件, and a value in cents."""

    lines: int = 0
    titles: int = 0
    volumes: int = 0
    pieces: int = 0
    value_cents: int = 0

    def plus(self, other: "Amount") -> "Amount":
        """Return the sum with ``other``."""
        return Amount(
            self.lines + other.lines,
            self.titles + other.titles,
            self.volumes + other.volumes,
            self.pieces + other.pieces,
            self.value_cents + other.value_cents,
        )

    def minus(self, other: "Amount") -> "Amount":
        """Return the difference to ``other``."""
        return self.plus(
            Amount(-other.lines, -other.titles, -other.volumes, -other.pieces, -other.value_cents)
        )


NOTHING = Amount()


@dataclass(frozen=True, slots=True)
class Holding:
    """What is kept of a line and by which bearings, whether it is the 种 or a copy."""

    bearings: Bearings
    volumes: int
    pieces: int = 0
    value_cents: int = 0

    def amount(self, *, is_title: bool) -> Amount:
        """Return what this counts for."""
        return Amount(1, int(is_title), self.volumes, self.pieces, self.value_cents)


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A line that is kept, and what of it. ``kept_on`` is the day of the decision."""

    line_id: str
    kept_on: dt.date
    holding: Holding


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that counts on some day, since when without a break, and whether as the 种 so far."""

    line_id: str
    since: dt.date
    was_bearer: bool
    sequence: int
    is_deposit: bool

    @property
    def rank(self) -> tuple[dt.date, bool, int, str]:
        """The line that came first is the 种; of several of one day, the one that was before."""
        return (self.since, not self.was_bearer, self.sequence, self.line_id)


def title_bearers(standing: Iterable[Candidate], held: Mapping[bool, bool]) -> set[str]:
    """Return which lines of one work count as its 种: one of those kept, one of the deposits.

    Args:
        standing: the lines that count on the day in question.
        held: by ``is_deposit``, whether the work was there before any of them; then none does.
    """
    bearers: dict[bool, str] = {}
    for line in sorted(standing, key=lambda line: line.rank):
        if not held[line.is_deposit]:
            bearers.setdefault(line.is_deposit, line.line_id)
    return set(bearers.values())
