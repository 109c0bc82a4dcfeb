"""By what a donor is found while somebody types: endings of names, units, readings, telephones.

Pure. Every ending is a term of its own, so that what is typed need only stand at the beginning of
one: an index answers that without looking at the others.
"""

import re
from collections.abc import Iterator, Mapping
from enum import IntEnum

from archive.text.endings import LONGEST_TERM, endings

SHORTEST_DIGITS = 4
"""The last four digits are how people tell telephones apart."""
_NUMBERS = re.compile(r"[^\d\s()（）+\-－—.·]+")
_DIALLED = re.compile(r"[\d\s()（）+\-－—.]+")
_CHINA = re.compile(r"^(?:86|0086)(?=1\d{10}$)")


class TermRank(IntEnum):
    """How well a term names a donor: the name from its beginning, a part of it, the unit."""

    NAME = 0
    WITHIN_NAME = 1
    UNIT = 2


def donor_terms(name: str, unit: str) -> Mapping[str, TermRank]:
    """Return the terms by which a donor is found, each with the best rank it has."""
    found: dict[str, TermRank] = {}
    for rank, term in _ranked(name, unit):
        if term and rank < found.get(term, len(TermRank)):
            found[term] = rank
    return found


def _ranked(name: str, unit: str) -> Iterator[tuple[TermRank, str]]:
    for place, term in endings(name):
        yield (TermRank.WITHIN_NAME if place else TermRank.NAME), term
    for _, term in endings(unit):
        yield TermRank.UNIT, term


def phone_terms(phones: str) -> set[str]:
    """Return the endings of each number in ``phones``, down to its last four digits."""
    numbers = (_digits(part) for part in _NUMBERS.split(phones))
    return {
        number[place : place + LONGEST_TERM]
        for number in numbers
        for place in range(len(number) - SHORTEST_DIGITS + 1)
    }


def typed_phone(typed: str) -> str:
    """Return the digits of ``typed`` if it can be a part of a telephone number, else nothing."""
    digits = _digits(typed) if _DIALLED.fullmatch(typed.strip()) else ""
    return digits if len(digits) >= SHORTEST_DIGITS else ""


def _digits(text: str) -> str:
    return _CHINA.sub("", "".join(char for char in text if char.isascii() and char.isdecimal()))
