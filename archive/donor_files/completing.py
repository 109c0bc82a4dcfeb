"""What the record that is kept takes over from the other one, and gives back; pure.

What the kept record says stands; only what it leaves open is completed. Whoever wanted to stay
unnamed in one of the two stays so, and a consent is taken over from nobody.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from archive.donors.schemas import Contact
from archive.donors.terms import phone_terms

BETWEEN_PHONES = "、"
LONGEST_PHONES = 100
_WAYS = ("phone", "email", "address")


def completed(kept: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Return what of the kept record changes, by name: how it was and how it becomes."""
    wanted = {
        "unit": kept["unit"] or other["unit"],
        "credit_name": kept["credit_name"] or other["credit_name"],
        "is_anonymous": kept["is_anonymous"] or other["is_anonymous"],
    }
    return {name: [kept[name], new] for name, new in wanted.items() if new != kept[name]}


def given_back(now: Mapping[str, Any], changed: Mapping[str, list[Any]]) -> dict[str, Any]:
    """Return what the kept record is set to when they part; what was changed since then stays."""
    return {name: old for name, (old, new) in changed.items() if now[name] == new}


def contact_completed(kept: Contact, other: Contact) -> Contact:
    """Return the ways to reach the donor, both telephone numbers where there are two."""
    return Contact(
        _both_phones(kept.phone, other.phone),
        kept.email or other.email,
        kept.address or other.address,
    )


def filled_ways(before: Contact, after: Contact) -> list[str]:
    """Return the names of the ways that were completed."""
    return [name for name in _WAYS if getattr(before, name) != getattr(after, name)]


def contact_given_back(now: Contact, other: Contact, filled: Iterable[str]) -> Contact:
    """Return the ways that remain when they part: without what came from the other record."""
    ways = {name: getattr(now, name) for name in _WAYS}
    for name in filled:
        ways[name] = _without(ways[name], getattr(other, name))
    return Contact(**ways)


def _both_phones(kept: str, other: str) -> str:
    if not kept or not other:
        return kept or other
    both = f"{kept}{BETWEEN_PHONES}{other}"
    is_known = phone_terms(other) <= phone_terms(kept)
    return kept if is_known or len(both) > LONGEST_PHONES else both


def _without(now: str, other: str) -> str:
    if not other:
        return now
    return "" if now == other else now.removesuffix(f"{BETWEEN_PHONES}{other}")
