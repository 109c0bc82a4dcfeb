"""Names that people, scanners and attackers give to files."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitize.intake.file_names import LIMIT, NAMELESS, clean_file_name, natural_key


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd.png", "passwd.png"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("C:\\扫描\\叶一.tif", "叶一.tif"),
        ("湖广通志 卷四.png", "湖广通志 卷四.png"),
        ("a\nb\x00c.jpg", "abc.jpg"),
        ("exe\u202egnp.png", "exegnp.png"),
        ("..", NAMELESS),
        ("", NAMELESS),
        ("x" * 300 + ".tif", "x" * (LIMIT - 4) + ".tif"),
    ],
)
def test_a_name_is_cleaned(given_name: str, kept: str) -> None:
    assert clean_file_name(given_name) == kept


@given(st.text())
def test_a_clean_name_is_safe_and_stays_as_it_is(text: str) -> None:
    name = clean_file_name(text)
    assert 0 < len(name) <= LIMIT
    assert not set(name) & {"/", "\\"}
    assert name not in {".", ".."}
    assert not any(unicodedata.category(c).startswith("C") for c in name)
    assert clean_file_name(name) == name


def test_numbers_in_names_count() -> None:
    names = ["p10.png", "p2.png", "P1.png", "卷二叶1.png", "卷二叶12.png", "卷二叶3.png"]
    assert sorted(names, key=natural_key) == [
        "P1.png",
        "p2.png",
        "p10.png",
        "卷二叶1.png",
        "卷二叶3.png",
        "卷二叶12.png",
    ]


def test_chinese_numbers_in_names_count() -> None:
    leaves = ["叶一", "叶二", "叶九", "叶十", "叶十一", "叶二十", "叶一百零二", "叶一百二十"]
    assert sorted(sorted(leaves), key=natural_key) == leaves
    assert sorted(["卷十一二.png", "卷〇九.png"], key=natural_key) == ["卷〇九.png", "卷十一二.png"]


@given(st.lists(st.text()))
def test_any_names_can_be_put_in_order(names: list[str]) -> None:
    assert sorted(sorted(names, key=natural_key)) == sorted(names)
