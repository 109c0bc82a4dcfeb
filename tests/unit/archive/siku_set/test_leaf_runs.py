"""Leaf lists as runs: nothing is lost, and every half-leaf is found from both sides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.catalogue.reprint import COLUMNS, ReprintPlace
from archive.siku_set.leaf_files import LeafFile, line_of, lines_of, parse_files, parse_line
from archive.siku_set.leaf_runs import (
    HalfLeaf,
    PlacedLeaf,
    expand,
    place_of,
    quarter_of,
    runs_of,
)

half_leaves = st.builds(
    HalfLeaf,
    juan=st.integers(0, 999),
    leaf=st.integers(1, 400),
    side=st.sampled_from("ab"),
    mark=st.sampled_from(["", "", "", "又", "補"]),
)
places = st.builds(
    ReprintPlace,
    volume=st.integers(1, 1500),
    page=st.integers(1, 1200),
    column=st.sampled_from(COLUMNS),
)
anything = st.lists(st.builds(PlacedLeaf, half_leaves, places), max_size=40)


@st.composite
def books(draw: st.DrawFn) -> list[PlacedLeaf]:
    """A work as it is printed: long runs, whole-leaf maps, gaps, repeated and inserted leaves."""
    found: list[PlacedLeaf] = []
    quarter = draw(st.integers(4, 400))
    for juan in range(draw(st.integers(1, 4))):
        half = 2
        steps = st.lists(st.sampled_from([1, 1, 1, 1, 2, 0, 5]), min_size=1, max_size=30)
        for step in draw(steps):
            mark = draw(st.sampled_from(["", "", "", "", "又"]))
            leaf = HalfLeaf(juan, half // 2, "ab"[half % 2], mark)
            found.append(PlacedLeaf(leaf, place_of(531 + juan // 2, quarter)))
            half, quarter = half + step, quarter + max(step, 1)
    return found


@given(anything)
def test_expanding_runs_gives_back_every_half_leaf(leaves: list[PlacedLeaf]) -> None:
    assert list(expand(runs_of(leaves))) == leaves


@given(books())
def test_every_half_leaf_is_found_from_both_sides(leaves: list[PlacedLeaf]) -> None:
    runs = runs_of(leaves)
    assert list(expand(runs)) == leaves
    assert sum(run.length for run in runs) == len(leaves)
    for each in leaves:
        of_leaf = [
            run.of_half(each.leaf.half)
            for run in runs
            if (run.juan, run.mark) == (each.leaf.juan, each.leaf.mark)
        ]
        of_page = [run.of_quarter(each.quarter) for run in runs if run.volume == each.place.volume]
        assert each in of_leaf
        assert each in of_page


@given(anything)
def test_lines_and_half_leaves_are_two_ways_to_say_one_thing(leaves: list[PlacedLeaf]) -> None:
    if leaves:
        assert parse_files([LeafFile("a.txt", lines_of(leaves))]) == leaves


@given(places)
def test_a_quarter_is_counted_and_named(place: ReprintPlace) -> None:
    assert place_of(place.volume, quarter_of(place)) == place


def test_what_follows_on_both_sides_is_one_run() -> None:
    lines = [
        "001-1a00\tWYG 001-1a\tWYG0531/WYG0531-0046a.png",
        "001-1b00\tWYG 001-1b\tWYG0531/WYG0531-0046b.png",
        "001-2a00\tWYG 001-2a\tWYG0531/WYG0531-0046c.png",
        "001-又2a00\tWYG 001-又2a\tWYG0531/WYG0531-0047a.png",
        "001-又三b00\tWYG 001-又三b\tWYG0531/WYG0531-0047b.png",
    ]
    placed = parse_files([LeafFile("a.txt", "\n".join(lines))])
    runs = runs_of(placed)
    assert [run.length for run in runs] == [3, 1, 1]
    assert placed[4].leaf == HalfLeaf(1, 3, "b", "又")
    assert line_of(placed[0]) == lines[0]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("001-1a00 WYG 001-1a WYG0531/WYG0531-0046a.png", "三栏"),
        ("001-1a00\tWYG 001-1b\tWYG0531/WYG0531-0046a.png", "前后两个叶次不同"),
        ("001-1a00\tWYG 001-1a\tWYG1501/WYG1501-0046a.png", "没有影印本 1501:46a"),
        ("001-1a00\tWYG 001-1a\tWYG0531/WYG0532-0046a.png", "没有影印本"),
        ("001-甲a00\tWYG 001-甲a\tWYG0531/WYG0531-0046a.png", "看不懂叶次"),
    ],
)
def test_a_wrong_line_says_why(line: str, why: str) -> None:
    said = parse_line(line)
    assert isinstance(said, str)
    assert why in said
