"""The tree of a question: phrases, joined by all-of, any-of and not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TypeAlias

from archive.text.tokens import split_units

GAP = ""
"""In the forms of a phrase: any one character, or any one word of an alphabet."""


class Field(StrEnum):
    """Where a phrase shall stand: in the title, among who made it, or in the text of a page."""

    TITLE = "title"
    AUTHOR = "author"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Characters in a row.

    Attributes:
        forms: a character or a word of an alphabet each, as typed, or :data:`GAP`; the first and
            the last are no gaps.
        field: where it shall stand; None is anywhere.
        is_exact: whether only these very forms are meant, and no other spelling.
    """

    forms: tuple[str, ...]
    field: Field | None = None
    is_exact: bool = False

    @property
    def units(self) -> tuple[str, ...]:
        """The forms, folded; a gap stays a gap."""
        return tuple(_folded(form) for form in self.forms)

    @property
    def has_gap(self) -> bool:
        """Whether any character stands for another."""
        return GAP in self.forms

    @property
    def is_known_to_index(self) -> bool:
        """Whether the folded index by itself can tell where it stands."""
        return not (self.has_gap or self.is_exact)


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds; without parts it always does."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One part holds at least; without parts it never does."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Node"


Node: TypeAlias = Phrase | AllOf | AnyOf | Not

EVERYTHING = AllOf(())
NOTHING = AnyOf(())


class RemarkKind(StrEnum):
    """Why a piece of a question was not taken for what it looks like."""

    LONELY_OPERATOR = "lonely-operator"
    OPEN_QUOTE = "open-quote"
    ODD_BRACKET = "odd-bracket"
    EMPTY_FIELD = "empty-field"
    GAP_AT_EDGE = "gap-at-edge"
    TOO_LONG = "too-long"


@dataclass(frozen=True, slots=True)
class Remark:
    """A piece of the question that was taken by the letter or left out, and why."""

    kind: RemarkKind
    piece: str


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for; without a tree nothing is."""

    tree: Node | None = None
    remarks: tuple[Remark, ...] = ()

    def __bool__(self) -> bool:
        return self.tree is not None

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """The phrases that are wanted, in their order; none that must be absent."""
        return () if self.tree is None else tuple(dict.fromkeys(wanted_phrases(self.tree)))


def all_of(parts: Iterable[Node]) -> Node:
    """Join parts that must all hold: nothing nested, nothing twice, nothing that always holds."""
    flat = _flat(parts, AllOf)
    if NOTHING in flat:
        return NOTHING
    return flat[0] if len(flat) == 1 else AllOf(tuple(flat))


def any_of(parts: Iterable[Node]) -> Node:
    """Join parts of which one must hold: nothing nested, nothing twice."""
    flat = _flat(parts, AnyOf)
    if EVERYTHING in flat:
        return EVERYTHING
    return flat[0] if len(flat) == 1 else AnyOf(tuple(flat))


def negate(part: Node) -> Node:
    """Turn a part into its contrary; what is denied twice holds."""
    if part == EVERYTHING:
        return NOTHING
    if part == NOTHING:
        return EVERYTHING
    return part.part if isinstance(part, Not) else Not(part)


def wanted_phrases(node: Node, *, is_wanted: bool = True) -> Iterator[Phrase]:
    """Give the phrases of a tree that count for it, not against it."""
    match node:
        case Phrase():
            if is_wanted:
                yield node
        case Not(part):
            yield from wanted_phrases(part, is_wanted=not is_wanted)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from wanted_phrases(part, is_wanted=is_wanted)


def all_phrases(node: Node) -> Iterator[Phrase]:
    """Give every phrase of a tree."""
    yield from wanted_phrases(node)
    yield from wanted_phrases(node, is_wanted=False)


def _flat(parts: Iterable[Node], joined: type[AllOf | AnyOf]) -> list[Node]:
    flat: dict[Node, None] = {}
    for part in parts:
        inner = part.parts if isinstance(part, joined) else (part,)
        flat.update(dict.fromkeys(inner))
    return list(flat)


@lru_cache(maxsize=4096)
def _folded(form: str) -> str:
    return split_units(form)[0].text if form else GAP
