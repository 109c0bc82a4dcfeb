import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.donations.kinds import Decision
from archive.donations.progress import (
    LineCounts,
    Progress,
    can_register,
    count_lines,
    progress_of,
)

PENDING, ACCEPTED, DECLINED = Decision.PENDING, Decision.ACCEPTED, Decision.DECLINED
lines = st.lists(
    st.sampled_from([(PENDING, False), (ACCEPTED, False), (ACCEPTED, True), (DECLINED, False)]),
    min_size=1,
)


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ([(PENDING, False), (PENDING, False)], Progress.UNDECIDED),
        ([(PENDING, False), (ACCEPTED, False)], Progress.PARTLY_DECIDED),
        ([(PENDING, False), (DECLINED, False)], Progress.PARTLY_DECIDED),
        ([(ACCEPTED, False), (DECLINED, False)], Progress.TO_REGISTER),
        ([(ACCEPTED, True), (DECLINED, False)], Progress.REGISTERED),
        ([(DECLINED, False)], Progress.DECLINED),
    ],
)
def test_a_donation_stands_where_its_lines_put_it(
    listed: list[tuple[Decision, bool]], expected: Progress
) -> None:
    assert progress_of(count_lines(listed)) is expected


@given(lines)
def test_every_line_is_counted_once(listed: list[tuple[Decision, bool]]) -> None:
    counts = count_lines(listed)
    assert counts.total == len(listed)
    assert counts.registered <= counts.accepted


@given(lines)
def test_only_a_wholly_decided_donation_with_something_accepted_can_be_registered(
    listed: list[tuple[Decision, bool]],
) -> None:
    expected = all(decision is not PENDING for decision, _ in listed) and any(
        decision is ACCEPTED and not is_registered for decision, is_registered in listed
    )
    assert can_register(count_lines(listed)) == expected


def test_the_order_of_lines_says_nothing() -> None:
    assert count_lines([(PENDING, False), (DECLINED, False)]) == LineCounts(pending=1, declined=1)
    assert count_lines([(DECLINED, False), (PENDING, False)]) == LineCounts(pending=1, declined=1)
