"""The door to a full-text engine. One suite of contracts holds for every engine behind it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from archive.rights.levels import AccessLevel
from archive.search.models import IndexedDocument
from archive.search.present import still_open
from archive.search.schemas import DocumentKind
from archive.text.query import Query


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
    """Keeps tokens and finds documents, in the caller's transaction and database."""

    def add(self, session: Session, entries: Collection[IndexEntry]) -> None:
        """Index documents that are not in the index."""
        ...

    def remove(self, session: Session, entries: Collection[IndexEntry]) -> None:
        """Take documents out; ``entries`` are exactly what was added for them."""
        ...

    def clear(self, session: Session) -> None:
        """Take everything out."""
        ...

    def count(self, session: Session, query: Query, scope: Scope) -> dict[DocumentKind, int]:
        """Return how many documents of each kind hold every phrase of ``query``."""
        ...

    def find(
        self, session: Session, query: Query, scope: Scope, *, offset: int, limit: int
    ) -> list[int]:
        """Return the numbers of those documents: titles first, the best first."""
        ...


def select_within(statement: Select[tuple[int]], scope: Scope) -> Select[tuple[int]]:
    """Narrow a selection of indexed documents to ``scope``."""
    statement = statement.where(IndexedDocument.level.in_(scope.levels), *still_open(scope.levels))
    if scope.title_id:
        statement = statement.where(IndexedDocument.title_id == scope.title_id)
    if scope.volume_id:
        statement = statement.where(IndexedDocument.volume_id == scope.volume_id)
    return statement


def ordered(
    statement: Select[tuple[int]], scope: Scope, rank: ColumnElement[float]
) -> Select[tuple[int]]:
    """Put titles first; then the best by ``rank``, lowest first, or a volume's own order."""
    by_rank = [] if scope.volume_id else [rank]
    return statement.order_by(
        (IndexedDocument.kind == DocumentKind.TITLE).desc(),
        *by_rank,
        IndexedDocument.title_id,
        IndexedDocument.volume_id,
        IndexedDocument.sequence,
        IndexedDocument.number,
    )


def select_numbers() -> Select[tuple[int]]:
    """Return the selection of all indexed documents' numbers."""
    return select(IndexedDocument.number)
