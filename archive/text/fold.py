"""Folding: one character in, one character out, so that spellings of a word become one.

Traditional, simplified and variant characters, full and half width, capitals and accents fall
together (醴陵縣 = 醴陵县, 圗 = 圖 = 图, Ａ = a = ǎ). The table is frozen: an index built with it
stays valid until :data:`FOLD_VERSION` changes, and then it is rebuilt. Because the length never
changes, a place in the folded text is the same place in the original.
"""

from functools import cache
from pathlib import Path

FOLD_VERSION = "2"
"""Changes with every change of ``fold_table.txt``."""

_TABLE = Path(__file__).with_name("fold_table.txt")


@cache
def fold_table() -> dict[int, str]:
    """Return code point → canonical character, for the characters that change."""
    rows = _TABLE.read_text(encoding="utf-8").splitlines()
    classes = (row for row in rows if not row.startswith("# "))
    return {ord(member): row[0] for row in classes for member in row[1:]}


def fold(text: str) -> str:
    """Return ``text`` with every character replaced by the canonical one of its class.

    The result has the same length. Folding twice changes nothing more.
    """
    return text.translate(fold_table())
