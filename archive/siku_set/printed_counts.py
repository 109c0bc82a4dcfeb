"""How many 卷 and 册 a list prints for a work, as a number or with the reason why there is none."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

LARGEST = 99_999
_NUMBER = re.compile(r"(?P<held>[存])?\s*(?P<number>\d{1,5})\s*[卷冊册]?")
_BRACKETED = re.compile(r"\((?P<number>\d{1,5})\)")


class NoNumber(StrEnum):
    """Why what is printed is not the number of 卷 or 册 of a work."""

    BLANK = "blank"
    UNDIVIDED = "undivided"
    PART_HELD = "part-held"
    BRACKETED = "bracketed"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Count:
    """A count as printed: its number, or why there is none."""

    printed: str
    number: int | None = None
    reason: NoNumber | None = None


def read_count(text: str) -> Count:
    """Return what ``text`` counts: "11 卷" is 11; "存17 卷", "不分卷" and "(1)" are no number."""
    printed = text.strip()
    plain = unicodedata.normalize("NFKC", printed)
    if not plain:
        return Count(printed, reason=NoNumber.BLANK)
    if plain in {"不分卷", "無卷數", "无卷数"}:
        return Count(printed, reason=NoNumber.UNDIVIDED)
    if _BRACKETED.fullmatch(plain):
        return Count(printed, reason=NoNumber.BRACKETED)
    found = _NUMBER.fullmatch(plain)
    if found is None or int(found["number"]) < 1:
        return Count(printed, reason=NoNumber.UNREADABLE)
    if found["held"]:
        return Count(printed, reason=NoNumber.PART_HELD)
    return Count(printed, number=int(found["number"]))
