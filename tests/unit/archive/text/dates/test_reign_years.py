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


_SOLAR = "民國"
_REFORM = -103  # 太初元年, with fifteen months
_WU_ZETIAN = range(690, 700)


def touched(dynasty: str, year: int) -> tuple[int, int]:
    """The Gregorian years of a reign year, by the calendar of its time."""
    if dynasty == _SOLAR:
        return year, year
    if dynasty == "漢" and year <= _REFORM:
        return year - 1, year + (year == _REFORM)
    if dynasty == "唐" and year in _WU_ZETIAN:
        return year - 1, year
    return year, year + 1


@pytest.mark.parametrize(("dynasty", "era", "first", "count"), ERAS)
def test_an_era_begins_and_ends_when_the_handbook_says(
    dynasty: str, era: str, first: int, count: int
) -> None:
    for number in (1, count):
        read = read_date(written(dynasty, era, number))
        assert read.problem is None
        assert (read.year_from, read.year_to) == touched(dynasty, first + number - 1)
    beyond = read_date(written(dynasty, era, count + 1))
    assert beyond.problem is not None
    assert beyond.problem.kind is ProblemKind.NO_SUCH_REIGN_YEAR
    assert beyond.problem.values["count"] == count
    assert beyond.problem.values["last"] == first + count - 1


def test_every_era_of_ming_and_qing_is_in_the_list() -> None:
    named = {(d, e) for d, e, _, _ in ERAS}
    ming = "洪武 建文 永樂 洪熙 宣德 正統 景泰 天順 成化 弘治 正德 嘉靖 隆慶 萬曆 泰昌 天啟 崇禎"
    qing = "天命 天聰 崇德 順治 康熙 雍正 乾隆 嘉慶 道光 咸豐 同治 光緒 宣統"
    expected = {("明", era) for era in ming.split()} | {("清", era) for era in qing.split()}
    assert expected <= named


def test_an_era_of_two_emperors_asks_which_is_meant() -> None:
    problem = read_date("元至元三年").problem
    assert problem is not None
    assert problem.kind is ProblemKind.AMBIGUOUS
    assert read_date("元至元三十一年").year_from == 1294
