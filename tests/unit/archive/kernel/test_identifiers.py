"""Identifiers find typing mistakes."""

from hypothesis import assume, given
from hypothesis import strategies as st

from archive.kernel.identifiers import ALPHABET, LENGTH, check_character, is_id, new_id

bodies = st.text(ALPHABET, min_size=LENGTH - 1, max_size=LENGTH - 1)


def test_a_new_one_is_well_formed() -> None:
    assert all(is_id(new_id()) for _ in range(100))


@given(bodies, st.integers(0, LENGTH - 2), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_found(body: str, place: int, wrong: str) -> None:
    assume(body[place] != wrong)
    changed = body[:place] + wrong + body[place + 1 :]
    assert not is_id(changed + check_character(body))


@given(bodies, st.integers(0, LENGTH - 3))
def test_two_neighbours_swapped_are_found(body: str, place: int) -> None:
    assume(body[place] != body[place + 1])
    swapped = body[:place] + body[place + 1] + body[place] + body[place + 2 :]
    assert not is_id(swapped + check_character(body))
