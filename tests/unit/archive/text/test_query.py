from hypothesis import given

from archive.text.query import MAX_CHARACTERS, MAX_PHRASES, Query, parse_query
from archive.text.tokens import split_units
from tests.unit.archive.text.strategies import any_texts


def test_words_are_all_wanted() -> None:
    assert parse_query("醴陵　瓷業").phrases == (("醴", "陵"), ("瓷", "业"))


def test_quotation_marks_make_one_phrase() -> None:
    assert parse_query("“Liling county” 志").phrases == (("liling", "county"), ("志",))
    assert parse_query("「渌江 書院」").phrases == (("渌", "江", "书", "院"),)


def test_an_open_quotation_mark_is_passed_over() -> None:
    assert parse_query('"醴陵').phrases == (("醴", "陵"),)


def test_operators_of_engines_mean_nothing() -> None:
    assert parse_query("醴陵* -- '; DROP & | ! (").phrases == (("醴", "陵"), ("drop",))


def test_nothing_to_find() -> None:
    assert not parse_query(" 。，-- ")


def test_a_query_is_bounded() -> None:
    query = parse_query("甲乙 " * 500 + " ".join(chr(0x4E00 + n) for n in range(500)))
    assert len(query.phrases) <= MAX_PHRASES
    assert sum(map(len, parse_query("之" * 5000).phrases)) == MAX_CHARACTERS


@given(any_texts())
def test_no_input_fails_and_each_phrase_is_of_units(text: str) -> None:
    query: Query = parse_query(text)
    for phrase in query.phrases:
        assert [unit.text for unit in split_units(" ".join(phrase))] == list(phrase)
