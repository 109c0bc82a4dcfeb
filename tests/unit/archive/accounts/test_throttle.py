"""How long a guesser waits."""

from hypothesis import given
from hypothesis import strategies as st

from archive.accounts.throttle import LONGEST_WAIT_S, wait_seconds


@given(st.integers(0, 10_000), st.integers(1, 50))
def test_waiting_never_shrinks_and_has_an_end(failures: int, free: int) -> None:
    wait = wait_seconds(failures, free)
    assert 0 <= wait <= wait_seconds(failures + 1, free) <= LONGEST_WAIT_S


@given(st.integers(1, 50))
def test_the_free_tries_are_free(free: int) -> None:
    assert wait_seconds(free - 1, free) == 0
    assert wait_seconds(free, free) > 0
