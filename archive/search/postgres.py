"""Search on PostgreSQL: ``tsvector`` literals made in Python, so that no locale changes them."""

from collections.abc import Collection, Iterator

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.orm import Session

from archive.search.backend import IndexEntry, Scope, ordered, select_numbers, select_within
from archive.search.models import IndexedDocument
from archive.search.schemas import DocumentKind
from archive.text.query import Query
from archive.text.tokens import phrase_tokens, single_token

MAX_POSITION = 16_383
_GAP = 2  # between fields, so that no phrase crosses from one into the next

_FTS = sa.table("search_fts", sa.column("number"), sa.column("tokens", TSVECTOR))
_ADD = sa.text(
    "INSERT INTO search_fts (number, tokens) VALUES (:number, CAST(:tokens AS tsvector))"
)
_WEIGHTS: sa.ColumnElement[list[float]] = sa.literal_column("'{0.1, 0.2, 0.5, 1.0}'::float4[]")


class PostgresSearch:
    """:class:`archive.search.backend.SearchBackend` on ``tsvector`` and GIN."""

    def add(self, session: Session, entries: Collection[IndexEntry]) -> None:
        """Index documents that are not in the index."""
        rows = [{"number": entry.number, "tokens": vector_literal(entry)} for entry in entries]
        if rows:
            session.execute(_ADD, rows)

    def remove(self, session: Session, entries: Collection[IndexEntry]) -> None:
        """Take documents out."""
        numbers = [entry.number for entry in entries]
        session.execute(sa.delete(_FTS).where(_FTS.c.number.in_(numbers)))

    def clear(self, session: Session) -> None:
        """Take everything out."""
        session.execute(sa.delete(_FTS))

    def count(self, session: Session, query: Query, scope: Scope) -> dict[DocumentKind, int]:
        """Return how many documents of each kind match."""
        kinds = _matching(query, scope).with_only_columns(IndexedDocument.kind, sa.func.count())
        return dict(session.execute(kinds.group_by(IndexedDocument.kind)).all())

    def find(
        self, session: Session, query: Query, scope: Scope, *, offset: int, limit: int
    ) -> list[int]:
        """Return the numbers of the matching documents, the best first."""
        rank = -sa.func.ts_rank(_WEIGHTS, _FTS.c.tokens, _query(query))
        statement = ordered(_matching(query, scope), scope, rank)
        return list(session.scalars(statement.offset(offset).limit(limit)))


def vector_literal(entry: IndexEntry) -> str:
    """Return the ``tsvector`` of a document: weight A its title, B its author, D its text."""
    return " ".join(
        f"'{token}':{position}{weight}"
        for token, position, weight in _positions(entry)
        if position <= MAX_POSITION
    )


def query_literal(query: Query) -> str:
    """Return the ``tsquery`` of a query; tokens hold no quote and no backslash."""
    return " & ".join(_phrase(list(phrase)) for phrase in query.phrases)


def _positions(entry: IndexEntry) -> Iterator[tuple[str, int, str]]:
    position = 0
    for tokens, weight in ((entry.title, "A"), (entry.author, "B"), (entry.text, "D")):
        for token in tokens:
            position += 1
            yield token, position, weight
        position += _GAP


def _phrase(units: list[str]) -> str:
    if len(units) == 1:
        return f"'{single_token(units[0])}':*"
    sequences = (" <-> ".join(f"'{token}'" for token in tokens) for tokens in phrase_tokens(units))
    return "(" + " | ".join(f"({sequence})" for sequence in sequences) + ")"


def _query(query: Query) -> sa.ColumnElement[str]:
    return sa.cast(query_literal(query), TSQUERY)


def _matching(query: Query, scope: Scope) -> sa.Select[tuple[int]]:
    statement = select_numbers().join(_FTS, _FTS.c.number == IndexedDocument.number)
    return select_within(statement.where(_FTS.c.tokens.op("@@")(_query(query))), scope)
