"""Pinyin of names, so that 傅熊湘 is found by fxx and by fuxiong. Pure.

Names are read in simplified characters: the dictionaries know few words in traditional ones. A
surname that is read in a way of its own (仇 qiu, 单 shan) is read so at the head of a short name.
"""

from functools import cache
from typing import Any

from archive.text.fold import fold

_LONGEST_PERSON = 4
_SURNAMES = {
    "万俟": "mo qi",
    "尉迟": "yu chi",
    "长孙": "zhang sun",
    "澹台": "tan tai",
    "单于": "chan yu",
    "令狐": "ling hu",
    "宰父": "zai fu",
    "仇": "qiu",
    "单": "shan",
    "解": "xie",
    "曾": "zeng",
    "区": "ou",
    "查": "zha",
    "朴": "piao",
    "任": "ren",
    "盖": "ge",
    "召": "shao",
    "种": "chong",
    "折": "she",
    "繁": "po",
    "乐": "yue",
    "覃": "qin",
    "员": "yun",
    "缪": "miao",
    "宓": "fu",
    "翟": "zhai",
    "华": "hua",
    "黑": "he",
    "秘": "bi",
    "洗": "xian",
    "冼": "xian",
    "尹": "yin",
    "葛": "ge",
    "句": "gou",
    "逄": "pang",
    "隗": "wei",
    "谌": "chen",
    "佴": "nai",
    "祭": "zhai",
    "牟": "mu",
    "纪": "ji",
    "柏": "bai",
    "贲": "ben",
    "车": "che",
    "晁": "chao",
    "郗": "xi",
    "岑": "cen",
    "卜": "bu",
}


def syllables(name: str) -> list[str]:
    """Return the syllables of ``name`` in its order, lower case and without tones.

    What is no Chinese character stays as it is, a run of it as one item; spaces fall away.
    """
    plain = fold("".join(name.split()))
    surname = next((s for s in _SURNAMES if plain.startswith(s)), "")
    if surname and 1 < len(plain) <= _LONGEST_PERSON:
        return [*_SURNAMES[surname].split(), *_read(plain[len(surname) :])]
    return _read(plain)


def initials(name: str) -> str:
    """Return the first letters of the syllables of ``name``: 傅熊湘 is fxx."""
    return "".join(part if part.isdecimal() else part[:1] for part in syllables(name))


def full(name: str) -> str:
    """Return the syllables of ``name`` run together: 傅熊湘 is fuxiongxiang."""
    return "".join(syllables(name))


def _read(text: str) -> list[str]:
    return [str(part).lower() for part in _lazy_pinyin()(text)] if text else []


@cache
def _lazy_pinyin() -> Any:
    # Its dictionaries take a tenth of a second and tens of megabytes: only who looks up pays.
    from pypinyin import lazy_pinyin  # noqa: PLC0415

    return lazy_pinyin
