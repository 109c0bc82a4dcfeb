"""A list of dates as documents bear them, with their years and EDTF, compiled by hand."""

from pathlib import Path

import pytest

from archive.text.dates import edtf, read_date

_LIST = Path(__file__).parents[4] / "golden/dates.txt"
DATES = [
    tuple(part.strip() for part in line.split("|"))
    for line in _LIST.read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("text", "first", "last", "said"), DATES)
def test_a_date_is_read_as_the_list_says(text: str, first: str, last: str, said: str) -> None:
    read = read_date(text)
    assert (_told(read.year_from), _told(read.year_to), read.edtf) == (first, last, said)


@pytest.mark.parametrize("text", sorted(each[0] for each in DATES))
def test_what_was_read_is_written_in_a_form_that_reads_the_same(text: str) -> None:
    read = read_date(text)
    again = read_date(read.canonical)
    assert again.canonical == read.canonical
    assert (again.year_from, again.year_to, again.edtf) == (
        read.year_from,
        read.year_to,
        read.edtf,
    )


@pytest.mark.parametrize("text", sorted(each[0] for each in DATES if each[3]))
def test_the_edtf_says_the_same_years(text: str) -> None:
    read = read_date(text)
    first, last = edtf.years_of(read.edtf)
    assert first <= (read.year_from or 0) <= (read.year_to or 0) <= last
    if "X" not in read.edtf:
        assert (first, last) == (read.year_from, read.year_to)


def _told(year: int | None) -> str:
    return "-" if year is None else str(year)
