"""The name that a place bore in a year, and in what it lay."""

from hypothesis import given
from hypothesis import strategies as st

from archive.authorities.dated_names import DatedName, DatedPlace, in_order, name_at, parents_at

LILING = DatedPlace(
    "醴陵市",
    [
        DatedName("醴陵縣", None, 1295, "changsha"),
        DatedName("醴陵州", 1295, 1369, "tianlin"),
        DatedName("醴陵縣", 1369, 1985, "changsha"),
        DatedName("醴陵市", 1985, None, "zhuzhou"),
    ],
)
PLACES = {
    "liling": LILING,
    "changsha": DatedPlace("长沙市", [DatedName("長沙府", 1372, 1913, "hunan")]),
    "tianlin": DatedPlace("天臨路", [DatedName("天臨路", 1329, 1364, "huguang")]),
    "huguang": DatedPlace("湖廣行省"),
    "hunan": DatedPlace("湖南省"),
    "zhuzhou": DatedPlace("株洲市", [DatedName("株洲市", 1983, None, "hunan")]),
}


def test_a_place_is_called_what_it_was_called_then() -> None:
    told = {year: name_at(LILING, year) for year in (900, 1294, 1295, 1368, 1369, 1984, 1985, 2026)}
    assert told == {
        900: "醴陵縣",
        1294: "醴陵縣",
        1295: "醴陵州",
        1368: "醴陵州",
        1369: "醴陵縣",
        1984: "醴陵縣",
        1985: "醴陵市",
        2026: "醴陵市",
    }


def test_a_place_lay_in_others_as_they_were_called_then() -> None:
    assert parents_at(PLACES, "liling", 1340) == ["天臨路", "湖廣行省"]
    assert parents_at(PLACES, "liling", 1872) == ["長沙府", "湖南省"]
    assert parents_at(PLACES, "liling", 2000) == ["株洲市", "湖南省"]
    assert parents_at(PLACES, "hunan", 2000) == []
    assert parents_at(PLACES, "unknown", 2000) == []


def test_places_that_lie_in_each_other_end() -> None:
    round_about = {
        "a": DatedPlace("甲", [DatedName("甲", parent_id="b")]),
        "b": DatedPlace("乙", [DatedName("乙", parent_id="a")]),
    }
    assert parents_at(round_about, "a", 1900) == ["乙"]


def test_names_stand_in_the_order_in_which_they_came() -> None:
    assert in_order(reversed(LILING.names)) == list(LILING.names)


years = st.one_of(st.none(), st.integers(-300, 2100))
names = st.builds(DatedName, st.sampled_from("甲乙丙丁"), years, years)


@given(st.lists(names, max_size=6), st.integers(-400, 2200))
def test_only_a_name_that_held_is_told_and_the_latest_of_those(
    given_names: list[DatedName], year: int
) -> None:
    told = name_at(DatedPlace("今", given_names), year)
    held = [each for each in given_names if each.first <= year <= each.last]
    if not held:
        assert told == "今"
    else:
        latest = max(each.first for each in held)
        assert told in {each.text for each in held if each.first == latest}
