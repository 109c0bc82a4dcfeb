from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given

from archive.text import fold as module
from archive.text.fold import FOLD_VERSION, fold, fold_table
from tests.unit.archive.text.strategies import any_texts

GOLDEN = Path(__file__).parents[3] / "golden"
FROZEN = {
    "1": "d0210f5a317339fa127ac21bc46bc6578781b42dbf793407ef07bd316faf2307",
    "2": "3102d01675439bb2a99ccee1fc857b0ba48aaa1b6ee9055642d6ed9caba867bc",
}
"""The table of each version. A changed table needs a new version, or old indexes would lie."""


@given(any_texts())
def test_folding_keeps_the_length_and_happens_once(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


@given(any_texts(), any_texts())
def test_each_character_folds_by_itself(left: str, right: str) -> None:
    assert fold(left + right) == fold(left) + fold(right)


@pytest.mark.parametrize(
    "forms",
    [
        "醴陵縣志=醴陵县志",
        "Ａ=ａ=A=a=ǎ",
        "厯=曆=歷=历",
        "歳=嵗=歲=岁",
        "說=説=说",
        "圗=圖=图",
        "衞=衛=卫",
        "㸃=點=点",
        "逺=遠=远",
        "剏=創=创",
        "躰=體=体",
        "亝=齊=齐",
        "衆=眾=众",
        "竝=並=并",
        "為=爲=为",
        "録=錄=录",
        "幹=榦=干",
        "裏=裡=里",
        "髙=高",
        "淸=清",
        "羣=群",
        "峯=峰",
        "靑=青",
        "尙=尚",
        "冝=宜",
        "兾=冀",
        "煕=熙",
        "秊=年",
        "㢘=廉",
        "盖=蓋",
        "獘=弊",
        "収=收",
        "綂=統",
        "吕=呂",
        "户=戶",
        "黄=黃",
        "内=內",
        "脱=脫",
        "鋭=銳",
        "絶=絕",
        "眞=真",
        "鎭=鎮",
        "愼=慎",
        "値=值",
        "敎=教",
        "毎=每",
        "緖=緒",
        "鳯=鳳",
        "犂=犁",
        "榖=穀",
        "著=着",
        "後=后",
        "臺=台",
        "１=1",
        "⼀=一",
        "金=金",
        "〇=○",
        "□=〓",
    ],
)
def test_spellings_of_a_word_fall_together(forms: str) -> None:
    assert len({fold(form) for form in forms.split("=")}) == 1


def pairs_in(name: str) -> list[str]:
    """Return the pairs of a list in ``tests/golden``."""
    lines = (GOLDEN / name).read_text(encoding="utf-8").splitlines()
    return [pair for line in lines if not line.startswith("#") for pair in line.split()]


def test_variants_of_old_prints_join() -> None:
    pairs = pairs_in("variants_that_join.txt")
    assert len(pairs) >= 71
    assert not [pair for pair in pairs if fold(pair[0]) != fold(pair[1])]


def test_pairs_that_are_two_words_stay_apart() -> None:
    pairs = pairs_in("characters_apart.txt")
    assert len(pairs) >= 200
    assert not [pair for pair in pairs if fold(pair[0]) == fold(pair[1])]


@pytest.mark.parametrize(
    "group", ["子只祇", "己已巳", "日曰", "人入八", "未末", "士土", "戊戌戍", "辨辯瓣", "大太犬"]
)
def test_different_characters_stay_apart(group: str) -> None:
    assert len({fold(character) for character in group}) == len(group)


def test_no_character_is_in_two_classes() -> None:
    table = fold_table()
    assert not [value for value in table.values() if ord(value) in table]


def test_the_table_of_a_version_is_frozen() -> None:
    table = Path(module.__file__).with_name("fold_table.txt").read_bytes()
    assert sha256(table).hexdigest() == FROZEN[FOLD_VERSION]
