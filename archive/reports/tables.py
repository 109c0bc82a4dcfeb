"""The answer as a table: rows, columns, and sums at the edges; pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from archive.ledger.counting import NOTHING, Amount
from archive.reports.questions import Dimension, Layout, Measure

Figures = Mapping[tuple[bool, tuple[str, ...]], Amount]


@dataclass(frozen=True, slots=True)
class TableRow:
    """What came under one key: in all, and under each key of the columns."""

    key: str
    total: Amount
    cells: Mapping[str, Amount] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows and columns by their keys, in their order; deposits stand apart, in sum only."""

    rows: tuple[TableRow, ...]
    columns: tuple[str, ...]
    total: Amount
    column_totals: Mapping[str, Amount]
    deposits: Amount
    deposit_columns: Mapping[str, Amount]


def lay_out(figures: Figures, layout: Layout, months: Iterable[str] = ()) -> Table:
    """Return ``figures``, keyed by the bearings of rows and columns, as a table.

    Rows and columns of time stand in their order and without a gap in ``months``; all others by
    what came, the most first.
    """
    cells: dict[str, dict[str, Amount]] = defaultdict(lambda: defaultdict(Amount))
    deposits: dict[str, Amount] = defaultdict(Amount)
    for (is_deposit, keys), amount in figures.items():
        row = layout.rows.key_of(keys[0])
        column = layout.columns.key_of(keys[1]) if layout.columns else ""
        if is_deposit:
            deposits[column] = deposits[column].plus(amount)
        else:
            cells[row][column] = cells[row][column].plus(amount)
    by_column: dict[str, Amount] = defaultdict(Amount)
    for row_cells in cells.values():
        for column, amount in row_cells.items():
            by_column[column] = by_column[column].plus(amount)
    totals = {row: _sum(row_cells.values()) for row, row_cells in cells.items()}
    rows = _ordered(layout.rows, totals, layout.measure, months)
    columns = by_column | {key: by_column.get(key, NOTHING) for key in deposits}
    return Table(
        rows=tuple(TableRow(key, totals.get(key, NOTHING), cells.get(key, {})) for key in rows),
        columns=(
            tuple(_ordered(layout.columns, columns, layout.measure, months))
            if layout.columns
            else ()
        ),
        total=_sum(totals.values()),
        column_totals=by_column,
        deposits=_sum(deposits.values()),
        deposit_columns=deposits,
    )


def _sum(amounts: Iterable[Amount]) -> Amount:
    total = NOTHING
    for amount in amounts:
        total = total.plus(amount)
    return total


def _ordered(
    dimension: Dimension, totals: Mapping[str, Amount], measure: Measure, months: Iterable[str]
) -> list[str]:
    if dimension.is_time:
        return sorted({*totals, *(dimension.key_of(month) for month in months)})
    return sorted(
        (key for key, amount in totals.items()),
        key=lambda key: (key == "", -measure.of(totals[key]), -totals[key].volumes, key),
    )
