"""What a tree means: whether it holds of the words of a title or a page.

This is the measure of the engines: what they find is what holds here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from archive.text.query.tree import GAP, AllOf, AnyOf, Field, Node, Not, Phrase
from archive.text.query.written import written_units
from archive.text.tokens import MAX_UNITS, TAIL_UNITS


@dataclass(frozen=True)
class Strip:
    """A text to look in, and the beginning of what follows it: a phrase may end there."""

    text: str
    following: str = ""

    @cached_property
    def _own(self) -> list[tuple[str, str]]:
        return written_units(self.text)

    @cached_property
    def _units(self) -> list[tuple[str, str]]:
        own = self._own
        if len(own) > MAX_UNITS:
            return own[:MAX_UNITS]
        return own + written_units(self.following)[:TAIL_UNITS] if own else []

    def has(self, phrase: Phrase) -> bool:
        """Whether ``phrase`` begins in the text."""
        return bool(places_of(phrase, self._units, len(self._own)))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a title or a page.

    ``anywhere`` is where a phrase without a field is looked for. A page has the title and the
    author of the work it belongs to in these fields, but is not found for them alone.
    """

    anywhere: tuple[Strip, ...]
    title: Strip
    author: Strip
    text: Strip | None = None

    def strips(self, field: Field | None) -> Sequence[Strip]:
        """Return where a phrase of ``field`` is looked for."""
        match field:
            case None:
                return self.anywhere
            case Field.TITLE:
                return (self.title,)
            case Field.AUTHOR:
                return (self.author,)
            case Field.TEXT:
                return (self.text,) if self.text else ()


def holds(node: Node, words: Words) -> bool:
    """Whether ``node`` holds of ``words``."""
    match node:
        case Phrase():
            return any(strip.has(node) for strip in words.strips(node.field))
        case Not(part):
            return not holds(part, words)
        case AllOf(parts):
            return all(holds(part, words) for part in parts)
        case AnyOf(parts):
            return any(holds(part, words) for part in parts)


def places_of(phrase: Phrase, units: Sequence[tuple[str, str]], limit: int) -> list[int]:
    """Return where ``phrase`` stands in written ``units``, beginning before ``limit``."""
    side = 1 if phrase.is_exact else 0
    target = list(phrase.forms if phrase.is_exact else phrase.units)
    spelled = [unit[side] for unit in units]
    first, size = target[0], len(target)
    gaps = [place for place, form in enumerate(target) if form == GAP]
    found = []
    for start in range(min(limit, len(spelled) - size + 1)):
        if spelled[start] != first:
            continue
        here = spelled[start : start + size]
        for gap in gaps:
            here[gap] = GAP
        if here == target:
            found.append(start)
    return found
