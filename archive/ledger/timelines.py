"""Which entries lead from what the ledger says to what it should say, day by day; pure.

What changes counts from the day of the change. A day that lies back is a day like any other: from
there on the work is counted anew, so that no day ever has its 种 twice. Nothing is taken away that
was entered: the difference is entered as of that day.
"""

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from archive.ledger.counting import NOTHING, Amount, Bearings, Candidate, Holding, KeptLine
from archive.ledger.counting import title_bearers as bearers_of
from archive.ledger.kinds import EntryReason

Sums = Mapping[Bearings, Amount]
Run = tuple[dt.date, Holding | None]


@dataclass(frozen=True, slots=True)
class Posting:
    """An entry of the ledger, made or to be made: so much more or less from a day on."""

    line_id: str
    effective_on: dt.date
    bearings: Bearings
    amount: Amount
    reason: EntryReason = EntryReason.CORRECTED


@dataclass(frozen=True, slots=True)
class Change:
    """How the lines of a work stand now, and from which day on what is new of it counts.

    Attributes:
        today: the day on which the change is entered.
        lines: every line of the work, kept or not, with its place on its list.
        kept: those of them that are kept.
        since: for lines that were decided on or moved as of a certain day, that day; what changed
            of the others counts from today, and a line that comes new from its decision on.
        is_held_before: whether the work was in the library before any of the lines.
    """

    today: dt.date
    lines: Mapping[str, int]
    kept: Mapping[str, KeptLine]
    since: Mapping[str, dt.date]
    is_held_before: bool = False


def postings(entered: Iterable[Posting], change: Change) -> list[Posting]:
    """Return the entries to be made, given those of the same lines that were made so far."""
    books: dict[str, list[Posting]] = {line_id: [] for line_id in sorted(change.lines)}
    for entry in entered:
        books[entry.line_id].append(entry)
    before = {line_id: _Course(book) for line_id, book in books.items()}
    runs = {line_id: _new_runs(course, line_id, change) for line_id, course in before.items()}
    changed_on = [
        _first_difference(before[line_id].runs, runs[line_id], change.today) for line_id in runs
    ]
    first = min(changed_on, default=change.today)
    days = {day for each in (*runs.values(), *(c.runs for c in before.values())) for day, _ in each}
    days |= {day for course in before.values() for day in course.days} | {change.today, first}
    return list(_differences(before, runs, sorted(d for d in days if d >= first), change))


class _Course:
    """What the ledger says of one line, day by day."""

    def __init__(self, book: Sequence[Posting]) -> None:
        sums: dict[Bearings, Amount] = {}
        self.days: list[dt.date] = []
        self._sums: list[Sums] = []
        for entry in sorted(book, key=lambda entry: entry.effective_on):
            sums = sums | {entry.bearings: sums.get(entry.bearings, NOTHING).plus(entry.amount)}
            if self.days and self.days[-1] == entry.effective_on:
                self._sums[-1] = sums
            else:
                self.days.append(entry.effective_on)
                self._sums.append(sums)
        self.runs = [(day, _holding(at)) for day, at in zip(self.days, self._sums, strict=True)]

    def at(self, day: dt.date) -> Sums:
        """Return the sums of a day, by bearings."""
        place = bisect_right(self.days, day)
        return self._sums[place - 1] if place else {}


def _holding(sums: Sums) -> Holding | None:
    for bearings, amount in sums.items():
        if amount.lines:
            return Holding(bearings, amount.volumes, amount.pieces, amount.value_cents)
    return None


def _new_runs(course: _Course, line_id: str, change: Change) -> list[Run]:
    line = change.kept.get(line_id)
    wanted = line.holding if line else None
    if line_id not in change.since and wanted == (course.runs[-1][1] if course.runs else None):
        return course.runs
    otherwise = line.kept_on if line and not course.runs else change.today
    since = min(change.since.get(line_id, otherwise), change.today)
    return [*(run for run in course.runs if run[0] < since), (since, wanted)]


def _first_difference(old: list[Run], new: list[Run], today: dt.date) -> dt.date:
    days = sorted({day for day, _ in (*old, *new)})
    return next((day for day in days if _run_at(old, day) != _run_at(new, day)), today)


def _run_at(runs: list[Run], day: dt.date) -> Holding | None:
    place = bisect_right(runs, day, key=lambda run: run[0])
    return runs[place - 1][1] if place else None


def _unbroken_since(runs: list[Run], day: dt.date) -> dt.date:
    """Return since when a line that counts on ``day`` has counted so without a break."""
    began: dt.date | None = None
    before: Holding | None = None
    for start, holding in runs:
        if start > day:
            break
        goes_on = before and holding and _account(before) is _account(holding)
        began = began if goes_on else start
        before = holding
    return began or day


def _account(holding: Holding) -> bool:
    return holding.bearings.is_deposit


def _differences(
    before: Mapping[str, _Course],
    runs: Mapping[str, list[Run]],
    days: Sequence[dt.date],
    change: Change,
) -> Iterator[Posting]:
    """Yield for each day what must be entered beyond what is carried on from the day before."""
    carried: dict[str, dict[Bearings, Amount]] = defaultdict(dict)
    for day in days:
        wanted = _wanted(before, runs, day, change)
        for line_id, course in before.items():
            said = course.at(day)
            for bearings in sorted({*said, *wanted[line_id]}, key=repr):
                due = wanted[line_id].get(bearings, NOTHING).minus(said.get(bearings, NOTHING))
                missing = due.minus(carried[line_id].get(bearings, NOTHING))
                carried[line_id][bearings] = due
                if missing != NOTHING:
                    reason = _reason(runs[line_id], course.runs, day)
                    yield Posting(line_id, day, bearings, missing, reason)


def _wanted(
    before: Mapping[str, _Course],
    runs: Mapping[str, list[Run]],
    day: dt.date,
    change: Change,
) -> dict[str, Sums]:
    held = {line_id: _run_at(line_runs, day) for line_id, line_runs in runs.items()}
    standing = [
        Candidate(
            line_id,
            since=_unbroken_since(runs[line_id], day),
            was_bearer=any(amount.titles for amount in before[line_id].at(day).values()),
            sequence=change.lines[line_id],
            is_deposit=_account(holding),
        )
        for line_id, holding in held.items()
        if holding is not None
    ]
    bearers = bearers_of(standing, _held_on(before, day, change))
    return {
        line_id: {}
        if holding is None
        else {holding.bearings: holding.amount(is_title=line_id in bearers)}
        for line_id, holding in held.items()
    }


def _held_on(before: Mapping[str, _Course], day: dt.date, change: Change) -> dict[bool, bool]:
    """Return whether the work was there before its lines, as it was understood of that day."""
    if day >= change.today:
        return dict.fromkeys((False, True), change.is_held_before)
    sums = [pair for course in before.values() for pair in course.at(day).items()]
    held = {}
    for account in (False, True):
        mine = [amount for bearings, amount in sums if bearings.is_deposit is account]
        is_told = any(amount.lines for amount in mine)
        has_title = any(amount.titles for amount in mine)
        held[account] = not has_title if is_told else change.is_held_before
    return held


def _reason(new: list[Run], old: list[Run], day: dt.date) -> EntryReason:
    if _run_at(new, day) is None:
        return EntryReason.ENDED
    return EntryReason.CORRECTED if _run_at(old, day) else EntryReason.COUNTED
