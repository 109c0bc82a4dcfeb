"""A question is read from its address as it was written there."""

import datetime as dt
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.reports.periods import Period, month_of, year_of
from archive.reports.questions import (
    FILTERS,
    Dimension,
    Layout,
    Measure,
    Question,
    read_layout,
    read_question,
    report_address,
)

TODAY = dt.date(2026, 3, 2)
days = st.dates(dt.date(1900, 1, 1), TODAY)
questions = st.builds(
    Question,
    period=st.tuples(days, days).map(lambda pair: Period(min(pair), max(pair))),
    as_of=days,
    as_known_then=st.booleans(),
    only=st.dictionaries(st.sampled_from(FILTERS), st.sampled_from(["", "book", "a&b=c"])).map(
        lambda chosen: tuple((each, chosen[each]) for each in FILTERS if each in chosen)
    ),
)


@given(questions)
def test_an_address_says_the_whole_question(question: Question) -> None:
    layout = Layout(Dimension.SOURCE, Dimension.MONTH, Measure.TITLES)
    said = dict(parse_qsl(urlsplit(report_address(question, layout)).query))
    assert read_question(said, TODAY) == question
    assert read_layout(said) == layout


def test_nothing_said_is_this_year_today() -> None:
    assert read_question({}, TODAY) == Question(year_of(2026), TODAY)


def test_a_day_of_an_earlier_year_asks_about_that_year() -> None:
    assert read_question({"as_of": "2018-06-30"}, TODAY).period == year_of(2018)


@pytest.mark.parametrize("typed", ["2018-02-30", "yesterday", "9999-99-99", "2099-01-01"])
def test_a_day_that_cannot_be_is_today(typed: str) -> None:
    assert read_question({"as_of": typed}, TODAY).as_of == TODAY


@pytest.mark.parametrize(
    ("rows", "columns"),
    [("mode", "mode"), ("mode", "source"), ("month", "year"), ("mode", "nonsense")],
)
def test_what_cannot_stand_side_by_side_is_left_out(rows: str, columns: str) -> None:
    assert read_layout({"rows": rows, "columns": columns}).columns is None


def test_a_month_of_the_answer_is_asked_only_as_far_as_the_period_goes() -> None:
    question = Question(Period(dt.date(2018, 1, 15), dt.date(2018, 6, 30)), TODAY)
    assert question.narrowed(Dimension.MONTH, "2018-01").period == Period(
        dt.date(2018, 1, 15), dt.date(2018, 1, 31)
    )
    assert question.narrowed(Dimension.QUARTER, "2018-Q2").period.last == dt.date(2018, 6, 30)
    assert question.narrowed(Dimension.MONTH, "2018-03").period == month_of(2018, 3)


def test_the_ledger_is_asked_no_further_than_the_day() -> None:
    asked = Question(year_of(2018), dt.date(2018, 6, 30), as_known_then=True).asked()
    assert (asked.first, asked.last) == (dt.date(2018, 1, 1), dt.date(2018, 6, 30))
    assert asked.known_on == dt.date(2018, 6, 30)
