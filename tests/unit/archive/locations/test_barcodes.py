"""Barcodes of places, and what a scanner types."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.documents.code128 import encode
from archive.locations.barcodes import (
    CRATE,
    PLACE,
    check_digit,
    is_barcode,
    make_barcode,
    read_scan,
)

NUMBERS = st.integers(min_value=1, max_value=9_999_999)


def test_the_check_digit_is_that_of_an_ean() -> None:
    assert check_digit("400638133393") == "1"
    assert check_digit("978030640615") == "7"


@given(NUMBERS)
def test_a_barcode_is_known_for_what_it_is(number: int) -> None:
    barcode = make_barcode(PLACE, number)
    assert is_barcode(barcode, PLACE)
    assert not is_barcode(barcode, CRATE)
    assert len(encode(barcode)) == 2 + len(barcode) // 2 + 1


@given(NUMBERS, st.integers(min_value=0, max_value=9), st.sampled_from("0123456789"))
def test_one_wrong_digit_is_found_out(number: int, place: int, digit: str) -> None:
    barcode = make_barcode(PLACE, number)
    wrong = barcode[:place] + digit + barcode[place + 1 :]
    assert is_barcode(wrong, PLACE) == (wrong == barcode)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9900000127\r\n", "9900000127"),
        ("  000123 ", "000123"),
        ("９９０００００１２７", "9900000127"),
        ("ＤＦ２０２６－０００１", "DF2026-0001"),
        ("\t\x00", ""),
    ],
)
def test_what_a_scanner_types_is_read_in_every_keyboard_mode(typed: str, meant: str) -> None:
    assert read_scan(typed) == meant
