"""Dates as donors and old books write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.dates import Era, ProblemKind, format_reign_year, read_date
from archive.text.dates.eras import cycle_of, eras

reign_years = st.sampled_from(eras()).flatmap(
    lambda era: st.tuples(st.just(era), st.integers(1, era.year_count))
)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1986", 1986, 1986),
        ("1986年3月", 1986, 1986),
        ("1986-03-02", 1986, 1986),
        ("1986.3", 1986, 1986),
        ("一九八六年三月二日", 1986, 1986),
        ("二〇一八年", 2018, 2018),
        ("民国三十七年", 1948, 1948),
        ("民國37年", 1948, 1948),
        ("民国元年", 1912, 1912),
        ("民国间", 1912, 1949),
        ("清同治十年", 1871, 1871),
        ("同治辛未", 1871, 1871),
        ("清同治十年刻本", 1871, 1871),
        ("民国三十七年铅印本", 1948, 1948),
        ("清同治十年（1871）", 1871, 1871),
        ("乾隆壬寅", 1782, 1782),
        ("康熙間", 1662, 1722),
        ("元貞元年", 1295, 1295),
        ("元元貞元年", 1295, 1295),
        ("咸丰至同治", 1851, 1874),
        ("光绪三年至五年", 1877, 1879),
        ("光緒元年三月", 1875, 1875),
        ("乾隆四十七年十二月廿九日", 1782, 1783),
        ("明萬曆四十一年", 1613, 1613),
        ("约1920年代", 1920, 1929),
        ("20世纪50年代", 1950, 1959),
        ("二十世纪三十年代", 1930, 1939),
        ("19世纪", 1801, 1900),
        ("1950-1960", 1950, 1960),
        ("1950—60", 1950, 1960),
        ("198□", 1980, 1989),
        ("19xx", 1900, 1999),
        ("清", 1616, 1911),
        ("清末", 1837, 1911),
        ("南宋", 1127, 1279),
        ("北宋元丰三年", 1080, 1080),
        ("太平天国十年", 1860, 1860),
        ("中华民国二十六年", 1937, 1937),
        ("1987年油印", 1987, 1987),
        ("漢建元元年", -139, -139),
    ],
)
def test_what_is_written_is_read(text: str, first: int, last: int) -> None:
    read = read_date(text)
    assert read.problem is None
    assert (read.year_from, read.year_to) == (first, last)


UNREADABLE = ("", "不详", "某年", "壬寅", "上世纪", "abc", "<script>", "０", "年月日", "元年")


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_cannot_be_read_is_kept_and_no_error(text: str) -> None:
    read = read_date(text)
    assert (read.text, read.year_from, read.problem) == (text, None, None)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("咸豐十二年", ProblemKind.NO_SUCH_REIGN_YEAR),
        ("清咸丰十二年刻本", ProblemKind.NO_SUCH_REIGN_YEAR),
        ("民国五十年", ProblemKind.NO_SUCH_REIGN_YEAR),
        ("咸丰甲子", ProblemKind.NOT_IN_ERA),
        ("2月30日", ProblemKind.NO_SUCH_DAY),
        ("2018年2月29日", ProblemKind.NO_SUCH_DAY),
        ("1986年13月", ProblemKind.NO_SUCH_DAY),
        ("民国三十七年二月三十日", ProblemKind.NO_SUCH_DAY),
        ("同治十年十三月", ProblemKind.NO_SUCH_DAY),
        ("建武三年", ProblemKind.AMBIGUOUS),
        ("康熙壬寅", ProblemKind.AMBIGUOUS),
        ("至元三年", ProblemKind.AMBIGUOUS),
        ("清同治十年（1900）", ProblemKind.CONTRADICTORY),
        ("1960-1950", ProblemKind.BACKWARDS),
    ],
)
def test_what_cannot_be_is_named(text: str, kind: ProblemKind) -> None:
    read = read_date(text)
    assert read.problem is not None
    assert read.problem.kind is kind
    assert read.problem.sentence % read.problem.values
    assert read.year_from is None


def test_an_impossible_reign_year_says_how_long_the_era_was() -> None:
    problem = read_date("咸豐十二年").problem
    assert problem is not None
    said = problem.sentence % problem.values
    assert "咸丰只有 11 年（1851—1861）" in said


def test_doubt_is_kept() -> None:
    assert read_date("约1920年代").is_doubtful
    assert read_date("1920?").is_doubtful
    assert not read_date("1920").is_doubtful


def test_cyclical_names_are_those_of_the_years() -> None:
    named = {1782: "壬寅", 1773: "癸巳", 1863: "癸亥", 1948: "戊子", 2024: "甲辰"}
    assert {year: cycle_of(year) for year in named} == named


@given(reign_years)
def test_every_reign_year_reads_as_it_is_written(found: tuple[Era, int]) -> None:
    era, number = found
    read = read_date(format_reign_year(era, number))
    if read.problem is not None:  # 至元 and others were used twice by one dynasty
        assert read.problem.kind is ProblemKind.AMBIGUOUS
        assert str(era.year(number)) in str(read.problem.values["candidates"])
    else:
        assert (read.year_from, read.year_to) == (era.year(number),) * 2


@given(st.text(max_size=120))
def test_anything_can_be_asked(text: str) -> None:
    read = read_date(text)
    assert read.text == text
    if read.year_from is not None:
        assert read.year_to is not None
        assert read.year_from <= read.year_to


@given(st.integers(1000, 9999))
def test_an_unknown_digit_never_becomes_a_zero(year: int) -> None:
    read = read_date(f"{year // 10}□")
    assert (read.year_from, read.year_to) == (year // 10 * 10, year // 10 * 10 + 9)


@pytest.mark.parametrize("dash", ["-", "—", "至", "到", "~"])
def test_a_line_of_dashes_is_no_maze(dash: str) -> None:
    read = read_date(dash.join("x" * 60))  # if every part of it were a range, this would not end
    assert (read.year_from, read.year_to) == (None, None)
