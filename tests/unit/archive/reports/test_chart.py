"""A chart of columns: heights in proportion, round lines, nothing outside."""

from hypothesis import given
from hypothesis import strategies as st

from archive.reports.chart import FOOT, HEIGHT, REST, chosen_series, draw, round_step

stacks = st.lists(st.lists(st.integers(-50, 5_000), min_size=1, max_size=6), max_size=40)


@given(stacks)
def test_everything_is_inside_and_as_high_as_it_counts(values: list[list[int]]) -> None:
    keys = [str(place) for place in range(len(values))]
    chart = draw(keys, dict(zip(keys, values, strict=True)), {})
    first, last = chart.ticks[0], chart.ticks[-1]
    a_unit = (first.y - last.y) / (last.value - first.value)
    for column, stack in zip(chart.columns, values, strict=True):
        assert column.x >= 0
        assert column.x + column.width <= 100
        assert column.value == sum(stack)
        heights = {part.series: part.height for part in column.segments}
        for series, value in enumerate(stack, start=1):
            assert abs(heights.get(series, 0) - abs(value) * a_unit) < 0.1
        assert all(
            part.y >= 0 and part.y + part.height <= HEIGHT - FOOT + 1 for part in column.segments
        )


@given(st.integers(0, 10**7))
def test_lines_are_few_and_round(span: int) -> None:
    step = round_step(span)
    assert step * 4 >= span
    assert str(step).rstrip("0") in {"1", "2", "5"}


@given(st.lists(st.text("abc", min_size=1), unique=True, max_size=20))
def test_there_are_as_many_colours_as_there_are(columns: list[str]) -> None:
    own, rest = chosen_series(columns)
    assert [*own, *rest] == columns
    assert len(own) + bool(rest) <= REST
