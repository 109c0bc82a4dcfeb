"""Places in the printed facsimile of the Wenyuange Siku quanshu: 册:页 and the half-leaf on it.

A printed page shows four half-leaves, the upper register right to left a, b and the lower c, d;
"254:949b" is the upper left one of page 949 in volume 254.
"""

import re
import unicodedata
from dataclasses import dataclass

COLUMNS = "abcd"
LAST_VOLUME = 1500
LAST_PAGE = 9999

_WRITTEN = re.compile(
    r"""(?: 第 | v\.? | vol\.? )? \s* (?P<volume>\d{1,4}) \s*
        (?: 册 | 冊 )? \s* [:,·/–—-]? \s*
        (?: 第 | pp?\.? )? \s* (?P<page>\d{1,4}) \s*
        (?: 页 | 頁 )? \s* (?P<column>[abcd])? \s* (?: 栏 | 欄 )?""",
    re.VERBOSE,
)
_SEPARATED = re.compile(r"\d\D+\d")


@dataclass(frozen=True, slots=True)
class ReprintPlace:
    """A printed page, and the half-leaf on it if one is meant."""

    volume: int
    page: int
    column: str = ""

    def __str__(self) -> str:
        return f"{self.volume}:{self.page}{self.column}"


def parse_reprint_place(text: str) -> ReprintPlace | None:
    """Return the place that ``text`` names, or None.

    Reads "254:949b", "254：949", "254-949" as on the printed page itself, "第254册第949页b栏",
    "V254, p949" and full-width figures.
    """
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    found = _WRITTEN.fullmatch(plain)
    if found is None or not _SEPARATED.search(plain):
        return None
    place = ReprintPlace(int(found["volume"]), int(found["page"]), found["column"] or "")
    return place if is_reprint_place(place) else None


def is_reprint_place(place: ReprintPlace) -> bool:
    """Whether there can be such a place in the 1,500 volumes."""
    return (
        1 <= place.volume <= LAST_VOLUME
        and 1 <= place.page <= LAST_PAGE
        and (place.column in COLUMNS if place.column else True)
    )
