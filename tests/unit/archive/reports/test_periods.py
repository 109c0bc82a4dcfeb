"""Periods: what they are called after, where they end, and what came before."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.reports.periods import Period, Span, month_of, period_of, quarter_of, year_of

days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))
periods = st.tuples(days, days).map(lambda pair: Period(min(pair), max(pair)))
named = st.one_of(
    st.integers(1900, 2100).map(year_of),
    st.builds(quarter_of, st.integers(1900, 2100), st.integers(1, 4)),
    st.builds(month_of, st.integers(1900, 2100), st.integers(1, 12)),
)


@pytest.mark.parametrize(
    ("key", "first", "last", "span"),
    [
        ("2018", (2018, 1, 1), (2018, 12, 31), Span.YEAR),
        ("2018-Q4", (2018, 10, 1), (2018, 12, 31), Span.QUARTER),
        ("2020-02", (2020, 2, 1), (2020, 2, 29), Span.MONTH),
    ],
)
def test_a_key_names_a_period(
    key: str, first: tuple[int, int, int], last: tuple[int, int, int], span: Span
) -> None:
    period = period_of(key)
    assert period == Period(dt.date(*first), dt.date(*last))
    assert period.span is span


@pytest.mark.parametrize("key", ["", "18", "2018-13", "2018-00", "2018-Q5", "2018-1", "0000", "x"])
def test_what_names_no_period_is_none(key: str) -> None:
    assert period_of(key) is None


@given(named, st.integers(-30, 30))
def test_what_has_a_name_moves_in_whole_steps_and_back(period: Period, by: int) -> None:
    moved = period.shifted(by)
    assert moved.span is period.span
    assert moved.shifted(-by) == period


@given(named)
def test_the_next_begins_where_this_ends(period: Period) -> None:
    assert period.shifted(1).first == period.last + dt.timedelta(days=1)


@given(periods)
def test_a_year_earlier_is_a_year_earlier(period: Period) -> None:
    earlier = period.a_year_earlier()
    assert (earlier.first.year, earlier.first.month) == (period.first.year - 1, period.first.month)
    assert earlier.first <= earlier.last


@given(periods)
def test_every_day_is_in_one_of_the_months(period: Period) -> None:
    months = [inner for key in period.months() if (inner := period_of(key))]
    cut = [part for month in months if (part := month.within(period))]
    assert sum(part.days for part in cut) == period.days
