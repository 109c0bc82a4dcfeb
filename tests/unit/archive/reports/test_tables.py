"""A table adds up, along every edge."""

from hypothesis import given
from hypothesis import strategies as st

from archive.ledger.counting import NOTHING, Amount
from archive.reports.questions import Dimension, Layout, Measure
from archive.reports.tables import lay_out

MONTHS = ["2018-01", "2018-04", "2018-05", "2018-12"]
amounts = st.builds(Amount, st.just(1), st.integers(-2, 5), st.integers(-3, 9))
figures = st.dictionaries(
    st.tuples(st.booleans(), st.tuples(st.sampled_from(MONTHS), st.sampled_from("abc"))),
    amounts,
)
layouts = st.builds(
    Layout, st.sampled_from([Dimension.MONTH, Dimension.QUARTER]), st.just(Dimension.MODE)
)


def sum_of(amounts: list[Amount]) -> Amount:
    total = NOTHING
    for amount in amounts:
        total = total.plus(amount)
    return total


@given(figures, layouts)
def test_rows_columns_and_deposits_add_up(
    figures: dict[tuple[bool, tuple[str, ...]], Amount], layout: Layout
) -> None:
    table = lay_out(figures, layout)
    kept = sum_of([amount for (is_deposit, _), amount in figures.items() if not is_deposit])
    lent = sum_of([amount for (is_deposit, _), amount in figures.items() if is_deposit])
    assert table.total == kept == sum_of([row.total for row in table.rows])
    assert table.total == sum_of(list(table.column_totals.values()))
    assert table.deposits == lent == sum_of(list(table.deposit_columns.values()))
    for row in table.rows:
        assert row.total == sum_of(list(row.cells.values()))
        assert set(row.cells) <= set(table.columns)


def test_months_in_which_nothing_came_are_shown() -> None:
    table = lay_out({(False, ("2018-03",)): Amount(1, 1, 1)}, Layout(), ["2018-02", "2018-03"])
    assert [(row.key, row.total.titles) for row in table.rows] == [("2018-02", 0), ("2018-03", 1)]


def test_the_most_stands_first_and_what_has_no_name_last() -> None:
    figures: dict[tuple[bool, tuple[str, ...]], Amount] = {
        (False, ("",)): Amount(1, 9, 9),
        (False, ("few",)): Amount(1, 1, 1),
        (False, ("many",)): Amount(1, 2, 5),
    }
    table = lay_out(figures, Layout(Dimension.CAMPAIGN, measure=Measure.TITLES))
    assert [row.key for row in table.rows] == ["many", "few", ""]
