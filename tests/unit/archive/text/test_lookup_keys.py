import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.lookup_keys import lookup_key


@pytest.mark.parametrize("spelling", ["醴陵縣志", "《醴陵县志》", " 醴陵 縣志。", "「醴陵」縣志"])
def test_spellings_of_one_title_share_a_key(spelling: str) -> None:
    assert lookup_key(spelling) == lookup_key("醴陵县志")


def test_different_titles_keep_different_keys() -> None:
    assert lookup_key("醴陵县志") != lookup_key("醴陵乡土志")


@given(st.text(min_size=1).filter(str.strip))
def test_something_is_always_left_and_a_key_is_its_own_key(name: str) -> None:
    key = lookup_key(name)
    assert key
    assert lookup_key(key) == key
