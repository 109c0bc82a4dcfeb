"""The door to a full-text engine. One suite of contracts holds for every engine behind it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import ColumnElement, Select
from sqlalchemy.orm import Session

from archive.rights.levels import AccessLevel
from archive.text.query import Phrase


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """The tokens of one document, by field; ``number`` is its :class:`IndexedDocument`."""

    number: int
    title: Sequence[str]
    author: Sequence[str]
    text: Sequence[str]


@dataclass(frozen=True, slots=True)
class Scope:
    """Within what is searched. An empty string leaves a side open; levels are never open."""

    levels: frozenset[AccessLevel]
    title_id: str = ""
    volume_id: str = ""


class SearchBackend(Protocol):
    """Keeps tokens and finds documents, in the caller's transaction and database.

    An *expression* is what the engine understands: written once here, never typed by anybody.
    """

    def add(self, session: Session, entries: Collection[IndexEntry]) -> None:
        """Index documents that are not in the index."""
        ...

    def remove(self, session: Session, entries: Collection[IndexEntry]) -> None:
        """Take documents out; ``entries`` are exactly what was added for them."""
        ...

    def clear(self, session: Session) -> None:
        """Take everything out."""
        ...

    def phrase(self, phrase: Phrase) -> str:
        """Return the expression of a phrase.

        Of one that the folded index does not know exactly, it holds at least wherever the phrase
        stands.
        """
        ...

    def all_of(self, expressions: Sequence[str]) -> str:
        """Join expressions that must all hold."""
        ...

    def any_of(self, expressions: Sequence[str]) -> str:
        """Join expressions of which one must hold."""
        ...

    def matching(self, expression: str) -> Select[int]:
        """Return a selection of the numbers of the documents of which an expression holds."""
        ...

    def ranked(
        self, statement: Select[int], expression: str
    ) -> tuple[Select[int], ColumnElement[float]]:
        """Narrow a selection of indexed documents by an expression; also how well each fits.

        The better it fits, the lower.
        """
        ...
