"""The rule of counting, as the glossary words it."""

import datetime as dt
from collections import defaultdict
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from archive.donors.kinds import DonorKind
from archive.ledger.counting import (
    Amount,
    Bearings,
    KeptLine,
    Posting,
    Standing,
    count_work,
    postings,
)
from archive.ledger.kinds import AcquisitionMode, MaterialKind

HERE = Bearings("gift", "donor", DonorKind.PERSON, AcquisitionMode.DONATION, MaterialKind.BOOK)
JUNE, MAY = dt.date(2018, 6, 1), dt.date(2018, 5, 1)

bearings = st.builds(
    replace,
    st.just(HERE),
    mode=st.sampled_from(AcquisitionMode),
    is_deposit=st.booleans(),
)
kept = st.builds(
    KeptLine,
    line_id=st.sampled_from("abcdef"),
    kept_on=st.dates(dt.date(2018, 1, 1), dt.date(2018, 12, 31)),
    sequence=st.integers(1, 9),
    bearings=bearings,
    volumes=st.integers(0, 20),
    pieces=st.integers(0, 9),
)
works = st.lists(kept, unique_by=lambda line: line.line_id)


def line(
    name: str, kept_on: dt.date = JUNE, volumes: int = 2, *, is_deposit: bool = False
) -> KeptLine:
    return KeptLine(name, kept_on, 1, replace(HERE, is_deposit=is_deposit), volumes)


def post(
    book: dict[str, dict[Bearings, Amount]], made: list[Posting]
) -> dict[str, dict[Bearings, Amount]]:
    """Return the sums after entries were made."""
    sums: dict[str, dict[Bearings, Amount]] = defaultdict(
        dict, {k: dict(v) for k, v in book.items()}
    )
    for posting in made:
        known = sums[posting.line_id].get(posting.standing.bearings, Amount())
        negated = Amount().minus(posting.standing.amount)
        sums[posting.line_id][posting.standing.bearings] = known.minus(negated)
    return dict(sums)


def standing_sums(book: dict[str, dict[Bearings, Amount]]) -> dict[str, dict[Bearings, Amount]]:
    """Return what counts for something."""
    full = {k: {b: a for b, a in v.items() if a != Amount()} for k, v in book.items()}
    return {k: v for k, v in full.items() if v}


def as_sums(wanted: dict[str, Standing]) -> dict[str, dict[Bearings, Amount]]:
    return standing_sums({k: {v.bearings: v.amount} for k, v in wanted.items()})


def test_a_title_counts_once_with_the_line_that_came_first() -> None:
    counted = count_work([line("later"), line("first", MAY, 3)])
    assert counted["first"].amount == Amount(1, 3)
    assert counted["later"].amount == Amount(0, 2)


def test_a_copy_of_what_was_held_before_is_no_new_title() -> None:
    assert count_work([line("a")], is_held_before=True)["a"].amount == Amount(0, 2)


def test_a_deposit_is_a_title_of_its_own_account() -> None:
    counted = count_work([line("kept"), line("lent", MAY, is_deposit=True)])
    assert (counted["kept"].amount.titles, counted["lent"].amount.titles) == (1, 1)


def test_when_the_first_is_withdrawn_its_copy_becomes_the_title() -> None:
    both = as_sums(count_work([line("first", MAY), line("copy")]))
    made = postings(both, count_work([line("copy")]))
    amounts = {posting.line_id: posting.standing.amount for posting in made}
    assert amounts == {"first": Amount(-1, -2), "copy": Amount(1, 0)}


@given(old=works, new=works, is_held=st.booleans())
def test_entries_lead_from_any_state_to_any_other(
    *, old: list[KeptLine], new: list[KeptLine], is_held: bool
) -> None:
    before = as_sums(count_work(old))
    wanted = count_work(new, is_held_before=is_held)
    after = post(before, postings(before, wanted))
    assert standing_sums(after) == as_sums(wanted)
    assert postings(after, wanted) == []


@given(works)
def test_a_work_is_at_most_one_title_of_each_account(lines: list[KeptLine]) -> None:
    counted = count_work(lines)
    for is_deposit in (False, True):
        of_account = [s for s in counted.values() if s.bearings.is_deposit is is_deposit]
        assert sum(s.amount.titles for s in of_account) == bool(of_account)
