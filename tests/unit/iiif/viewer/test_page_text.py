"""A page's text beside its image: what is marked there stands here."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from archive.text.query import parse_query
from digitize.layout.model import Box
from iiif.viewer.page_text import ShownText, show_text

CELL_PX = 10
characters = st.text("醴陵縣長沙，", max_size=6)
runs = st.one_of(
    characters.map(lambda text: {"type": "main", "text": text}),
    st.tuples(characters, characters).map(
        lambda lines: {"type": "note", "right": lines[0], "left": lines[1]}
    ),
)
pages = st.lists(st.lists(runs, max_size=3), max_size=4)


def make_layout(page: list[list[dict[str, str]]], **changes: Any) -> dict[str, Any]:
    """Return the layout of a page whose every character has a cell of its own."""
    columns = [make_column(number, parts) for number, parts in enumerate(page)]
    panel = {"kind": "half-leaf", "direction": "vertical", "columns": columns}
    fold = {"kind": "fold", "direction": "vertical", "columns": [make_column(9, [main("醴陵")])]}
    return {"panels": [panel | changes, fold]}


def make_column(number: int, parts: list[dict[str, str]]) -> dict[str, Any]:
    text = "".join(part.get(key, "") for part in parts for key in ("text", "right", "left"))
    x = 100 - number * CELL_PX
    cells = [
        {"char": char, "box": [x, row * CELL_PX, x + CELL_PX, (row + 1) * CELL_PX]}
        for row, char in enumerate(text)
    ]
    return {"box": [x, 0, x + CELL_PX, 500], "text": text, "runs": parts, "cells": cells}


def main(text: str) -> dict[str, str]:
    return {"type": "main", "text": text}


def note(right: str, left: str) -> dict[str, str]:
    return {"type": "note", "right": right, "left": left}


def marked(shown: ShownText) -> list[str]:
    """Return the marked pieces in reading order."""
    return [
        piece.text
        for column in shown.columns
        for run in column.runs
        for line in run.lines
        for piece in line
        if piece.is_marked
    ]


def test_a_word_is_marked_in_the_text_and_on_its_cells() -> None:
    layout = make_layout([[main("湖廣通志")], [main("析醴陵縣")]])

    shown = show_text(layout, parse_query("醴陵"))

    assert marked(shown) == ["醴陵"]
    assert shown.hits == ((Box(90, 10, 100, 20), Box(90, 20, 100, 30)),)


def test_a_simplified_word_finds_the_traditional() -> None:
    assert marked(show_text(make_layout([[main("醴陵縣")]]), parse_query("醴陵县"))) == ["醴陵縣"]


def test_a_word_goes_on_in_the_next_column_and_through_a_note() -> None:
    layout = make_layout([[main("長"), note("沙", "醴")], [main("陵縣")]])

    shown = show_text(layout, parse_query("沙醴陵"))

    assert marked(shown) == ["沙", "醴", "陵"]
    assert shown.hits == ((Box(100, 10, 110, 20), Box(100, 20, 110, 30), Box(90, 0, 100, 10)),)


def test_the_end_of_a_word_begun_on_the_page_before_is_marked() -> None:
    layout = make_layout([[main("陵縣")]])

    assert marked(show_text(layout, parse_query("醴陵"), before="屬醴")) == ["陵"]
    assert marked(show_text(layout, parse_query("醴陵"), before="屬沙")) == []


def test_the_beginning_of_a_word_that_ends_on_the_next_page_is_marked() -> None:
    layout = make_layout([[main("屬醴")]])

    assert marked(show_text(layout, parse_query("醴陵"), after="陵縣")) == ["醴"]
    assert marked(show_text(layout, parse_query("醴陵"), after="縣")) == []


def test_the_fold_is_no_text() -> None:
    shown = show_text(make_layout([[main("湖廣")]]), parse_query("醴陵"))

    assert len(shown.columns) == 1
    assert shown.hits == ()


def test_a_blank_column_keeps_its_number() -> None:
    shown = show_text(make_layout([[main("一")], [], [main("三")]]))

    assert [column.number for column in shown.columns] == [1, 2, 3]
    assert shown.columns[1].runs == ()


def test_horizontal_print_is_told_apart() -> None:
    assert show_text(make_layout([[main("一")]])).is_vertical
    assert not show_text(make_layout([[main("一")]], direction="horizontal")).is_vertical


def test_cells_that_do_not_tell_leave_the_column() -> None:
    layout = make_layout([[main("醴陵")]])
    layout["panels"][0]["columns"][0]["cells"].pop()

    assert show_text(layout, parse_query("醴陵")).hits == ((Box(100, 0, 110, 500),),)


@given(page=pages, words=st.text("醴陵沙", min_size=1, max_size=3))
def test_no_character_is_lost_and_hits_have_as_many_boxes(
    page: list[list[dict[str, str]]], words: str
) -> None:
    layout = make_layout(page)

    shown = show_text(layout, parse_query(words))

    texts = [
        "".join(piece.text for run in column.runs for line in run.lines for piece in line)
        for column in shown.columns
    ]
    assert texts == [column["text"] for column in layout["panels"][0]["columns"]]
    assert sum(map(len, shown.hits)) == len("".join(marked(shown)))
