"""The answer as the screen shows it: every number with the address of the list behind it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from archive.ledger.counting import NOTHING, Amount
from archive.reports import chart
from archive.reports.naming import MEASURES, key_names, measure_text, short_names
from archive.reports.questions import Dimension, Layout, Measure, Question, lines_address
from archive.reports.tables import Table
from archive.web.i18n import gettext, translate

ALWAYS = frozenset({Measure.TITLES, Measure.VOLUMES})


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A number and the list behind it; what is nothing has none."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the table; ``share`` is the length of its bar, in per cent of the longest."""

    name: str
    href: str
    cells: tuple[ShownCell, ...]
    share: float = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """The table, and where time goes down also the chart, with the colours of its series."""

    headings: tuple[str, ...]
    rows: tuple[ShownRow, ...]
    total: ShownRow
    deposits: ShownRow | None
    chart: chart.Chart | None
    series: tuple[tuple[int, str], ...]
    names: Mapping[str, str]
    hrefs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Grid:
    """What the cells of every row are: measures side by side, or keys of one measure and a sum."""

    layout: Layout
    measures: tuple[Measure, ...]
    columns: tuple[str, ...]

    def cells(
        self,
        question: Question,
        total: Amount,
        by_column: Mapping[str, Amount],
        *,
        is_deposit: bool = False,
    ) -> tuple[ShownCell, ...]:
        """Return the cells of a row; ``question`` is that of the row alone."""
        if self.layout.columns is None:
            return tuple(_cell(question, total, m, is_deposit=is_deposit) for m in self.measures)
        measure, dimension = self.layout.measure, self.layout.columns
        inner = [
            _cell(
                question.narrowed(dimension, key),
                by_column.get(key, NOTHING),
                measure,
                is_deposit=is_deposit,
            )
            for key in self.columns
        ]
        return (*inner, _cell(question, total, measure, is_deposit=is_deposit))


def _cell(question: Question, amount: Amount, measure: Measure, *, is_deposit: bool) -> ShownCell:
    value = measure.of(amount)
    href = lines_address(question, is_deposit=is_deposit) if value else ""
    return ShownCell(measure_text(measure, value), href)


def show(session: Session, question: Question, layout: Layout, table: Table, part: slice) -> Shown:
    """Return what the screen shows of ``table``.

    Args:
        session: where names are looked up.
        question: what was asked, to be narrowed for the list behind each number.
        layout: how ``table`` was laid out.
        table: the answer.
        part: which of its rows; totals are of all.
    """
    rows = table.rows[part]
    names = key_names(session, layout.rows, [row.key for row in rows])
    columns = _column_names(session, layout, table)
    grid = Grid(layout, measures_of(table), table.columns)
    longest = max((abs(layout.measure.of(row.total)) for row in table.rows), default=0) or 1
    narrowed = {row.key: question.narrowed(layout.rows, row.key) for row in rows}
    return Shown(
        headings=_headings(grid, columns),
        rows=tuple(
            ShownRow(
                name=names.get(row.key, row.key),
                href=_row_href(layout, row.key),
                cells=grid.cells(narrowed[row.key], row.total, row.cells),
                share=round(max(0, layout.measure.of(row.total)) * 100 / longest, 2),
            )
            for row in rows
        ),
        total=ShownRow(gettext("合计"), "", grid.cells(question, table.total, table.column_totals)),
        deposits=_deposits(grid, question, table),
        chart=_chart(layout, table) if layout.rows.is_time else None,
        series=_series(table, columns),
        names=names,
        hrefs={key: lines_address(asked) for key, asked in narrowed.items()},
    )


def _column_names(session: Session, layout: Layout, table: Table) -> Mapping[str, str]:
    if layout.columns is None:
        return {}
    short = short_names(layout.columns, table.columns) if layout.columns.is_time else {}
    is_clear = len(short) == len(table.columns)
    return short if is_clear else key_names(session, layout.columns, table.columns)


def measures_of(table: Table) -> tuple[Measure, ...]:
    """Return what the table counts: 种 and 册 always, 件 and value where there are any."""
    amounts = [table.total, table.deposits, *(row.total for row in table.rows)]
    return tuple(each for each in Measure if each in ALWAYS or any(map(each.of, amounts)))


def _headings(grid: Grid, columns: Mapping[str, str]) -> tuple[str, ...]:
    if grid.layout.columns is None:
        return tuple(translate(MEASURES[measure]) for measure in grid.measures)
    return (*(columns[key] for key in grid.columns), gettext("合计"))


def _row_href(layout: Layout, key: str) -> str:
    is_donor = layout.rows is Dimension.SOURCE and key
    return f"/desk/donors/{key}" if is_donor else ""


def _deposits(grid: Grid, question: Question, table: Table) -> ShownRow | None:
    if table.deposits == NOTHING:
        return None
    cells = grid.cells(question, table.deposits, table.deposit_columns, is_deposit=True)
    return ShownRow(gettext("寄存（另计）"), "", cells)


def _chart(layout: Layout, table: Table) -> chart.Chart:
    own, rest = chart.chosen_series(table.columns)
    of = layout.measure.of

    def stacked(cells: Mapping[str, Amount], total: Amount) -> list[int]:
        if layout.columns is None:
            return [of(total)]
        values = [of(cells.get(key, NOTHING)) for key in own]
        return [*values, sum(of(cells.get(key, NOTHING)) for key in rest)] if rest else values

    keys = [row.key for row in table.rows]
    values = {row.key: stacked(row.cells, row.total) for row in table.rows}
    return chart.draw(keys, values, short_names(layout.rows, keys))


def _series(table: Table, columns: Mapping[str, str]) -> tuple[tuple[int, str], ...]:
    own, rest = chart.chosen_series(table.columns)
    named = [(place, columns[key]) for place, key in enumerate(own, start=1)]
    return (*named, (chart.REST, gettext("其余"))) if rest else tuple(named)
