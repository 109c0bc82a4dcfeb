"""Rules that suggest grades and damage: how they are written, and what they say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.census.words import BOOK_DAMAGES, GRADES, PAPER_DAMAGES
from archive.grading.measures import BY_NAME, parse_value
from archive.grading.rules import (
    DamageRule,
    GradeRule,
    Suggestion,
    read_damage_rules,
    read_grade_rules,
    suggest_damage,
    suggest_grade,
    write_damage_rules,
    write_grade_rules,
)
from archive.grading.tables import GRADING, PAPER, TABLES


def given_grades() -> list[GradeRule]:
    """Return the rules that the house comes with."""
    rules = read_grade_rules(TABLES[GRADING].default, GRADES)
    assert isinstance(rules, list)
    return rules


def given_limits() -> list[DamageRule]:
    """Return the limits for paper archives that the house comes with."""
    rules = read_damage_rules(TABLES[PAPER].default, PAPER_DAMAGES)
    assert isinstance(rules, list)
    return rules


@pytest.mark.parametrize(
    ("years", "kind", "grade"),
    [
        ((1000, 1000), "刻本", "1甲"),
        ((1260, 1260), "", "1乙"),
        ((1551, 1551), "銅活字印本", "1丙"),
        ((1551, 1551), "铜活字印本", "1丙"),
        ((1551, 1551), "刻本", "2乙"),
        ((1573, 1573), "刻本", "3乙"),
        ((1790, 1790), "内府本", "2乙"),
        ((1871, 1871), "刻本", "4"),
    ],
)
def test_years_and_kind_suggest_a_grade(years: tuple[int, int], kind: str, grade: str) -> None:
    said = suggest_grade(years, kind, given_grades())
    assert said is not None
    assert (said.grade, said.is_uncertain) == (grade, False)
    assert said.reason


def test_years_that_span_rules_take_the_later_one_and_say_so() -> None:
    assert suggest_grade((1616, 1911), "", given_grades()) == Suggestion(
        "4", "清嘉庆至宣统", is_uncertain=True
    )


@pytest.mark.parametrize("years", [None, (1948, 1948)])
def test_nothing_is_suggested_where_nothing_is_known(years: tuple[int, int] | None) -> None:
    assert suggest_grade(years, "刻本", given_grades()) is None


def test_the_worst_value_decides_and_is_named() -> None:
    said = suggest_damage({"mould": 35, "worm": 25, "ph": 3}, given_limits(), PAPER_DAMAGES)
    assert said == Suggestion("p1", "霉蚀 35%（>30%）")


def test_a_bound_itself_is_inside_or_not_as_its_sign_says() -> None:
    limits = given_limits()
    assert suggest_damage({"mould": 30}, limits, PAPER_DAMAGES) == Suggestion(
        "p2", "霉蚀 30%（>20%）"
    )
    assert suggest_damage({"mould": 20}, limits, PAPER_DAMAGES) is None
    acid = [DamageRule("ph", "<=", 4.0, "1")]
    assert suggest_damage({"ph": 4.0}, acid, BOOK_DAMAGES) == Suggestion("1", "酸碱度 4（<=4）")


@pytest.mark.parametrize(
    "text", ["1500｜｜四级", "1900-1800｜｜四级", "1-2｜｜九级", "-｜｜四级｜a｜b", "1-2｜四级"]
)
def test_a_wrong_line_of_grades_is_named(text: str) -> None:
    assert read_grade_rules(f"-900｜｜1甲\n{text}", GRADES) == 2


@pytest.mark.parametrize("text", ["虫蛀｜30｜特残破损", "虫｜>30｜特残破损", "虫蛀｜>30｜九级"])
def test_a_wrong_line_of_limits_is_named(text: str) -> None:
    assert read_damage_rules(text, PAPER_DAMAGES) == 1


@given(
    st.lists(
        st.builds(
            GradeRule,
            st.integers(1, 1500),
            st.integers(1500, 1911),
            st.sampled_from(["", "刻本", "稿本"]),
            st.sampled_from(sorted(GRADES)),
            st.sampled_from(["", "元及以前"]),
        )
    )
)
def test_grade_rules_are_read_as_they_are_written(rules: list[GradeRule]) -> None:
    assert read_grade_rules(write_grade_rules(rules, GRADES), GRADES) == rules


@given(
    st.lists(
        st.builds(
            DamageRule,
            st.sampled_from(["ph", "worm", "loss"]),
            st.sampled_from([">", ">=", "<", "<="]),
            st.integers(0, 400).map(lambda n: n / 4),
            st.sampled_from(sorted(BOOK_DAMAGES)),
        )
    )
)
def test_limits_are_read_as_they_are_written(rules: list[DamageRule]) -> None:
    assert read_damage_rules(write_damage_rules(rules, BOOK_DAMAGES), BOOK_DAMAGES) == rules


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [("35%", "worm", 35), ("4.5", "ph", 4.5), ("101", "worm", None), ("-1", "ph", None)],
)
def test_values_are_typed_as_numbers(text: str, name: str, value: float | None) -> None:
    assert parse_value(text, BY_NAME[name]) == value
