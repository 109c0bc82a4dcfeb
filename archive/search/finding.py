"""What is found for a tree of phrases, whichever engine keeps the words.

The engine answers for phrases. What it cannot know, gaps and the very forms of characters, is
looked up in the original words of the documents that may hold them. Whatever is counted or given
back was narrowed to the scope before.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, false, not_, or_, select, true
from sqlalchemy.orm import Session

from archive.kernel.bounded_counts import count_up_to
from archive.search.backend import Scope, SearchBackend
from archive.search.models import IndexedDocument
from archive.search.present import still_open
from archive.search.queries import Stored, stored_by_number, title_words
from archive.search.schemas import DocumentKind
from archive.text.query import (
    AllOf,
    AnyOf,
    Field,
    Node,
    Not,
    Phrase,
    Query,
    Strip,
    Words,
    all_phrases,
    holds,
)

MOST_COUNTED = 10_000
"""More than these are not counted, only said to be more."""
MOST_CHECKED = 20_000
"""Of how many documents at most the original words are read for one question."""
_AT_ONCE = 500
_OF_THE_WORK = frozenset({Field.TITLE, Field.AUTHOR})


@dataclass(frozen=True, slots=True)
class Counts:
    """How many documents of each kind there are; those in ``more`` are more than counted."""

    found: Mapping[DocumentKind, int]
    more: frozenset[DocumentKind] = frozenset()


class Finder:
    """Finds documents for ``query`` within ``scope``."""

    def __init__(
        self, session: Session, backend: SearchBackend, query: Query, scope: Scope
    ) -> None:
        self._session = session
        self._backend = backend
        self._scope = scope
        self._tree: Node = query.tree or AnyOf(())
        phrases = list(all_phrases(self._tree))
        self._is_checked = any(not phrase.is_known_to_index for phrase in phrases)
        self._wants_text = any(phrase.field not in _OF_THE_WORK for phrase in query.phrases)
        self._checked: list[tuple[int, DocumentKind]] | None = None
        self._is_cut = False

    def count(self) -> Counts:
        """Return how many documents there are of each kind, exact up to a limit."""
        if self._is_checked:
            kinds = Counter(kind for _, kind in self._verified())
            return Counts(kinds, frozenset(DocumentKind) if self._is_cut else frozenset())
        statement, _ = self._statement()
        counted = {
            kind: count_up_to(
                self._session, statement.where(IndexedDocument.kind == kind), MOST_COUNTED
            )
            for kind in DocumentKind
        }
        return Counts(
            {kind: count.number for kind, count in counted.items()},
            frozenset(kind for kind, count in counted.items() if count.is_more),
        )

    def find(self, offset: int, limit: int) -> list[int]:
        """Return the numbers of a part of the documents: titles first, the best first."""
        if self._is_checked:
            return [number for number, _ in self._verified()[offset : offset + limit]]
        return list(self._session.scalars(self._ordered().offset(offset).limit(limit)))

    def _statement(self) -> tuple[Select[int], ColumnElement[float] | None]:
        statement, rank = select(IndexedDocument.number), None
        expression = self._relaxed(self._tree)
        if expression is not None:
            statement, rank = self._backend.ranked(statement, expression)
        if expression is None or not _is_told_by_engine(self._tree):
            statement = statement.where(self._condition(self._tree, is_wide=True))
        if not self._wants_text:
            statement = statement.where(IndexedDocument.kind == DocumentKind.TITLE)
        return select_within(statement, self._scope), rank

    def _ordered(self) -> Select[int]:
        statement, rank = self._statement()
        by_rank = [] if self._scope.volume_id or rank is None else [rank]
        return statement.order_by(
            (IndexedDocument.kind == DocumentKind.TITLE).desc(),
            *by_rank,
            IndexedDocument.title_id,
            IndexedDocument.volume_id,
            IndexedDocument.sequence,
            IndexedDocument.number,
        )

    def _relaxed(self, node: Node) -> str | None:
        """Return an expression that holds wherever ``node`` does; None if there is none."""
        match node:
            case Phrase(field=Field.TITLE | Field.AUTHOR) | Not():
                return None
            case Phrase():
                return self._backend.phrase(node)
            case AllOf(parts):
                known = [each for part in parts if (each := self._relaxed(part)) is not None]
                return self._backend.all_of(known) if known else None
            case AnyOf(parts):
                every = [self._relaxed(part) for part in parts]
                known = [each for each in every if each is not None]
                return self._backend.any_of(known) if known and len(known) == len(every) else None

    def _condition(self, node: Node, *, is_wide: bool) -> ColumnElement[bool]:
        """Return ``node`` in SQL; what only the words tell is taken for true if ``is_wide``."""
        match node:
            case Not(part):
                return not_(self._condition(part, is_wide=not is_wide))
            case AllOf(parts):
                return and_(true(), *(self._condition(part, is_wide=is_wide) for part in parts))
            case AnyOf(parts):
                return or_(false(), *(self._condition(part, is_wide=is_wide) for part in parts))
            case Phrase() if not (is_wide or node.is_known_to_index):
                return false()
            case Phrase():
                matching = self._backend.matching(self._backend.phrase(node))
                if node.field not in _OF_THE_WORK:
                    return IndexedDocument.number.in_(matching)
                return IndexedDocument.title_id.in_(self._titles(matching))

    def _titles(self, matching: Select[int]) -> Select[str]:
        """Return the titles among documents, of those that may be found."""
        title = IndexedDocument.__table__.alias("title_documents")
        return select(title.c.title_id).where(
            title.c.kind == DocumentKind.TITLE,
            title.c.level.in_(self._scope.levels),
            title.c.number.in_(matching),
        )

    def _verified(self) -> list[tuple[int, DocumentKind]]:
        if self._checked is None:
            numbers = list(self._session.scalars(self._ordered().limit(MOST_CHECKED + 1)))
            self._is_cut = len(numbers) > MOST_CHECKED
            self._checked = list(self._check(numbers[:MOST_CHECKED]))
        return self._checked

    def _check(self, numbers: list[int]) -> Iterator[tuple[int, DocumentKind]]:
        for start in range(0, len(numbers), _AT_ONCE):
            batch = numbers[start : start + _AT_ONCE]
            stored = stored_by_number(self._session, batch)
            works = title_words(
                self._session,
                {document.title_id for document, _ in stored.values()},
                self._scope.levels,
            )
            for number in batch:
                document, _ = stored[number]
                if holds(self._tree, _words(stored[number], works.get(document.title_id))):
                    yield number, document.kind


def _words(stored: Stored, work: tuple[str, str] | None) -> Words:
    document, words = stored
    title, author = work or ("", "")
    own = Strip(words.text, words.following)
    is_title = document.kind is DocumentKind.TITLE
    anywhere = (Strip(words.title), Strip(words.author), own) if is_title else (own,)
    return Words(anywhere, Strip(title), Strip(author), own)


def _is_told_by_engine(node: Node) -> bool:
    """Whether the relaxed expression of ``node`` says all of it that the index knows."""
    match node:
        case Phrase():
            return node.field not in _OF_THE_WORK
        case Not():
            return False
        case AllOf(parts) | AnyOf(parts):
            return all(_is_told_by_engine(part) for part in parts)


def select_within(statement: Select[int], scope: Scope) -> Select[int]:
    """Narrow a selection of indexed documents to ``scope``."""
    statement = statement.where(IndexedDocument.level.in_(scope.levels), *still_open(scope.levels))
    if scope.title_id:
        statement = statement.where(IndexedDocument.title_id == scope.title_id)
    if scope.volume_id:
        statement = statement.where(IndexedDocument.volume_id == scope.volume_id)
    return statement
