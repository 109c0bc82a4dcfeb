"""Dates, numbers and words as spreadsheets write them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.donations.kinds import AcquisitionMode, Decision, DonorKind, MaterialKind, Stage
from archive.donations.words import DECISIONS, DONOR_KINDS, MATERIALS, MODES, STAGES
from archive.exchange.recognising import words
from archive.exchange.recognising.counts import read_cents, read_count
from archive.exchange.recognising.days import FIRST_YEAR, read_day
from archive.exchange.recognising.problems import SENTENCES, Said
from archive.spreadsheets.cells import Cell, Value

TODAY = dt.date(2026, 3, 2)
XMAS = dt.date(2018, 12, 27)
DAYS = st.dates(dt.date(FIRST_YEAR, 1, 1), TODAY)


@pytest.mark.parametrize(
    "value",
    [
        XMAS,
        dt.datetime(2018, 12, 27, 9, 30),  # noqa: DTZ001 - a spreadsheet knows no zones
        43461,
        43461.0,
        "2018-12-27",
        "2018/12/27",
        "2018.12.27",
        "2018-12-27 09:30:00",
        "20181227",
        20181227,
        "2018年12月27日",
        "2018 年 12 月 27 日",
        "二〇一八年十二月二十七日",
        "公元2018年12月27号",
        "民国一百零七年十二月二十七日",
    ],
    ids=repr,
)
def test_a_day_is_read(value: Value) -> None:
    assert read_day(Cell(value), 0, TODAY).day == XMAS


@pytest.mark.parametrize(
    ("value", "day", "said"),
    [
        ("2018年12月", dt.date(2018, 12, 31), Said.MONTH_ONLY),
        ("2018.12", dt.date(2018, 12, 31), Said.MONTH_ONLY),
        (2018.12, dt.date(2018, 12, 31), Said.MONTH_ONLY),
        ("2018", dt.date(2018, 12, 31), Said.YEAR_ONLY),
        (2018, dt.date(2018, 12, 31), Said.YEAR_ONLY),
        ("2018年", dt.date(2018, 12, 31), Said.YEAR_ONLY),
        ("2026年3月", TODAY, Said.MONTH_ONLY),
        ("2026", TODAY, Said.YEAR_ONLY),
    ],
    ids=repr,
)
def test_a_month_or_a_year_counts_at_its_end_and_says_so(
    value: Value, day: dt.date, said: Said
) -> None:
    read = read_day(Cell(value), 4, TODAY)
    assert read.day == day
    assert read.problem is not None
    assert (read.problem.said, read.problem.column) == (said, 4)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2月30日", Said.YEAR_MISSING),
        ("2018年2月30日", Said.NO_SUCH_DAY),
        ("2018-02-30", Said.NO_SUCH_DAY),
        ("2018-13-01", Said.NO_SUCH_DAY),
        ("2018年0月1日", Said.NO_SUCH_DAY),
        ("咸豐十二年", Said.NOT_GREGORIAN),
        ("清同治十年", Said.NOT_GREGORIAN),
        ("2026-03-03", Said.IN_FUTURE),
        ("0202-01-01", Said.TOO_EARLY),
        ("1899-12-31", Said.TOO_EARLY),
        (2018.1, Said.NO_DAY),
        ("不详", Said.NO_DAY),
        ("年月日", Said.NO_DAY),
        (True, Said.NO_DAY),
        ("43461", Said.NO_DAY),
    ],
    ids=repr,
)
def test_an_impossible_day_is_refused_in_words(value: Value, said: Said) -> None:
    read = read_day(Cell(value), 4, TODAY)
    assert read.day is None
    assert read.problem is not None
    assert (read.problem.said, read.problem.column) == (said, 4)


@given(DAYS)
def test_every_day_that_we_write_is_read(day: dt.date) -> None:
    for text in (day.isoformat(), f"{day.year}年{day.month}月{day.day}日", f"{day:%Y/%m/%d}"):
        assert read_day(Cell(text), 0, TODAY).day == day


@given(st.text(max_size=12) | st.integers() | st.floats(allow_nan=False, allow_infinity=False))
def test_anything_is_a_day_or_a_problem(value: Value) -> None:
    read = read_day(Cell(value), 0, TODAY)
    assert (read.day is None) <= (read.problem is not None)


@pytest.mark.parametrize(
    ("value", "number", "is_pieces", "remark"),
    [
        (3, 3, False, ""),
        (3.0, 3, False, ""),
        ("3", 3, False, ""),
        ("３", 3, False, ""),
        ("3.0", 3, False, ""),
        ("3册", 3, False, ""),
        ("三册", 3, False, ""),
        ("十二本", 12, False, ""),
        ("1函6册", 6, False, ""),
        ("一函八冊", 8, False, ""),
        ("2种5册", 5, False, ""),
        ("16册（缺第3册）", 16, False, "缺第3册"),
        ("5张", 5, True, ""),
        ("5 幅", 5, True, ""),
        (0, 0, False, ""),
    ],
    ids=repr,
)
def test_a_number_is_read(value: Value, number: int, is_pieces: bool, remark: str) -> None:  # noqa: FBT001 - a column of the table
    read = read_count(Cell(value), 0, 9999)
    assert (read.number, read.is_pieces, read.remark) == (number, is_pieces, remark)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (-3, Said.NEGATIVE),
        ("-3", Said.NEGATIVE),
        ("－3册", Said.NEGATIVE),
        (3.5, Said.NOT_WHOLE),
        ("3.5", Said.NOT_WHOLE),
        (10_000, Said.TOO_MANY),
        ("若干", Said.NO_COUNT),
        ("3册4件", Said.NO_COUNT),
        ("", Said.NO_COUNT),
    ],
    ids=repr,
)
def test_a_wrong_number_is_refused_in_words(value: Value, said: Said) -> None:
    read = read_count(Cell(value), 7, 9999)
    assert read.number is None
    assert read.problem is not None
    assert (read.problem.said, read.problem.column) == (said, 7)


@given(st.text(max_size=10) | st.integers() | st.floats(allow_nan=False, allow_infinity=False))
def test_anything_is_a_number_within_bounds_or_a_problem(value: Value) -> None:
    read = read_count(Cell(value), 0, 9999)
    assert (read.problem is not None) if read.number is None else 0 <= read.number <= 9999


@pytest.mark.parametrize(
    ("value", "cents"),
    [(12, 1200), (12.34, 1234), ("¥1,234.50元", 123450), ("300", 30000), ("0.5", 50)],
)
def test_an_amount_is_read(value: Value, cents: int) -> None:
    assert read_cents(Cell(value), 0) == (cents, None)


@pytest.mark.parametrize("value", [-1, "面议", "1.234", 1e18, "1,23"], ids=repr)
def test_what_is_no_amount_is_refused(value: Value) -> None:
    cents, problem = read_cents(Cell(value), 2)
    assert cents is None
    assert problem is not None
    assert problem.said is Said.NO_AMOUNT


def test_the_words_of_our_own_screens_are_understood() -> None:
    assert all(words.read_decision(label) is key for key, (label, _) in DECISIONS.items())
    assert all(words.read_mode(label) is key for key, label in MODES.items())
    assert all(words.read_material(label) is key for key, label in MATERIALS.items())
    assert all(words.read_donor_kind(label) is key for key, label in DONOR_KINDS.items())
    assert all(words.read_stage(label) is key for key, (label, _) in STAGES.items())


def test_other_words_are_understood() -> None:
    assert words.read_decision("√") is Decision.ACCEPTED
    assert words.read_decision("×") is Decision.DECLINED
    assert words.read_decision("婉 拒") is Decision.DECLINED
    assert words.read_decision("研究研究") is None
    assert words.read_mode("移交") is AcquisitionMode.LEGAL_DEPOSIT
    assert words.read_material("族譜") is MaterialKind.GENEALOGY
    assert words.read_exit("已撤回") is Stage.WITHDRAWN
    assert words.read_exit("接收") is None
    assert words.read_yes("是") is True
    assert words.read_yes("否") is False


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("张毓鋆", DonorKind.PERSON),
        ("醴陵市档案馆", DonorKind.ORGANISATION),
        ("湘东张氏家族", DonorKind.FAMILY),
        ("高会", DonorKind.PERSON),
    ],
)
def test_a_name_tells_what_a_donor_is(name: str, kind: DonorKind) -> None:
    assert words.guess_donor_kind(name) is kind


def test_everything_that_can_be_said_has_a_sentence() -> None:
    assert set(SENTENCES) == set(Said)
