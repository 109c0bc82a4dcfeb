"""Names by their pinyin."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.pinyin import full, initials, syllables


@pytest.mark.parametrize(
    ("name", "letters", "whole"),
    [
        ("张毓鋆", "zyy", "zhangyuyun"),
        ("張毓鋆", "zyy", "zhangyuyun"),
        ("仇英", "qy", "qiuying"),
        ("曾国藩", "zgf", "zengguofan"),
        ("單雄信", "sxx", "shanxiongxin"),
        ("尉遲恭", "ycg", "yuchigong"),
        ("醴陵市档案馆", "llsdag", "lilingshidanganguan"),
        ("长沙单位", "csdw", "changshadanwei"),
        ("Smith 史密斯", "ssms", "smithshimisi"),
        ("", "", ""),
    ],
)
def test_names_are_read(name: str, letters: str, whole: str) -> None:
    assert (initials(name), full(name)) == (letters, whole)


@given(st.text(max_size=30))
def test_anything_can_be_asked(name: str) -> None:
    assert "".join(syllables(name)) == full(name)


def test_the_dictionaries_are_loaded_by_whoever_looks_up() -> None:
    look = "import sys, archive.text.pinyin; print('pypinyin' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", look], capture_output=True, check=True, text=True)
    assert found.stdout.strip() == "False"
