"""What counts as alike, on titles as donors write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.likeness.scoring import REASONS, Description, Reason, compare, names_of

descriptions = st.builds(
    Description,
    st.text("醴陵茶县志丁氏族谱五修（）a ", max_size=12),
    st.sampled_from(["", "（清）徐淦修", "傅熊湘", "徐淦"]),
    st.one_of(st.none(), st.integers(1600, 2000)),
    st.one_of(st.none(), st.integers(1600, 2000)),
)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (Description("醴陵县志"), Description("《醴陵縣志》"), Reason.SAME_TITLE),
        (Description("丁氏族谱"), Description("丁氏五修族谱"), Reason.TITLE_CONTAINED),
        (Description("民国醴陵县志"), Description("醴陵縣志"), Reason.TITLE_CONTAINED),
        (
            Description("醴陵乡士志", "傅熊湘"),
            Description("醴陵乡土志", "傅熊湘编"),
            Reason.SIMILAR_TITLE,
        ),
        (
            Description("照片", "", 1935, 1935),
            Description("照片", "", 1935, 1935),
            Reason.SAME_TITLE,
        ),
    ],
)
def test_these_are_suggested(one: Description, other: Description, reason: Reason) -> None:
    verdict = compare(one, other)
    assert verdict.is_suggested
    assert verdict.reasons[0] is reason


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Description("醴陵县志"), Description("茶陵县志")),
        (Description("醴陵县志"), Description("攸县志")),
        (Description("民国醴陵县志"), Description("民国茶陵县志")),
        (Description("丁氏族谱"), Description("李氏族谱")),
        (Description("族谱"), Description("丁氏族谱")),
        (Description("照片"), Description("照片")),
        (Description("照片", "", 1935, 1935), Description("照片", "", 1960, 1960)),
        (Description("1986年醴陵年鉴"), Description("1987年醴陵年鉴")),
        (Description(""), Description("")),
    ],
)
def test_these_are_not(one: Description, other: Description) -> None:
    assert not compare(one, other).is_suggested


def test_another_year_of_the_same_title_is_suggested_as_another_edition() -> None:
    old = Description("醴陵县志", "", 1743, 1743)
    new = Description("醴陵县志", "", 1871, 1871)
    verdict = compare(old, new)
    assert verdict.is_suggested
    assert Reason.OTHER_YEAR in verdict.reasons
    assert verdict.score < compare(old, old).score


def test_names_are_compared_without_dynasty_and_role() -> None:
    assert names_of("（清）徐淦等修，江普光纂") == names_of("徐淦 江普光")


@given(descriptions, descriptions)
def test_it_does_not_matter_which_comes_first(one: Description, other: Description) -> None:
    there, back = compare(one, other), compare(other, one)
    assert there == back
    assert 0 <= there.score <= 100
    assert all(REASONS[reason] for reason in there.reasons)


@given(descriptions)
def test_nothing_is_more_alike_than_itself(one: Description) -> None:
    assert compare(one, one).percent in (0, 100)


def test_a_reign_year_is_the_year_in_which_it_began_and_not_the_next() -> None:
    reign = Description("醴陵县志", "", 1871, 1872)  # 同治十年
    for other, reason in (
        (Description("醴陵县志", "", 1871, 1871), Reason.SAME_YEAR),
        (Description("醴陵县志", "", 1871, 1872), Reason.SAME_YEAR),
        (Description("醴陵县志", "", 1870, 1871), Reason.OTHER_YEAR),
        (Description("醴陵县志", "", 1862, 1875), Reason.YEARS_OVERLAP),
    ):
        assert reason in compare(reign, other).reasons
