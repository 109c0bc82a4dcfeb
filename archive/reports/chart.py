"""A chart of columns, as numbers for the SVG: across in per cent, so that it fits any width; pure.

Heights are in pixels, and text keeps its size. What is negative hangs below the line.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

HEIGHT = 220
TOP = 24
FOOT = 26
MOST_LABELS = 12
GAP = 0.3
GUTTER = 5
"""What is left free for the numbers beside the lines, in per cent."""
MOST_SERIES = 5
REST = MOST_SERIES + 1
"""The series in which is gathered what has no colour of its own."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a column; ``series`` is 1 to 6, the colour of its class."""

    series: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Column:
    """A column at ``x`` per cent; ``label`` stands below it, ``value`` above, at ``value_y``."""

    key: str
    x: float
    width: float
    label: str
    value: int
    value_y: float
    segments: tuple[Segment, ...]

    @property
    def middle(self) -> float:
        """Where the column's middle is, in per cent."""
        return round(self.x + self.width / 2, 3)


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across, at a round value."""

    y: float
    value: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Columns, lines, and the height of the whole."""

    columns: tuple[Column, ...]
    ticks: tuple[Tick, ...]
    baseline: float
    height: int = HEIGHT

    @property
    def shows_values(self) -> bool:
        """Whether there is room for a number above every column."""
        return len(self.columns) <= MOST_LABELS


def draw(
    keys: Sequence[str], values: Mapping[str, Sequence[int]], labels: Mapping[str, str]
) -> Chart:
    """Return a chart with a column for each key.

    Args:
        keys: the columns from left to right.
        values: by key, what is stacked: one number for each series, at most :data:`REST` of them.
        labels: by key, what stands below; those that are missing leave the place empty.
    """
    highest = max((sum(v for v in values[key] if v > 0) for key in keys), default=0)
    lowest = min((sum(v for v in values[key] if v < 0) for key in keys), default=0)
    step = round_step(highest - lowest)
    top, bottom = -(-highest // step) * step or step, lowest // step * step
    scale = (HEIGHT - TOP - FOOT) / (top - bottom)

    def y_of(value: int) -> float:
        return round(TOP + (top - value) * scale, 2)

    width = (100 - GUTTER) / max(1, len(keys))
    columns = [
        Column(
            key=key,
            x=round(GUTTER + (place + GAP / 2) * width, 3),
            width=round((1 - GAP) * width, 3),
            label=labels.get(key, ""),
            value=sum(values[key]),
            value_y=y_of(max(0, sum(v for v in values[key] if v > 0))) - 6,
            segments=tuple(_stack(values[key], scale, y_of(0))),
        )
        for place, key in enumerate(keys)
    ]
    ticks = tuple(Tick(y_of(value), value) for value in range(bottom, top + 1, step))
    return Chart(tuple(columns), ticks, y_of(0))


def _stack(values: Sequence[int], scale: float, baseline: float) -> list[Segment]:
    segments, above, below = [], baseline, baseline
    for series, value in enumerate(values, start=1):
        height = round(abs(value) * scale, 2)
        if value > 0:
            above = round(above - height, 2)
            segments.append(Segment(series, above, height))
        elif value < 0:
            segments.append(Segment(series, below, height))
            below = round(below + height, 2)
    return segments


def round_step(span: int) -> int:
    """Return a round distance (1, 2 or 5 times a power of ten) for four or five lines."""
    wanted = max(1, span / 4)
    power = 1
    while power * 10 <= wanted:
        power *= 10
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= wanted)


def chosen_series(columns: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return which columns get a colour of their own, and which are shown as one."""
    if len(columns) <= REST:
        return list(columns), []
    return list(columns[:MOST_SERIES]), list(columns[MOST_SERIES:])
