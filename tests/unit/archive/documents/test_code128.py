"""Code 128 as the standard has it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.documents.code128 import (
    QUIET,
    draw_code128,
    encode,
    is_encodable,
    module_widths,
)

PRINTABLE = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=30)


def bits_of(text: str) -> str:
    """Return the modules of a barcode, 1 for a bar."""
    return "".join("10"[place % 2] * width for place, width in enumerate(module_widths(text)))


def decode(values: list[int]) -> str:
    """Read symbol values as a scanner does: start, data, check, stop."""
    start, *data, check, stop = values
    assert stop == 106
    assert check == (start + sum(n * v for n, v in enumerate(data, start=1))) % 103
    is_c, said = start == 105, ""
    for value in data:
        if value == (100 if is_c else 99):
            is_c = not is_c
        else:
            said += f"{value:02}" if is_c else chr(value + 32)
    return said


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("PJJ123C", [104, 48, 42, 42, 17, 18, 19, 35, 55, 106]),
        ("123456", [105, 12, 34, 56, 44, 106]),
        ("000123", [105, 0, 1, 23, 73, 106]),
        ("HI345678", [104, 40, 41, 99, 34, 56, 78, 68, 106]),
    ],
)
def test_known_texts_have_their_known_symbols(text: str, values: list[int]) -> None:
    assert encode(text) == values


def test_the_bars_are_those_of_the_standard() -> None:
    start_c, start_b, stop = "11010011100", "11010010000", "1100011101011"
    twelve, fourteen, letter_a, thirty_four = (
        "10110011100",
        "10011001110",
        "10100011000",
        "10001011000",
    )
    assert encode("12") == [105, 12, 14, 106]
    assert bits_of("12") == start_c + twelve + fourteen + stop
    assert encode("A") == [104, 33, 34, 106]
    assert bits_of("A") == start_b + letter_a + thirty_four + stop


def test_every_symbol_is_eleven_modules_wide_and_like_no_other() -> None:
    seen = set()
    for value in range(95):
        widths = module_widths(chr(value + 32))[6:12]
        assert sum(widths) == 11
        assert sum(widths[::2]) % 2 == 0
        seen.add(tuple(widths))
    assert len(seen) == 95


@given(PRINTABLE)
def test_what_is_written_is_read(text: str) -> None:
    assert decode(encode(text)) == text


@given(st.from_regex(r"[0-9]{2,20}", fullmatch=True))
def test_digits_take_half_the_room(text: str) -> None:
    odd = len(text) % 2
    assert len(encode(text)) <= 3 + len(text) // 2 + 2 * odd


@given(PRINTABLE)
def test_the_drawing_is_as_wide_as_its_bars_and_says_nothing_else(text: str) -> None:
    drawn = draw_code128(text)
    width = sum(module_widths(text)) + 2 * QUIET
    assert f'viewBox="0 0 {width} 1"' in drawn
    assert re.fullmatch(r"(M\d+ 0h\dv1h-\dz)+", drawn.split('d="')[1].split('"')[0])


@pytest.mark.parametrize("text", ["", "登录号", "é", "\t"])
def test_what_no_scanner_types_is_refused(text: str) -> None:
    assert not is_encodable(text)
    with pytest.raises(ValueError, match="printable"):
        encode(text)
