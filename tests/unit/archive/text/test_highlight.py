from hypothesis import given

from archive.text.highlight import cut_snippet, find_spans
from archive.text.query import parse_query, places_of, written_units
from tests.unit.archive.text.strategies import texts


def marked(text: str, query: str, following: str = "") -> list[str]:
    return [text[a:b] for a, b in find_spans(text, parse_query(query), following)]


def test_the_original_is_marked_not_the_folded_text() -> None:
    assert marked("重修醴陵縣志", "醴陵县") == ["醴陵縣"]


def test_marks_reach_across_columns_and_signs() -> None:
    assert marked("重修醴\n陵，縣志", "醴陵县") == ["醴\n陵，縣"]


def test_overlapping_hits_are_one_mark() -> None:
    assert marked("哈哈哈哈。笑，哈哈", "哈哈") == ["哈哈哈哈", "哈哈"]


def test_each_word_is_marked() -> None:
    assert marked("醴陵之瓷，瓷業", "瓷 醴陵") == ["醴陵", "瓷", "瓷"]


def test_a_phrase_that_ends_on_the_next_page_is_marked_to_the_end() -> None:
    assert marked("在醴", "醴陵縣", following="陵縣") == ["醴"]
    assert marked("在", "醴陵縣", following="醴陵縣") == []


def test_a_snippet_shows_the_first_hit_without_line_breaks() -> None:
    text = "前" * 100 + "醴\n陵" + "後" * 100
    snippet = cut_snippet(text, find_spans(text, parse_query("醴陵")), length=40)
    [(start, end)] = snippet.spans
    assert snippet.text[start:end] == "醴陵"
    assert snippet.text.startswith("…前")
    assert snippet.text.endswith("後…")


def test_words_of_an_alphabet_stay_apart_at_line_breaks() -> None:
    assert cut_snippet("Liling\nCounty 醴\n陵", []).text == "Liling County 醴陵"


@given(texts(), texts(4))
def test_every_mark_holds_a_phrase(text: str, words: str) -> None:
    query = parse_query(words)
    for start, end in find_spans(text, query):
        units = written_units(text[start:end])
        assert any(places_of(phrase, units, 1) for phrase in query.phrases)


@given(texts(200), texts(4))
def test_a_snippet_is_made_of_the_text_and_its_marks_of_hits(text: str, words: str) -> None:
    spans = find_spans(text, parse_query(words))
    snippet = cut_snippet(text, spans, length=30)
    assert "\n" not in snippet.text
    assert bool(snippet.spans) == bool(spans)
    whole = "".join(text.splitlines()).replace(" ", "")
    for start, end in snippet.spans:
        assert 0 <= start < end <= len(snippet.text)
        assert snippet.text[start:end].replace(" ", "") in whole
