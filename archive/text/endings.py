"""By what a name is found while somebody types: its endings, and their readings in pinyin.

Pure. Every ending is a term of its own, so that what is typed need only stand at the beginning of
one: an index answers that without looking at the others.
"""

from collections.abc import Iterable, Iterator

from archive.text import pinyin
from archive.text.lookup_keys import lookup_key

LONGEST_TERM = 40
MOST_ENDINGS = 40
AFTER_ALL = "\U0010ffff"
"""Sorts after every character."""


def endings(text: str) -> Iterator[tuple[int, str]]:
    """Yield the terms by which ``text`` is found, each with the place in it where it begins."""
    key = lookup_key(text) if text.strip() else ""
    for place in range(min(len(key), MOST_ENDINGS)):
        yield place, key[place : place + LONGEST_TERM]
    syllables = [lookup_key(part) for part in pinyin.syllables(text)]
    for place in range(min(len(syllables), MOST_ENDINGS)):
        rest = syllables[place:]
        yield from ((place, term) for term in _read(rest) if place == 0 or len(term) > 1)


def _read(syllables: Iterable[str]) -> set[str]:
    spoken = list(syllables)
    full = "".join(spoken)[:LONGEST_TERM]
    initials = "".join(part if part.isdecimal() else part[:1] for part in spoken)[:LONGEST_TERM]
    # Whoever looks for 吕 types lv, or lu where the keyboard has no ü.
    return {full, full.replace("v", "u"), initials}
