"""How alike two descriptions are, and why one may think so. Pure.

Titles are compared folded, so script and punctuation do not matter. Equal titles weigh most; then
one that holds all characters of the other in their order (丁氏族谱, 丁氏五修族谱). A title in which
a character is replaced by another (醴陵县志, 茶陵县志) is another title, unless something else, the
responsibility or the year, speaks for it: then it may be a slip of the pen. Titles that say
nothing (照片, 地契) need such a second witness too.

The weights are chosen so that an equal title is suggested whatever else differs, and nothing is
suggested for a common ending alone.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from archive.kernel.errors import N_
from archive.text.lookup_keys import lookup_key

SUGGESTED_FROM = 60
_EQUAL, _CONTAINED = 90, 60
_SHORTEST_PART = 3
_LEAST_COVERED = 0.5
_SHORTEST_SLIP = 5
_LEAST_SIMILAR = 75
_DYNASTY = re.compile(r"^[(（\[［〔【].{1,3}[)）\]］〕】]")
_ROLES = re.compile(
    r"(?:等|主编|编纂|编著|编撰|总纂|纂修|监修|重修|续修|编|著|撰|纂|修|辑|绘|摄|译|书|题)+$"
)
_A_REIGN_YEAR = 1
_SPLIT = re.compile(r"[,，;；、/\s]+")
_SAYS_NOTHING = frozenset(
    lookup_key(title)
    for titles in (
        "照片 老照片 合影 合照 相片 地契 田契 房契 契约 文书 书信 信札 手稿 日记 无题 图书",
        "资料 文献 族谱 家谱 宗谱 县志 年鉴 报纸 地图 碑帖 拓片 剪报 证书 课本 奖状 票据",
    )
    for title in titles.split(" ")
)


class Reason(StrEnum):
    """What speaks for two descriptions meaning the same, or against it."""

    SAME_TITLE = "same-title"
    TITLE_CONTAINED = "title-contained"
    SIMILAR_TITLE = "similar-title"
    SAME_RESPONSIBILITY = "same-responsibility"
    OTHER_RESPONSIBILITY = "other-responsibility"
    SAME_YEAR = "same-year"
    YEARS_OVERLAP = "years-overlap"
    OTHER_YEAR = "other-year"


REASONS: Mapping[Reason, str] = {
    Reason.SAME_TITLE: N_("题名相同"),
    Reason.TITLE_CONTAINED: N_("题名互相包含"),
    Reason.SIMILAR_TITLE: N_("题名相近（%(percent)s%%）"),
    Reason.SAME_RESPONSIBILITY: N_("责任者相同"),
    Reason.OTHER_RESPONSIBILITY: N_("责任者不同"),
    Reason.SAME_YEAR: N_("年代相同"),
    Reason.YEARS_OVERLAP: N_("年代相合"),
    Reason.OTHER_YEAR: N_("年代不同，可能是另一版本"),
}
_WEIGHTS = {
    Reason.SAME_RESPONSIBILITY: 6,
    Reason.OTHER_RESPONSIBILITY: -10,
    Reason.SAME_YEAR: 4,
    Reason.YEARS_OVERLAP: 2,
    Reason.OTHER_YEAR: -15,
}
_WITNESSES = frozenset({Reason.SAME_RESPONSIBILITY, Reason.SAME_YEAR})


@dataclass(frozen=True, slots=True)
class Description:
    """What is compared of a document; years are None where they are not known."""

    title: str
    responsibility: str = ""
    year_from: int | None = None
    year_to: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """How alike, from 0 to 100, and why. ``percent`` is how similar the titles are."""

    score: int
    reasons: tuple[Reason, ...] = ()
    percent: int = 0

    @property
    def is_suggested(self) -> bool:
        """Whether a person should be asked."""
        return self.score >= SUGGESTED_FROM


def compare(one: Description, other: Description) -> Verdict:
    """Return how alike two descriptions are. It does not matter which comes first."""
    return compare_folded(one, lookup_key(one.title), other, lookup_key(other.title))


def compare_folded(one: Description, left: str, other: Description, right: str) -> Verdict:
    """Compare as :func:`compare` does where both titles were folded before."""
    of_title, base, percent = _compare_titles(left, right)
    if of_title is None:
        return Verdict(0, (), percent)
    beside = [r for r in (_compare_names(one, other), _compare_years(one, other)) if r]
    needs_witness = of_title is Reason.SIMILAR_TITLE or bool({left, right} & _SAYS_NOTHING)
    if needs_witness and not _WITNESSES & set(beside):
        return Verdict(0, (of_title, *beside), percent)
    score = base + sum(_WEIGHTS[reason] for reason in beside)
    return Verdict(max(0, min(100, score)), (of_title, *beside), percent)


def _compare_titles(left: str, right: str) -> tuple[Reason | None, int, int]:
    if not left or not right:
        return None, 0, 0
    if left == right:
        return Reason.SAME_TITLE, _EQUAL, 100
    short, long = sorted((left, right), key=lambda key: (len(key), key))
    percent = round(fuzz.ratio(left, right))
    covered = len(short) / len(long)
    is_part = LCSseq.similarity(short, long) == len(short)
    if is_part and len(short) >= _SHORTEST_PART and covered >= _LEAST_COVERED:
        return Reason.TITLE_CONTAINED, round(_CONTAINED + (_EQUAL - _CONTAINED) * covered), percent
    if len(short) >= _SHORTEST_SLIP and percent >= _LEAST_SIMILAR:
        return Reason.SIMILAR_TITLE, round(percent * 0.8), percent
    return None, 0, percent


def _compare_names(one: Description, other: Description) -> Reason | None:
    left, right = names_of(one.responsibility), names_of(other.responsibility)
    if not left or not right:
        return None
    return Reason.SAME_RESPONSIBILITY if left & right else Reason.OTHER_RESPONSIBILITY


def names_of(responsibility: str) -> frozenset[str]:
    """Return the folded names in a statement of responsibility, without dynasty and role."""
    parts = (_ROLES.sub("", _DYNASTY.sub("", part)) for part in _SPLIT.split(responsibility))
    return frozenset(lookup_key(part) for part in parts if part)


def _compare_years(one: Description, other: Description) -> Reason | None:
    if None in (one.year_from, one.year_to, other.year_from, other.year_to):
        return None
    left = (one.year_from or 0, one.year_to or 0)
    right = (other.year_from or 0, other.year_to or 0)
    if max(left[1] - left[0], right[1] - right[0]) <= _A_REIGN_YEAR:
        # 同治十年 ends in 1872, but is 1871 to everybody, and not the year after.
        return Reason.SAME_YEAR if left[0] == right[0] else Reason.OTHER_YEAR
    overlaps = left[0] <= right[1] and right[0] <= left[1]
    return Reason.YEARS_OVERLAP if overlaps else Reason.OTHER_YEAR
