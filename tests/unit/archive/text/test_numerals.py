import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.numerals import MAX_NUMBER, parse_numeral, write_numeral


@given(st.integers(0, MAX_NUMBER))
def test_what_is_written_is_read_again(number: int) -> None:
    assert parse_numeral(write_numeral(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一百二十", 120),
        ("十二", 12),
        ("廿四", 24),
        ("卅", 30),
        ("一百五", 105),
        ("一九三四", 1934),
        ("二〇", 20),
        ("壹佰貳拾", 120),
        ("一萬零十", 10_010),
        ("三千四百七十九", 3479),
        ("万", 10_000),
        ("120", 120),
    ],
)
def test_forms_met_in_books_are_read(text: str, number: int) -> None:
    assert parse_numeral(text) == number


@pytest.mark.parametrize("text", ["", "卷一", "一百卷", "1a", "一二百", "上"])
def test_what_is_no_numeral_is_none(text: str) -> None:
    assert parse_numeral(text) is None


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "零"), (10, "十"), (105, "一百零五"), (115, "一百一十五"), (120, "一百二十")],
)
def test_numbers_are_written_as_people_do(number: int, text: str) -> None:
    assert write_numeral(number) == text


@pytest.mark.parametrize("number", [-1, MAX_NUMBER + 1])
def test_numbers_out_of_range_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match="no numeral"):
        write_numeral(number)


@given(st.text())
def test_no_text_fails(text: str) -> None:
    number = parse_numeral(text)
    assert number is None or number >= 0
