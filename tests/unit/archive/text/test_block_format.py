"""The layout of a printing block: statements that are read, and round trips."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.block_format import (
    LARGEST_FRAME_MM,
    MOST_CHARACTERS,
    MOST_ROWS,
    SAME,
    VARIES,
    BlockFormat,
    Count,
    parse_count,
    parse_format,
    parse_millimetres,
    write_count,
    write_format,
)

WORDS = {
    "mouth": [["白口"], ["黑口"], ["小黑口", "細黑口", "綫黑口"]],
    "border": [["四周雙邊"], ["四周單邊"], ["左右雙邊"]],
    "ruling": [["有界行", "有界"], ["無界行", "無界"], ["朱絲欄"]],
    "fishtail": [["單魚尾"], ["雙魚尾"], ["雙順黑魚尾"]],
}
USUAL = "半葉九行二十字，小字雙行同，白口，四周雙邊，單魚尾，版框高19.5釐米，寬13.8釐米"


def counts(most: int) -> st.SearchStrategy[Count]:
    """Return numbers and spans up to ``most``, and what varies."""
    ends = st.tuples(st.integers(1, most), st.integers(1, most))
    return ends.map(lambda pair: Count(min(pair), max(pair))) | st.just(VARIES)


@st.composite
def formats(draw: st.DrawFn) -> BlockFormat:
    """Return layouts of every kind that can be told."""
    small_lines = draw(st.sampled_from([None, 1, 2]))
    small = st.none() | counts(MOST_CHARACTERS) | st.just(SAME)
    lengths = st.none() | st.integers(1, LARGEST_FRAME_MM)
    words = {name: draw(st.sampled_from(["", *(w[0] for w in WORDS[name])])) for name in WORDS}
    return BlockFormat(
        rows=draw(st.none() | counts(MOST_ROWS)),
        characters=draw(st.none() | counts(MOST_CHARACTERS)),
        small_lines=small_lines,
        small_characters=draw(small) if small_lines else None,
        height_mm=draw(lengths),
        width_mm=draw(lengths),
        **words,
    )


@given(formats())
def test_what_is_written_is_read_again(told: BlockFormat) -> None:
    read = parse_format(write_format(told), WORDS)
    assert read.format == told
    assert read.left_over == ()


@given(st.text("半葉九行二十字小雙同白口四周邊，版框高寬19.5 釐米至不等x×", max_size=40))
def test_reading_never_fails_and_is_settled_by_writing(text: str) -> None:
    read = parse_format(text, WORDS).format
    assert parse_format(write_format(read), WORDS).format == read


def test_the_usual_statement_is_read_and_written() -> None:
    told = BlockFormat(
        rows=Count(9, 9),
        characters=Count(20, 20),
        small_lines=2,
        small_characters=SAME,
        mouth="白口",
        border="四周雙邊",
        fishtail="單魚尾",
        height_mm=195,
        width_mm=138,
    )
    assert parse_format(USUAL, WORDS).format == told
    assert write_format(told) == USUAL


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("十行二十一字", BlockFormat(rows=Count(10, 10), characters=Count(21, 21))),
        ("每半叶九行，行二十字", BlockFormat(rows=Count(9, 9), characters=Count(20, 20))),
        ("半葉十行行字不等", BlockFormat(rows=Count(10, 10), characters=VARIES)),
        ("半叶8-9行18字", BlockFormat(rows=Count(8, 9), characters=Count(18, 18))),
        ("小字雙行三十字", BlockFormat(small_lines=2, small_characters=Count(30, 30))),
        ("小字双行字数不等", BlockFormat(small_lines=2, small_characters=VARIES)),
        ("小字單行", BlockFormat(small_lines=1)),
        ("細黑口，左右双栏，有界", BlockFormat(mouth="小黑口", border="左右雙邊", ruling="有界行")),
        ("框20.3×14厘米", BlockFormat(height_mm=203, width_mm=140)),
        ("版框高19.55cm", BlockFormat(height_mm=196)),
        ("版框高 20 公分、寬 13.5 公分", BlockFormat(height_mm=200, width_mm=135)),
    ],
)
def test_many_spellings_are_understood(text: str, told: BlockFormat) -> None:
    assert parse_format(text, WORDS).format == told


def test_what_is_not_understood_is_left_over_and_nothing_is_told_twice() -> None:
    read = parse_format("白口，黑口，版心下镌“尊經閣”，半葉一百行", WORDS)
    assert read.format == BlockFormat(mouth="白口")
    assert read.left_over == ("黑口", "版心下镌“尊經閣”", "半葉一百行")


@pytest.mark.parametrize("text", ["", "0", "十至九", "2000", "多", "-", "-3", "3-"])
def test_what_is_no_count(text: str) -> None:
    assert parse_count(text, MOST_CHARACTERS) in (None, Count(3, 3))
    assert text == "3-" or parse_count(text, MOST_CHARACTERS) is None


@given(counts(MOST_ROWS))
def test_a_count_as_a_form_shows_it_is_read_again(count: Count) -> None:
    assert parse_count(write_count(count), MOST_ROWS) == count


@pytest.mark.parametrize(
    ("text", "length"), [("19.5", 195), ("１９．５ 厘米", 195), ("0", None), ("甲", None)]
)
def test_lengths_are_typed_in_centimetres(text: str, length: int | None) -> None:
    assert parse_millimetres(text) == length
