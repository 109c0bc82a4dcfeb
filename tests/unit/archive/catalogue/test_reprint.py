import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.catalogue.reprint import (
    LAST_PAGE,
    LAST_VOLUME,
    ReprintPlace,
    is_reprint_place,
    parse_reprint_place,
)

places = st.builds(
    ReprintPlace,
    st.integers(1, LAST_VOLUME),
    st.integers(1, LAST_PAGE),
    st.sampled_from(["", "a", "b", "c", "d"]),
)


@given(places)
def test_what_is_written_is_read_back(place: ReprintPlace) -> None:
    assert parse_reprint_place(str(place)) == place


@given(places)
def test_the_chinese_way_of_writing_names_the_same_place(place: ReprintPlace) -> None:
    column = f"{place.column}栏" if place.column else ""
    assert parse_reprint_place(f" 第{place.volume}册第{place.page}页{column}") == place


@given(st.text())
def test_whatever_is_typed_gives_a_possible_place_or_none(text: str) -> None:
    place = parse_reprint_place(text)
    assert place is None or is_reprint_place(place)


@pytest.mark.parametrize(
    "text",
    [
        "254:949b",
        "254-949b",
        "254—949b",
        "２５４：９４９ｂ",
        "254 册 949 頁 b 欄",
        "V254, p949b",
        "0254:0949B",
    ],
)
def test_the_usual_ways_to_cite_are_understood(text: str) -> None:
    assert parse_reprint_place(text) == ReprintPlace(254, 949, "b")


@pytest.mark.parametrize(
    "text", ["", "254", "254949", "0:1", "1501:1", "254:0", "254:949e", "254:949bb", "-1:5", "a:b"]
)
def test_what_is_no_place_is_refused(text: str) -> None:
    assert parse_reprint_place(text) is None
