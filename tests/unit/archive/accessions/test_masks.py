"""How accession numbers are printed."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.accessions.errors import MaskInvalidError
from archive.accessions.masks import may_collide, read_mask

DAY = dt.date(2026, 3, 2)
masks = st.sampled_from(
    ["{seq:06}", "D{seq}", "{room}{year}-{seq:05}", "{year}{month:02}-{seq:04}", "古{seq:05}"]
)


@pytest.mark.parametrize(
    ("mask", "count", "printed"),
    [
        ("{seq:06}", 42, "000042"),
        ("D{year}-{seq:05}", 42, "D2026-00042"),
        ("{room}{year}{month:02}-{seq}", 7, "DF202603-7"),
        ("{seq:06}", 1_234_567, "1234567"),
    ],
)
def test_a_mask_prints_numbers(mask: str, count: int, printed: str) -> None:
    assert read_mask(mask, "DF").write(DAY, count) == printed


@pytest.mark.parametrize(
    "mask",
    ["", "D2026", "{seq}{seq}", "{seq}{week}", "{month}-{seq}", "{seq:099}", "<b>{seq}", "长" * 41],
)
def test_a_mask_that_cannot_print_is_refused(mask: str) -> None:
    with pytest.raises(MaskInvalidError):
        read_mask(mask)


@given(masks, st.dates(dt.date(1950, 1, 1), dt.date(2199, 12, 31)), st.integers(1, 10**7))
def test_what_a_mask_prints_it_knows_again(mask: str, day: dt.date, count: int) -> None:
    read = read_mask(mask, "DF")
    assert read.could_write(read.write(day, count))


@given(masks, st.dates(), st.dates(), st.integers(1, 9999), st.integers(1, 9999))
def test_two_counts_of_a_mask_never_print_alike(
    mask: str, one: dt.date, other: dt.date, first: int, second: int
) -> None:
    read = read_mask(mask, "DF")
    if (read.period(one), first) != (read.period(other), second):
        assert read.write(one, first) != read.write(other, second)


def test_masks_that_could_print_one_number_are_told() -> None:
    assert may_collide(read_mask("{seq:06}"), read_mask("{seq}"))
    assert may_collide(read_mask("{seq}"), read_mask("{year}{seq:04}"))
    assert not may_collide(read_mask("{seq:06}"), read_mask("D{seq:06}"))
    assert not may_collide(read_mask("{room}{seq}", "甲"), read_mask("{room}{seq}", "乙"))


@given(masks, st.integers(1, 10**6), st.dates(dt.date(1950, 1, 1), dt.date(2100, 1, 1)))
def test_a_mask_reads_what_it_writes(text: str, count: int, day: dt.date) -> None:
    mask = read_mask(text, "地")
    counted = mask.read(mask.write(day, count))
    assert counted is not None
    assert counted.sequence == count
    assert counted.year in {None, day.year}
    assert counted.month in {None, day.month}


def test_a_mask_does_not_read_numbers_of_others() -> None:
    assert read_mask("{seq:06}").read("DF000041") is None
    assert read_mask("D{year}-{seq:05}").read("D26-00001") is None
