"""Every era of a handbook list: its first and last year are read, and the year after it is not.

The list is kept apart from the table that is tested, and neither was copied from the other.
"""

from pathlib import Path

import pytest

from archive.text.dates import ProblemKind, read_date
from archive.text.numerals import write_numeral

_LIST = Path(__file__).parents[4] / "golden/reign_years.txt"
ERAS = [
    (dynasty, era, int(first), int(count))
    for dynasty, era, first, count in (
        line.split()
        for line in _LIST.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    )
]


def written(dynasty: str, era: str, number: int) -> str:
    year = "元" if number == 1 else write_numeral(number)
    return f"{'' if dynasty == era else dynasty}{era}{year}年"


def test_the_list_is_long_enough() -> None:
    assert len({(written(d, e, n)) for d, e, _, count in ERAS for n in (1, count)}) >= 300


@pytest.mark.parametrize(("dynasty", "era", "first", "count"), ERAS)
def test_an_era_begins_and_ends_when_the_handbook_says(
    dynasty: str, era: str, first: int, count: int
) -> None:
    for number in (1, count):
        read = read_date(written(dynasty, era, number))
        assert (read.year_from, read.problem) == (first + number - 1, None)
    beyond = read_date(written(dynasty, era, count + 1))
    assert beyond.problem is not None
    assert beyond.problem.kind is ProblemKind.NO_SUCH_REIGN_YEAR


def test_an_era_of_two_emperors_asks_which_is_meant() -> None:
    problem = read_date("元至元三年").problem
    assert problem is not None
    assert problem.kind is ProblemKind.AMBIGUOUS
    assert read_date("元至元三十一年").year_from == 1294
