"""A layout survives its JSON."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from digitize.layout.codec import layout_from_json, layout_to_json
from digitize.layout.model import (
    Box,
    Cell,
    Column,
    Direction,
    PageLayout,
    Panel,
    PanelKind,
    Point,
    Profile,
    Run,
    RunType,
    SubLine,
)

NUMBERS = st.integers(0, 10_000)
FRACTIONS = st.floats(0, 10_000, allow_nan=False)
BOXES = st.builds(Box, NUMBERS, NUMBERS, NUMBERS, NUMBERS)
POINTS = st.lists(st.builds(Point, FRACTIONS, FRACTIONS), max_size=3).map(tuple)


def several(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=2).map(tuple)


LINES = several(st.builds(SubLine, BOXES, several(st.builds(Cell, BOXES))))
RUNS = several(st.builds(Run, st.sampled_from(RunType), BOXES, LINES))
COLUMNS = several(st.builds(Column, BOXES, RUNS, POINTS, POINTS))
PANELS = several(
    st.builds(
        Panel,
        st.text(max_size=4),
        st.sampled_from(PanelKind),
        BOXES,
        COLUMNS,
        st.sampled_from(Direction),
    )
)
LAYOUTS = st.builds(PageLayout, NUMBERS, NUMBERS, st.sampled_from(Profile), FRACTIONS, PANELS)


@given(LAYOUTS)
def test_a_layout_survives_its_json(layout: PageLayout) -> None:
    assert layout_from_json(json.loads(json.dumps(layout_to_json(layout)))) == layout


@given(LAYOUTS, st.text())
def test_what_stands_beside_the_layout_does_no_harm(layout: PageLayout, text: str) -> None:
    data = layout_to_json(layout) | {"text": {"engine": text}}
    for panel in data["panels"]:
        for column in panel["columns"]:
            column["text"] = text
    assert layout_from_json(data) == layout
