"""Tokens for full-text indexes: overlapping pairs of units.

A *unit* is one Chinese character (or kana, hangul, private-use character, missing-character sign
□), or a whole run of letters or digits (``1934``, ``liling``): words and numbers of alphabets match
whole. Punctuation, spaces, line breaks, controls, combining marks and variation selectors belong
to no unit, so that 醴陵 is found across the end of a printed column.

The text ABCD becomes the tokens AB, BC, CD, D, one a position:

* a phrase is its pairs at consecutive positions, exact at any length from two;
* a single unit is the prefix of every pair that starts with it; the last one stands alone;
* a run ends in :data:`RUN_END`, so that the prefix ``28¦`` cannot find 280.

A page also indexes the beginning of the next one, so that phrases cross page ends. Pairs that start
there bear :data:`TAIL_MARK`: they may continue a phrase and never begin one, hence a hit belongs to
the page of its first character.
"""

import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from archive.text.fold import FOLD_VERSION, fold

TOKENS_VERSION = f"{FOLD_VERSION}.1.{unicodedata.unidata_version}"
"""Changes when the same text would give other tokens; an index of another version is rebuilt.

Which characters are letters is Python's knowledge, so its Unicode version is part of ours.
"""

RUN_END = "¦"
TAIL_MARK = "¬"
TAIL_UNITS = 12
"""How many units of the following page a page knows; a longer phrase still has to start earlier."""
MAX_RUN = 64
MAX_UNITS = 16_000
"""PostgreSQL keeps no position above 16,383; no printed page is that long."""

_KEPT_SIGNS = frozenset("□") | frozenset(map(chr, range(0x2FF0, 0x3000)))
_KEPT_CATEGORIES = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Nl", "No", "Co"})
_FIRST_IDEOGRAPHIC = 0x2E80
_IDEOGRAPHIC_PLANES = range(0x20000, 0x40000)  # whole: they grow faster than Python's tables


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, folded, and its place ``[start, end)`` in the original text, in characters."""

    text: str
    start: int
    end: int


def split_units(text: str) -> list[Unit]:
    """Return the units of ``text`` in order.

    A combining mark or variation selector right after a unit lies within its place.
    """
    found: list[Unit] = []
    open_run = False
    for place, character in enumerate(fold(text)):
        if not is_kept(character):
            attached = found and unicodedata.category(character) == "Mn"
            if attached and found[-1].end == place:
                found[-1] = Unit(found[-1].text, found[-1].start, place + 1)
            else:
                open_run = False
            continue
        in_run = is_alphabetic(character)
        if in_run and open_run and len(found[-1].text) < MAX_RUN:
            found[-1] = Unit(found[-1].text + character, found[-1].start, place + 1)
        else:
            found.append(Unit(character, place, place + 1))
        open_run = in_run
    return found


def is_kept(character: str) -> bool:
    """Whether a folded character counts: letters, digits, private use and the sign □."""
    return (
        unicodedata.category(character) in _KEPT_CATEGORIES
        or character in _KEPT_SIGNS
        or ord(character) in _IDEOGRAPHIC_PLANES
    )


def is_alphabetic(character: str) -> bool:
    """Whether a kept character is written in runs: Latin, Greek, digits and their like."""
    return ord(character) < _FIRST_IDEOGRAPHIC and character not in _KEPT_SIGNS


def single_token(unit: str) -> str:
    """Return the token of a unit that nothing follows; as a prefix it finds the unit anywhere."""
    return unit + RUN_END if is_alphabetic(unit[0]) else unit


def pair_token(first: str, second: str) -> str:
    """Return the token of two neighbouring units."""
    return single_token(first) + single_token(second)


def index_tokens(text: str, following: str = "") -> list[str]:
    """Return the tokens of a text, one for each position.

    Args:
        text: the text itself; what lies beyond :data:`MAX_UNITS` units is left out.
        following: the beginning of what follows it; only :data:`TAIL_UNITS` units are used.
    """
    own = [unit.text for unit in split_units(text)]
    tail = [unit.text for unit in split_units(following)[:TAIL_UNITS]]
    if len(own) > MAX_UNITS:
        own, tail = own[:MAX_UNITS], []
    if not own:
        return []
    units = own + tail
    pairs = [pair_token(*pair) for pair in pairwise(units)]
    tokens = [*pairs[: len(own)], *(TAIL_MARK + pair for pair in pairs[len(own) :])]
    return tokens if tail else [*tokens, single_token(own[-1])]


def phrase_tokens(units: list[str]) -> list[list[str]]:
    """Return the token sequences any of which proves a phrase of at least two units.

    The first token is always an own one; each later place may be where the tail begins.
    """
    pairs = [pair_token(*pair) for pair in pairwise(units)]
    earliest = max(1, len(pairs) - TAIL_UNITS + 1)
    crossing = [
        [*pairs[:split], *(TAIL_MARK + pair for pair in pairs[split:])]
        for split in range(earliest, len(pairs))
    ]
    return [pairs, *crossing]
