"""Dates as donors and old books write them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.dates import Era, ProblemKind, edtf, format_reign_year, read_date
from archive.text.dates.eras import cycle_of, eras
from archive.text.dates.western import write_western
from archive.text.numerals import write_numeral

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
        ("清同治十年", 1871, 1872),
        ("同治辛未", 1871, 1872),
        ("清同治十年刻本", 1871, 1872),
        ("民国三十七年铅印本", 1948, 1948),
        ("清同治十年（1871）", 1871, 1872),
        ("乾隆壬寅", 1782, 1783),
        ("康熙間", 1662, 1723),
        ("元貞元年", 1295, 1296),
        ("元元貞元年", 1295, 1296),
        ("咸丰至同治", 1851, 1875),
        ("光绪三年至五年", 1877, 1880),
        ("光緒元年三月", 1875, 1875),
        ("乾隆四十七年十二月廿九日", 1782, 1783),
        ("明萬曆四十一年", 1613, 1614),
        ("约1920年代", 1920, 1929),
        ("20世纪50年代", 1950, 1959),
        ("二十世纪三十年代", 1930, 1939),
        ("19世纪", 1801, 1900),
        ("1950-1960", 1950, 1960),
        ("1950—60", 1950, 1960),
        ("198□", 1980, 1989),
        ("19xx", 1900, 1999),
        ("清", 1616, 1912),
        ("清末", 1838, 1912),
        ("南宋", 1127, 1279),
        ("北宋元丰三年", 1080, 1081),
        ("太平天国十年", 1860, 1861),
        ("中华民国二十六年", 1937, 1937),
        ("1987年油印", 1987, 1987),
        ("漢建元元年", -140, -139),
    ],
)
def test_what_is_written_is_read(text: str, first: int, last: int) -> None:
    read = read_date(text)
    assert read.problem is None
    assert (read.year_from, read.year_to) == (first, last)


UNREADABLE = ("", "不详", "某年", "上世纪", "abc", "<script>", "０", "年月日", "元年")


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
        ("壬寅", ProblemKind.WHICH_CYCLE),
        ("岁次壬寅", ProblemKind.WHICH_CYCLE),
        ("清壬寅", ProblemKind.WHICH_CYCLE),
        ("同治十年壬申", ProblemKind.OTHER_CYCLE_NAME),
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
        assert read.year_from is not None
        assert read.year_to is not None
        assert read.year_from <= (era.year(number) or 0) <= read.year_to <= read.year_from + 2


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


_months = st.one_of(st.none(), st.integers(1, 12))


@given(
    reign_years,
    _months,
    st.sampled_from(("", "二日")),
    st.sampled_from(("", "约")),
    st.sampled_from(("", "？")),
)
def test_a_canonical_reign_date_is_written_as_it_is_read(
    found: tuple[Era, int], month: int | None, day: str, before: str, behind: str
) -> None:
    era, number = found
    written = format_reign_year(era, number)
    if month is not None:
        name = "正" if month == 1 and era.dynasty != "民国" else write_numeral(month)
        written += f"{name}月" + day
    year = str(era.year(number)).replace("-", "前")
    given_year = f"（{year}）" if read_date(written).problem else ""
    canonical = f"{before}{written}{given_year}{behind}"
    read = read_date(canonical)
    if given_year.startswith("（前"):
        return  # no such era of a dynasty was used twice before Christ
    assert read.canonical == canonical
    assert read.problem is None


_days = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))


@given(_days, st.integers(1, 3), st.sampled_from(("", "约")), st.sampled_from(("", "？")))
def test_a_canonical_western_date_is_written_as_it_is_read(
    day: dt.date, precision: int, before: str, behind: str
) -> None:
    if day.year < 1000:
        precision = 1
    parts = (day.year, day.month, day.day)[:precision]
    canonical = f"{before}{write_western(*parts)}{behind}"
    read = read_date(canonical)
    mark = {"约": "~", "？": "?", "约？": "%", "": ""}[before + behind]
    assert read.canonical == canonical
    assert read.edtf == day.isoformat()[: (4, 7, 10)[precision - 1]] + mark
    assert edtf.years_of(read.edtf) == (day.year, day.year)


@given(reign_years, reign_years)
def test_a_canonical_range_is_written_as_it_is_read(
    one: tuple[Era, int], other: tuple[Era, int]
) -> None:
    ends = [read_date(format_reign_year(*each)) for each in (one, other)]
    if any(end.problem or "（" in end.canonical for end in ends):
        return
    first, last = sorted(ends, key=lambda end: end.year_from or 0)
    canonical = f"{first.canonical}至{last.canonical}"
    assert read_date(canonical).canonical == canonical


@given(st.text("同治清明約？至年月日一二十0123456789□壬寅［］()間初末前世紀代", max_size=20))
def test_whatever_is_read_has_a_form_that_reads_as_itself(text: str) -> None:
    read = read_date(text)
    again = read_date(read.canonical)
    assert (again.canonical, again.edtf) == (read.canonical, read.edtf)
    assert (again.year_from, again.year_to) == (read.year_from, read.year_to)


def test_a_choice_behind_the_date_says_what_is_meant() -> None:
    for text in ("壬寅", "康熙壬寅", "至元三年", "建武", "清甲子"):
        problem = read_date(text).problem
        assert problem is not None
        for choice in problem.choices:
            read = read_date(f"{text}［{choice.years}］")
            assert read.problem is None, (text, choice)
            assert read.canonical.startswith(choice.written)


@pytest.mark.parametrize("dash", ["-", "—", "至", "到", "~"])
def test_a_line_of_dashes_is_no_maze(dash: str) -> None:
    read = read_date(dash.join("x" * 60))  # if every part of it were a range, this would not end
    assert (read.year_from, read.year_to) == (None, None)
