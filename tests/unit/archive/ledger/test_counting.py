"""The rule of counting, as the glossary words it."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from archive.ledger.counting import NOTHING, Amount, Candidate, title_bearers

MAY, JUNE = dt.date(2018, 5, 1), dt.date(2018, 6, 1)
NEW = {False: False, True: False}
amounts = st.builds(Amount, *[st.integers(-99, 99)] * 5)
candidates = st.lists(
    st.builds(
        Candidate,
        line_id=st.sampled_from("abcdef"),
        since=st.sampled_from([MAY, JUNE]),
        was_bearer=st.booleans(),
        sequence=st.integers(1, 3),
        is_deposit=st.booleans(),
    ),
    unique_by=lambda line: line.line_id,
)


def line(
    name: str, since: dt.date = JUNE, *, was_bearer: bool = False, is_deposit: bool = False
) -> Candidate:
    return Candidate(name, since, was_bearer, 1, is_deposit)


def test_a_title_counts_once_with_the_line_that_came_first() -> None:
    assert title_bearers([line("a"), line("b", MAY)], NEW) == {"b"}


def test_of_two_lines_of_one_day_the_title_stays_where_it_was() -> None:
    assert title_bearers([line("a"), line("b", was_bearer=True)], NEW) == {"b"}


def test_a_copy_of_what_was_held_before_is_no_new_title() -> None:
    assert title_bearers([line("a")], dict.fromkeys(NEW, True)) == set()


def test_a_deposit_is_a_title_of_its_own_account() -> None:
    assert title_bearers([line("kept"), line("lent", is_deposit=True)], NEW) == {"kept", "lent"}


@given(lines=candidates, is_held=st.booleans(), was_lent=st.booleans())
def test_a_work_is_one_title_of_each_account_at_most(
    *, lines: list[Candidate], is_held: bool, was_lent: bool
) -> None:
    held = {False: is_held, True: was_lent}
    bearers = title_bearers(lines, held)
    for account in (False, True):
        mine = {x.line_id for x in lines if x.is_deposit is account}
        assert len(bearers & mine) == (bool(mine) and not held[account])


@given(amounts, amounts)
def test_a_sum_is_undone_by_the_difference(first: Amount, second: Amount) -> None:
    assert first.plus(second).minus(second) == first
    assert first.minus(first) == NOTHING
