"""Labels of leaves and pages, and how they go on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitize.pages.labels import has_number, leaf_label, next_label, series_from


@pytest.mark.parametrize(
    ("label", "following"),
    [
        ("卷一·叶三·a", "卷一·叶三·b"),
        ("卷一·叶三·b", "卷一·叶四·a"),
        ("卷二十·叶九十九·b", "卷二十·叶一百·a"),
        ("叶十九下", "叶二十上"),
        ("序一", "序二"),
        ("第 9 页", "第 10 页"),
        ("p.099", "p.100"),
        ("图版 3b", "图版 4a"),
    ],
)
def test_the_next_label(label: str, following: str) -> None:
    assert next_label(label) == following


@pytest.mark.parametrize("label", ["", "封面", "牌记", "abc"])
def test_a_label_without_a_number_does_not_go_on(label: str) -> None:
    assert next_label(label) is None
    assert not has_number(label)
    assert series_from(label, 3) is None


@given(juan=st.integers(1, 200), leaf=st.integers(1, 300), count=st.integers(2, 40))
def test_leaves_go_on_side_by_side(juan: int, leaf: int, count: int) -> None:
    sides = [(leaf + number // 2, "ab"[number % 2]) for number in range(count)]
    wanted = [leaf_label(juan, number, side) for number, side in sides]
    assert series_from(leaf_label(juan, leaf, "a"), count) == wanted


@given(st.text(max_size=8).filter(lambda text: not has_number(text)), st.integers(0, 10**6))
def test_a_plain_number_counts_on_behind_any_words(words: str, number: int) -> None:
    assert next_label(f"{words}:{number}") == f"{words}:{number + 1}"
