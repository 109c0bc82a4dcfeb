import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.juan_counts import JuanCount, read_juan_count, write_juan_count

counts = st.builds(
    JuanCount,
    st.integers(1, 9_999),
    st.dictionaries(st.sampled_from(["首", "末", "附录", "补遗", "图"]), st.integers(1, 99)),
)


@given(counts | st.just(JuanCount(None)))
def test_what_is_written_is_read_back(count: JuanCount) -> None:
    assert read_juan_count(write_juan_count(count)) == count


@pytest.mark.parametrize(
    ("text", "main", "parts"),
    [
        ("一百二十卷首一卷", 120, {"首": 1}),
        ("一百二十卷首一卷末一卷", 120, {"首": 1, "末": 1}),
        ("十二卷卷首一卷", 12, {"首": 1}),
        ("二十四卷附錄二卷", 24, {"附录": 2}),
        ("120卷", 120, {}),
        ("廿四 卷", 24, {}),
        ("不分卷", None, {}),
    ],
)
def test_counts_are_read_as_they_are_printed(
    text: str, main: int | None, parts: dict[str, int]
) -> None:
    assert read_juan_count(text) == JuanCount(main, parts)


@pytest.mark.parametrize(
    "text", ["", "卷", "若干卷", "十二册", "十卷首", "零卷", "十卷首一卷首二卷"]
)
def test_what_counts_nothing_is_not_read(text: str) -> None:
    assert read_juan_count(text) is None


def test_the_named_ones_are_counted_too() -> None:
    found = read_juan_count("一百二十卷首一卷末二卷")
    assert found is not None
    assert found.total == 123
