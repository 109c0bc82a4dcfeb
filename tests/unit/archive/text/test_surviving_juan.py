"""存四卷（十六至十九）: what survives, as the census writes it."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.surviving_juan import (
    NAMED,
    JuanError,
    JuanProblem,
    JuanSpan,
    SurvivingJuan,
    Word,
    parse_surviving,
    surviving_of,
    write_surviving,
)

statements = st.builds(
    surviving_of,
    st.sampled_from(Word),
    st.sets(st.integers(1, 300), min_size=1, max_size=40),
    st.sets(st.sampled_from(NAMED), max_size=4),
)


@given(statements)
def test_what_is_written_is_read_again(statement: SurvivingJuan) -> None:
    written = write_surviving(statement)
    assert parse_surviving(written) == statement
    assert write_surviving(statement) == written


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("存四卷（十六至十九）", "存四卷（十六至十九）"),
        ("存四卷(十六至十九)", "存四卷（十六至十九）"),
        ("存卷十六至十九", "存四卷（十六至十九）"),
        ("存卷16-19", "存四卷（十六至十九）"),
        ("存十卷（一至三、五至十一）", "存十卷（一至三、五至十一）"),
        ("缺二卷（三、七）", "缺二卷（三、七）"),
        ("闕二卷（七、三）", "缺二卷（三、七）"),
        ("存三卷（首、一至二）", "存三卷（首、一至二）"),
        ("存三卷（卷首、卷一、卷末）", "存三卷（首、一、末）"),
        ("存二卷（上、下）", "存二卷（上、下）"),
        ("存三卷（一、二、三）", "存三卷（一至三）"),
        ("存一百二十卷", "存一百二十卷"),
        ("存 120 卷", "存一百二十卷"),
        ("缺卷三", "缺一卷（三）"),
        ("存六卷（一百一至一百六）。", "存六卷（一百零一至一百零六）"),
    ],
)
def test_forms_met_in_records_are_read(text: str, canonical: str) -> None:
    read = parse_surviving(text)
    assert read is not None
    assert write_surviving(read) == canonical


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("存四卷（十六至二十）", JuanProblem.COUNT_DIFFERS),
        ("存四卷（十九至十六）", JuanProblem.BACKWARDS),
        ("存三卷（一至二、二）", JuanProblem.TWICE),
        ("存二卷（首、首）", JuanProblem.TWICE),
        ("存卷甲至丁", JuanProblem.UNREADABLE),
        ("四卷", JuanProblem.UNREADABLE),
        ("存", JuanProblem.UNREADABLE),
        ("存若干卷", JuanProblem.UNREADABLE),
        ("存零卷", JuanProblem.TOO_MANY),
        ("存九万卷", JuanProblem.TOO_MANY),
        ("存一卷（一（二））", JuanProblem.UNREADABLE),
    ],
)
def test_what_cannot_be_is_named(text: str, problem: JuanProblem) -> None:
    with pytest.raises(JuanError) as caught:
        parse_surviving(text)
    assert caught.value.problem is problem
    assert caught.value.sentence % caught.value.values


def test_nothing_said_is_nothing() -> None:
    assert parse_surviving(" ") is None


@given(st.text(max_size=40) | st.text("存缺卷（）一二十百至、首末上", max_size=30))
def test_anything_can_be_asked(text: str) -> None:
    with suppress(JuanError):
        read = parse_surviving(text)
        assert read is None or parse_surviving(write_surviving(read)) == read


def test_what_is_held_follows_from_what_is_wanting() -> None:
    wanting = SurvivingJuan(Word.WANTING, 2, (JuanSpan(3, 3), JuanSpan(7, 7)))
    assert wanting.held_of(8) == {1, 2, 4, 5, 6, 8}
    held = SurvivingJuan(Word.HELD, 2, (JuanSpan(3, 4),))
    assert held.held_of(8) == {3, 4}
    assert SurvivingJuan(Word.HELD, 4).held_of(8) is None
