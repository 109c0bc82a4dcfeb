from hypothesis import given
from hypothesis import strategies as st

from archive.text.tokens import (
    MAX_UNITS,
    TAIL_UNITS,
    index_tokens,
    phrase_tokens,
    single_token,
    split_units,
)
from tests.unit.archive.text.strategies import any_texts, texts


def units_of(text: str) -> list[str]:
    return [unit.text for unit in split_units(text)]


def contains(tokens: list[str], phrase: list[str]) -> bool:
    """Do what an index does: pairs at consecutive positions, a single unit as a prefix."""
    if len(phrase) == 1:
        return any(token.startswith(single_token(phrase[0])) for token in tokens)
    return any(
        tokens[place : place + len(sequence)] == sequence
        for sequence in phrase_tokens(phrase)
        for place in range(len(tokens))
    )


def test_a_text_becomes_overlapping_pairs() -> None:
    assert index_tokens("醴陵縣志") == ["醴陵", "陵县", "县志", "志"]


def test_numbers_and_words_are_whole() -> None:
    assert units_of("民國28年Liling County") == ["民", "国", "28", "年", "liling", "county"]
    assert not contains(index_tokens("280年"), ["28"])
    assert contains(index_tokens("民國28年"), ["28"])


def test_signs_and_line_breaks_are_passed_over() -> None:
    assert units_of("醴\n陵，縣 「志」") == ["醴", "陵", "县", "志"]


def test_missing_and_private_characters_are_kept() -> None:
    assert units_of("卷□\ue000") == ["卷", "□", "\ue000"]


def test_a_variation_selector_lies_within_its_character() -> None:
    [first, second] = split_units("葛\U000e0100城")
    assert (first.start, first.end, second.start) == (0, 2, 2)


@given(any_texts())
def test_a_unit_is_what_stands_at_its_place(text: str) -> None:
    for unit in split_units(text):
        assert units_of(text[unit.start : unit.end]) == [unit.text]


@given(texts(), st.data())
def test_every_phrase_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    units = units_of(text)
    start = data.draw(st.integers(0, len(units)))
    end = data.draw(st.integers(start, len(units)))
    if start < end:
        assert contains(index_tokens(text), units[start:end])


@given(texts(), texts(30), texts(4))
def test_a_hit_belongs_to_the_page_of_its_first_character(
    text: str, following: str, phrase: str
) -> None:
    own, tail, wanted = units_of(text), units_of(following)[:TAIL_UNITS], units_of(phrase)
    both = own + tail
    starts = [n for n in range(len(own)) if wanted and both[n : n + len(wanted)] == wanted]
    assert (bool(wanted) and contains(index_tokens(text, following), wanted)) == bool(starts)


@given(st.integers(1, TAIL_UNITS))
def test_a_phrase_may_end_anywhere_in_the_tail(length: int) -> None:
    following = "甲乙丙丁戊己庚辛壬癸子丑"
    tokens = index_tokens("天地", following)
    assert contains(tokens, units_of("地" + following[:length]))
    assert contains(tokens, units_of("天地" + following[:length]))


def test_a_text_too_long_for_an_index_is_cut() -> None:
    assert len(index_tokens("之" * (MAX_UNITS + 9), "乎")) == MAX_UNITS
