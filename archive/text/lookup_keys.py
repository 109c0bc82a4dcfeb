"""The key by which a title or a name is found in whatever script and punctuation it is typed."""

import unicodedata

from archive.text.fold import fold

_DROPPED = frozenset("PZC")


def lookup_key(name: str) -> str:
    """Return ``name`` folded, without punctuation, spaces and control characters.

    《醴陵县志》, "醴陵 縣志" and 醴陵縣志 have one key. What consists of punctuation only keeps it.
    """
    kept = "".join(char for char in name if unicodedata.category(char)[0] not in _DROPPED)
    return fold(kept or name.strip())
