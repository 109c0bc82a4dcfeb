"""The ledger's entries against a calendar in which every day is simply written over."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from hypothesis import given
from hypothesis import strategies as st

from archive.donors.kinds import DonorKind
from archive.ledger.counting import NOTHING, Amount, Bearings, Holding, KeptLine
from archive.ledger.kinds import AcquisitionMode, EntryReason, MaterialKind
from archive.ledger.timelines import Change, Posting, postings

HERE = Bearings("gift", "donor", DonorKind.PERSON, AcquisitionMode.DONATION, MaterialKind.BOOK)
DAYS = [dt.date(2018, 6, 1) + dt.timedelta(days=n) for n in range(10)]
LINES = {"a": 1, "b": 2, "c": 1}

Totals = tuple[int, int, int, int]  # 种 and 册, those of deposits apart

holdings = st.none() | st.builds(
    Holding,
    st.builds(
        replace,
        st.just(HERE),
        material=st.sampled_from([MaterialKind.BOOK, MaterialKind.MAP]),
        is_deposit=st.booleans(),
    ),
    volumes=st.integers(0, 3),
)


@dataclass(frozen=True)
class Step:
    """Something that is entered: days later than the last, and perhaps as of an earlier day."""

    later: int
    line_id: str
    holding: Holding | None
    days_back: int | None


steps = st.lists(
    st.builds(
        Step,
        later=st.integers(0, 2),
        line_id=st.sampled_from(sorted(LINES)),
        holding=holdings,
        days_back=st.none() | st.integers(0, 3),
    ),
    max_size=8,
)


@dataclass
class Books:
    """What was entered so far, and beside it the calendar that says what ought to be."""

    entries: list[Posting] = field(default_factory=list)
    now: dict[str, KeptLine] = field(default_factory=dict)
    calendar: dict[str, list[Holding | None]] = field(
        default_factory=lambda: {name: [None] * len(DAYS) for name in LINES}
    )

    def take(self, step: Step, today: int) -> None:
        back = max(0, today - (step.days_back or 0))
        if step.holding is None:
            self.now.pop(step.line_id, None)
        else:
            self.now[step.line_id] = KeptLine(step.line_id, DAYS[back], step.holding)
        is_new = not any(entry.line_id == step.line_id for entry in self.entries)
        days = self.calendar[step.line_id]
        is_dated = step.days_back is not None
        since = {step.line_id: DAYS[back]} if is_dated else {}
        if is_dated or days[today] != step.holding:
            first = back if is_dated or is_new else today
            days[first:] = [step.holding] * (len(DAYS) - first)
        self.enter(Change(DAYS[today], LINES, self.now, since))

    def enter(self, change: Change) -> None:
        self.entries += postings(self.entries, change)

    def totals(self, day: dt.date) -> Totals:
        return totals_of(entry for entry in self.entries if entry.effective_on <= day)

    def expected(self, day: int) -> Totals:
        held = [days[day] for days in self.calendar.values()]
        kept = [h for h in held if h is not None and not h.bearings.is_deposit]
        lent = [h for h in held if h is not None and h.bearings.is_deposit]
        volumes = [sum(h.volumes for h in each) for each in (kept, lent)]
        return (int(bool(kept)), volumes[0], int(bool(lent)), volumes[1])


def totals_of(entries: Iterable[Posting]) -> Totals:
    kept, lent = NOTHING, NOTHING
    for entry in entries:
        if entry.bearings.is_deposit:
            lent = lent.plus(entry.amount)
        else:
            kept = kept.plus(entry.amount)
    return (kept.titles, kept.volumes, lent.titles, lent.volumes)


def taken(walk: list[Step]) -> list[tuple[Books, int]]:
    """Return the books after every step, with the place of the day; they are one and the same."""
    books, today, found = Books(), 0, []
    for step in walk:
        today = min(today + step.later, len(DAYS) - 1)
        books.take(step, today)
        found.append((books, today))
    return found


@given(steps)
def test_every_day_has_what_the_calendar_says(walk: list[Step]) -> None:
    for books, today in taken(walk)[-1:]:
        for place, day in enumerate(DAYS[: today + 1]):
            assert books.totals(day) == books.expected(place)


@given(steps)
def test_an_earlier_day_keeps_its_answer_as_long_as_nothing_is_dated_back(
    walk: list[Step],
) -> None:
    books, today, told = Books(), 0, dict[int, Totals]()
    for step in walk:
        today = min(today + step.later, len(DAYS) - 1)
        books.take(replace(step, days_back=None), today)
        told[today] = books.totals(DAYS[today])
    assert {day: books.totals(DAYS[day]) for day in told} == told


@given(steps)
def test_the_sums_of_a_line_are_what_it_is_and_by_those_bearings_alone(walk: list[Step]) -> None:
    for books, _today in taken(walk)[-1:]:
        sums: dict[tuple[str, Bearings], Amount] = defaultdict(Amount)
        for entry in books.entries:
            key = (entry.line_id, entry.bearings)
            sums[key] = sums[key].plus(entry.amount)
        found = {key: (a.lines, a.volumes) for key, a in sums.items() if a != NOTHING}
        assert found == {
            (name, line.holding.bearings): (1, line.holding.volumes)
            for name, line in books.now.items()
        }


@given(steps)
def test_what_is_in_step_needs_no_entry(walk: list[Step]) -> None:
    for books, today in taken(walk)[-1:]:
        count = len(books.entries)
        books.enter(Change(DAYS[today], LINES, books.now, {}))
        assert len(books.entries) == count


@given(steps)
def test_the_title_is_with_the_line_that_has_counted_longest(walk: list[Step]) -> None:
    for books, today in taken(walk)[-1:]:
        bearers = defaultdict[str, int](int)
        for entry in books.entries:
            if not entry.bearings.is_deposit:
                bearers[entry.line_id] += entry.amount.titles
        began = {name: unbroken(days, today) for name, days in books.calendar.items()}
        for name, count in bearers.items():
            if count:
                assert count == 1
                assert began[name] == min(day for day in began.values() if day is not None)


def unbroken(days: list[Holding | None], today: int) -> int | None:
    """The first day of those up to today on which a line has been kept, and not as a deposit."""
    first = None
    for place in range(today, -1, -1):
        holding = days[place]
        if holding is None or holding.bearings.is_deposit:
            break
        first = place
    return first


def keep(name: str, day: dt.date, volumes: int = 1) -> KeptLine:
    return KeptLine(name, day, Holding(HERE, volumes))


def entered(books: Books, today: dt.date, *kept: KeptLine, is_held: bool = False) -> list[Posting]:
    """Enter what is kept today and return the new entries."""
    before = len(books.entries)
    named = {line.line_id: line for line in kept}
    books.enter(Change(today, LINES, named, {}, is_held_before=is_held))
    return books.entries[before:]


def test_an_earlier_copy_that_is_entered_later_takes_the_title_from_its_day_on() -> None:
    books = Books()
    entered(books, DAYS[5], keep("b", DAYS[5]))
    made = entered(books, DAYS[7], keep("b", DAYS[5]), keep("a", DAYS[2]))
    assert [(x.line_id, x.effective_on, x.amount.titles) for x in made] == [
        ("a", DAYS[2], 1),
        ("b", DAYS[5], -1),
    ]


def test_a_line_partly_taken_later_keeps_its_title() -> None:
    books = Books()
    entered(books, DAYS[1], keep("a", DAYS[1], 3))
    entered(books, DAYS[2], keep("a", DAYS[1], 3), keep("b", DAYS[2]))
    made = entered(books, DAYS[4], keep("a", DAYS[4], 2), keep("b", DAYS[2]))
    assert [(x.line_id, x.effective_on, x.amount) for x in made] == [
        ("a", DAYS[4], Amount(volumes=-1))
    ]


def test_when_the_first_goes_its_copy_becomes_the_title() -> None:
    books = Books()
    entered(books, DAYS[1], keep("a", DAYS[1], 3))
    entered(books, DAYS[2], keep("a", DAYS[1], 3), keep("b", DAYS[2]))
    made = entered(books, DAYS[4], keep("b", DAYS[2]))
    assert {x.line_id: (x.amount, x.reason) for x in made} == {
        "a": (Amount(-1, -1, -3), EntryReason.ENDED),
        "b": (Amount(titles=1), EntryReason.CORRECTED),
    }


def test_what_comes_back_counts_from_the_day_it_comes_back() -> None:
    books = Books()
    entered(books, DAYS[1], keep("a", DAYS[1]))
    entered(books, DAYS[3])
    made = entered(books, DAYS[6], keep("a", DAYS[1]))
    assert [(x.effective_on, x.amount) for x in made] == [(DAYS[6], Amount(1, 1, 1))]


def test_a_title_held_before_is_given_back_from_the_day_that_is_known() -> None:
    books = Books()
    entered(books, DAYS[1], keep("a", DAYS[1]))
    made = entered(books, DAYS[3], keep("a", DAYS[1]), is_held=True)
    assert [(x.effective_on, x.amount) for x in made] == [(DAYS[3], Amount(titles=-1))]


def test_a_copy_of_no_volume_is_entered_all_the_same() -> None:
    books = Books()
    entered(books, DAYS[1], keep("a", DAYS[1]))
    entered(books, DAYS[2], keep("a", DAYS[1]), keep("b", DAYS[2], 0))
    made = entered(books, DAYS[5], keep("a", DAYS[1]), keep("b", DAYS[2], 4))
    assert [(x.effective_on, x.amount) for x in made] == [(DAYS[5], Amount(volumes=4))]
