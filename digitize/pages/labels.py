"""Page labels: 卷一·叶三·a and whatever else is printed, and how a series of them goes on.

Old books number leaves, and a leaf has two sides: after side a comes side b, after side b the next
leaf. Labels without a side simply count on. Chinese numerals stay Chinese, Arabic ones Arabic.
"""

import re

from archive.text.numerals import parse_numeral, write_numeral

LIMIT = 100
_NUMERAL = r"(?:\d{1,9}|[〇零一二三四五六七八九十百千廿卅]{1,12})"
_WITH_SIDE = re.compile(rf"^(.*?)({_NUMERAL})([^0-9一-鿿]*)([ab]|[上下])$", re.DOTALL)
_NEXT_SIDE = {"a": "b", "上": "下"}
_FIRST_SIDE = {"b": "a", "下": "上"}


def next_label(label: str) -> str | None:
    """Return the label after ``label`` in its series; None if it has no number to go on from.

    >>> next_label("卷一·叶三·a"), next_label("卷一·叶三·b"), next_label("第 9 页")
    ('卷一·叶三·b', '卷一·叶四·a', '第 10 页')
    """
    sided = _WITH_SIDE.match(label)
    if sided:
        before, number, between, side = sided.groups()
        if side in _NEXT_SIDE:
            return f"{before}{number}{between}{_NEXT_SIDE[side]}"
        return f"{before}{_increment(number)}{between}{_FIRST_SIDE[side]}"
    numbered = _last_number(label)
    if numbered is None:
        return None
    start, end = numbered
    return label[:start] + _increment(label[start:end]) + label[end:]


def series_from(label: str, count: int) -> list[str] | None:
    """Return ``label`` and the labels after it, ``count`` in all; None if it has no number."""
    found = [label][:count]
    while len(found) < count:
        following = next_label(found[-1])
        if following is None:
            return None
        found.append(following)
    return found


def has_number(label: str) -> bool:
    """Whether a series can go on from ``label``."""
    return next_label(label) is not None


def leaf_label(juan: int, leaf: int, side: str) -> str:
    """Return the usual label of one side of a leaf of an old book."""
    return f"卷{write_numeral(juan)}·叶{write_numeral(leaf)}·{side}"


def _last_number(label: str) -> tuple[int, int] | None:
    found = list(re.finditer(_NUMERAL, label))
    readable = [match for match in found if parse_numeral(match.group()) is not None]
    return readable[-1].span() if readable else None


def _increment(number: str) -> str:
    if number.isascii():
        return str(int(number) + 1).zfill(len(number))
    return write_numeral((parse_numeral(number) or 0) + 1)
