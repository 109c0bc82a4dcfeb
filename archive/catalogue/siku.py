"""The classes of the Siku quanshu: 部 4 → 類 44 → 屬 66.

The 類 are those of the headings of the Wenyuange catalogue; the 屬, with 雜技術 that occurs only
among the works listed without being copied (存目), are written there as "…之屬".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.text.lookup_keys import lookup_key

# One line a class, so that the list can be compared with a printed one by eye.
_PRINTED = """
經部
    易類
    書類
    詩類
    禮類 周禮 儀禮 禮記 三禮總義 通禮 雜禮書
    春秋類
    孝經類
    五經總義類
    四書類
    樂類
    小學類 訓詁 字書 韻書
史部
    正史類
    編年類
    紀事本末類
    別史類
    雜史類
    詔令奏議類 詔令 奏議
    傳記類 聖賢 名人 總錄 雜錄 別錄
    史鈔類
    載記類
    時令類
    地理類 宮殿疏 總志 都會郡縣 河渠 邊防 山川 古蹟 雜記 遊記 外紀
    職官類 官制 官箴
    政書類 通制 典禮 邦計 軍政 法令 考工
    目錄類 經籍 金石
    史評類
子部
    儒家類
    兵家類
    法家類
    農家類
    醫家類
    天文算法類 推步 算書
    術數類 數學 占候 相宅相墓 占卜 命書相書 陰陽五行 雜技術
    藝術類 書畫 琴譜 篆刻 雜技
    譜錄類 器物 食譜 草木鳥獸蟲魚
    雜家類 雜學 雜考 雜說 雜品 雜纂 雜編
    類書類
    小說家類 雜事 異聞 瑣語
    釋家類
    道家類
集部
    楚辭類
    別集類
    總集類
    詩文評類
    詞曲類 詞集 詞選 詞話 詞譜詞韻 南北曲
"""


FIVE_DIVISIONS = ("經部", "史部", "子部", "集部", "類叢部")
"""The 部 of the scheme by which the census of ancient books classes (五部)."""


@dataclass(frozen=True, slots=True)
class SikuPlace:
    """A place in the scheme; an empty subclass means that the class has none or none is known."""

    division: str
    siku_class: str
    subclass: str = ""

    def __str__(self) -> str:
        parts = [self.division, self.siku_class, self.subclass and f"{self.subclass}之屬"]
        return "·".join(part for part in parts if part)


def _read_printed(text: str) -> dict[str, dict[str, tuple[str, ...]]]:
    scheme: dict[str, dict[str, tuple[str, ...]]] = {}
    for line in text.strip().splitlines():
        if line.startswith(" "):
            name, *subclasses = line.split()
            scheme[next(reversed(scheme))][name] = tuple(subclasses)
        else:
            scheme[line] = {}
    return scheme


SCHEME: Mapping[str, Mapping[str, Sequence[str]]] = _read_printed(_PRINTED)


def divisions() -> list[str]:
    """Return the four 部 in their order."""
    return list(SCHEME)


def classes_of(division: str) -> list[str]:
    """Return the 類 of a 部 in their order; none for a 部 that does not exist."""
    return list(SCHEME.get(division, {}))


def division_of(siku_class: str) -> str:
    """Return the 部 that a 類 belongs to; no two 類 share a name. Empty for an unknown one."""
    return next((name for name, classes in SCHEME.items() if siku_class in classes), "")


_CLASSES: Mapping[str, SikuPlace] = {
    lookup_key(written): SikuPlace(division, name)
    for division, classes in SCHEME.items()
    for name in classes
    for written in (name, name.removesuffix("類"))
}


def find_class(written: str) -> SikuPlace | None:
    """Return the 類 that somebody writes, in any script, with its last character or without."""
    return _CLASSES.get(lookup_key(written))


def subclasses_of(division: str, siku_class: str) -> list[str]:
    """Return the 屬 of a 類 in their order; many 類 have none."""
    return list(SCHEME.get(division, {}).get(siku_class, ()))


def is_place(place: SikuPlace) -> bool:
    """Whether the scheme has this place; a 類 without its 屬 is a place too."""
    if place.siku_class not in SCHEME.get(place.division, {}):
        return False
    return not place.subclass or place.subclass in subclasses_of(place.division, place.siku_class)


def every_place() -> list[SikuPlace]:
    """Return every 類, each followed by its 屬, in the order of the catalogue."""
    return [
        SikuPlace(division, siku_class, subclass)
        for division, classes in SCHEME.items()
        for siku_class, subclasses in classes.items()
        for subclass in ("", *subclasses)
    ]
