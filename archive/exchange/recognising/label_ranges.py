"""Ranges of accession numbers, as summary registers write them. Pure."""

import re

_MARKS = ("——", "--", "～", "~", "—", "–", "－", "至", "到")
_ENDS = re.compile(r"(?P<head>.*?)(?P<count>\d+)(?P<tail>\D*)", re.DOTALL)
_LONGEST = 15


def split_range(text: str) -> tuple[str, str]:
    """Return the first and the last number of a range; one number alone is both.

    A hyphen may be a part of the numbers: D2009-01-D2009-12 is parted in the middle.
    """
    plain = text.strip()
    for mark in _MARKS:
        if plain.count(mark) == 1:
            first, _, last = plain.partition(mark)
            return first.strip(), last.strip()
    parts = plain.split("-")
    if len(parts) % 2 == 0:
        middle = len(parts) // 2
        return "-".join(parts[:middle]).strip(), "-".join(parts[middle:]).strip()
    return plain, plain


def count_of(first: str, last: str) -> int | None:
    """Return how many numbers a range has, 0 if it ends before it begins.

    None where that cannot be told: the numbers do not count on from one to the other.
    """
    ends = [_ENDS.fullmatch(each) for each in (first, last)]
    if not first or not last or ends[0] is None or ends[1] is None:
        return None
    around = [(found["head"], found["tail"]) for found in ends if found]
    counts = [found["count"] for found in ends if found]
    if around[0] != around[1] or max(map(len, counts)) > _LONGEST:
        return None
    return max(int(counts[1]) - int(counts[0]) + 1, 0)
