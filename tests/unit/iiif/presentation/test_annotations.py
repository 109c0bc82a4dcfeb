"""The text of a page as annotations."""

from hypothesis import given
from hypothesis import strategies as st

from iiif.addresses import Addresses
from iiif.presentation.annotations import write_annotations
from iiif.presentation.source import ColumnText

ADDRESSES = Addresses("https://archive.example.org")
sides = st.integers(0, 5_000)
boxes = st.tuples(sides, sides, sides, sides).map(
    lambda b: (min(b[0], b[2]), min(b[1], b[3]), max(b[0], b[2]) + 1, max(b[1], b[3]) + 1)
)
columns = st.lists(st.builds(ColumnText, boxes, st.text("醴陵志卷一", max_size=5)), max_size=9)


@given(columns)
def test_each_column_with_text_is_one_annotation_in_order(given_columns: list[ColumnText]) -> None:
    items = write_annotations("p", given_columns, "lzh", ADDRESSES)["items"]
    assert [item["body"]["value"] for item in items] == [c.text for c in given_columns if c.text]


@given(columns)
def test_a_target_is_the_box_in_whole_pixels(given_columns: list[ColumnText]) -> None:
    items = write_annotations("p", given_columns, "lzh", ADDRESSES)["items"]
    shown = [column for column in given_columns if column.text]
    for item, column in zip(items, shown, strict=True):
        x0, y0, x1, y1 = column.box
        canvas, _, place = item["target"].partition("#xywh=")
        assert canvas == ADDRESSES.canvas("p")
        assert [int(number) for number in place.split(",")] == [x0, y0, x1 - x0, y1 - y0]


def test_it_says_what_it_is() -> None:
    page = write_annotations("p", [ColumnText((0, 0, 9, 99), "醴陵")], "lzh", ADDRESSES)
    assert page["type"] == "AnnotationPage"
    assert page["@context"][-1] == "http://iiif.io/api/presentation/3/context.json"
    [item] = page["items"]
    assert (item["motivation"], item["textGranularity"]) == ("supplementing", "line")
    assert item["body"]["language"] == "lzh"


def test_a_page_without_text_is_an_empty_list_and_not_none() -> None:
    assert write_annotations("p", [], "lzh", ADDRESSES)["items"] == []
