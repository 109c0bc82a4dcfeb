"""The rule of counting (计数规则), pure: what each line of one work counts for, and from when.

Accepted lines of every mode but 寄存 count with the 册 and 件 that were kept. A title counts once,
with the line that came first; its other lines are copies (复本), which add 册 and no 种. A deposit
is counted apart, by the same rule. What was declined, withdrawn or returned counts nothing.
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
    """So many 种, 册 and 件, and a value in cents."""

    titles: int = 0
    volumes: int = 0
    pieces: int = 0
    value_cents: int = 0

    def minus(self, other: "Amount") -> "Amount":
        """Return the difference to ``other``."""
        return Amount(
            self.titles - other.titles,
            self.volumes - other.volumes,
            self.pieces - other.pieces,
            self.value_cents - other.value_cents,
        )


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A line that is kept, of one work. ``kept_on`` is the day of the decision."""

    line_id: str
    kept_on: dt.date
    sequence: int
    bearings: Bearings
    volumes: int
    pieces: int = 0
    value_cents: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """What a line counts for now: by which bearings, and how much."""

    bearings: Bearings
    amount: Amount


def count_work(lines: Iterable[KeptLine], *, is_held_before: bool = False) -> dict[str, Standing]:
    """Return what each kept line of one work counts for.

    Of a work that was held before any of the lines came, none is a new 种.
    """
    standings: dict[str, Standing] = {}
    counted = {False: is_held_before, True: is_held_before}
    for line in sorted(lines, key=lambda line: (line.kept_on, line.sequence, line.line_id)):
        is_deposit = line.bearings.is_deposit
        titles = 0 if counted[is_deposit] else 1
        counted[is_deposit] = True
        amount = Amount(titles, line.volumes, line.pieces, line.value_cents)
        standings[line.line_id] = Standing(line.bearings, amount)
    return standings


@dataclass(frozen=True, slots=True)
class Posting:
    """An entry to be made for a line."""

    line_id: str
    standing: Standing
    is_change: bool


def postings(
    before: Mapping[str, Mapping[Bearings, Amount]], after: Mapping[str, Standing]
) -> list[Posting]:
    """Return the entries that lead from what the ledger says to what it should say.

    ``before`` holds, for each line, the sum of its entries by their bearings.
    """
    made: list[Posting] = []
    for line_id in sorted(before.keys() | after.keys()):
        wanted = after.get(line_id)
        for bearings, amount in before.get(line_id, {}).items():
            if (wanted is None or bearings != wanted.bearings) and amount != Amount():
                taken_back = Standing(bearings, Amount().minus(amount))
                made.append(Posting(line_id, taken_back, is_change=True))
        if wanted is not None:
            known = before.get(line_id, {}).get(wanted.bearings, Amount())
            missing = wanted.amount.minus(known)
            if missing != Amount():
                is_change = known != Amount()
                made.append(
                    Posting(line_id, Standing(wanted.bearings, missing), is_change=is_change)
                )
    return made
