"""File names as people and scanners give them, made safe to keep and to show."""

import re
import unicodedata

from archive.text.numerals import parse_numeral

LIMIT = 200
NAMELESS = "未命名"
_NUMBERS = re.compile(r"(\d+|[〇零一二三四五六七八九十百千]+)")


def clean_file_name(given: str) -> str:
    r"""Return the last part of a path, without what no name should hold.

    Folders (``/`` and ``\``), control and formatting characters (line ends, direction marks that
    disguise a suffix) and surrounding dots and spaces go; Chinese and everything else stays, in
    NFC. A name that is too long keeps its suffix.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    kept = "".join(c for c in last if not unicodedata.category(c).startswith("C"))
    name = " ".join(kept.split()).strip(". ")
    if len(name) <= LIMIT:
        return name or NAMELESS
    stem, dot, suffix = name.rpartition(".")
    if not stem or len(suffix) > 10:
        return name[:LIMIT]
    return stem[: LIMIT - len(suffix) - 1] + dot + suffix


def natural_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return a sort key that puts ``p2`` before ``p10`` and 叶九 before 叶十.

    The browser sorts what it sends in the same way (``file_order.js``).
    """
    return tuple(_part_key(part) for part in _NUMBERS.split(name.casefold()))


def _part_key(part: str) -> tuple[int, int, str]:
    number = parse_numeral(part) if _NUMBERS.fullmatch(part) else None
    return (1, 0, part) if number is None else (0, number, "")
