"""Cutting text where marks begin and end."""

from hypothesis import given
from hypothesis import strategies as st

from iiif.viewer.marking import Piece, cut_pieces

texts = st.text("醴陵縣志 \n", max_size=20)
spans = st.lists(st.tuples(st.integers(-3, 25), st.integers(-3, 25)), max_size=5).map(
    lambda pairs: sorted((min(pair), max(pair)) for pair in pairs)
)


def test_a_word_in_the_middle_is_marked() -> None:
    pieces = cut_pieces("置醴陵屬長沙", [(1, 3)])

    assert pieces == (Piece("置"), Piece("醴陵", is_marked=True), Piece("屬長沙"))


@given(text=texts, places=spans)
def test_pieces_are_the_text_again(text: str, places: list[tuple[int, int]]) -> None:
    pieces = cut_pieces(text, places)

    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces)


@given(text=texts, places=spans)
def test_exactly_what_lies_in_a_span_is_marked(text: str, places: list[tuple[int, int]]) -> None:
    wanted = [any(start <= at < end for start, end in places) for at in range(len(text))]

    pieces = cut_pieces(text, places)

    assert [piece.is_marked for piece in pieces for _ in piece.text] == wanted
