"""Search on SQLite: a contentless FTS5 table in the archive's own file and transaction."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.search.backend import IndexEntry, Scope, ordered, select_numbers, select_within
from archive.search.models import IndexedDocument
from archive.search.schemas import DocumentKind
from archive.text.query import Query
from archive.text.tokens import phrase_tokens, single_token

_FTS = sa.table("search_fts", sa.column("rowid"))
_ADD = sa.text(
    "INSERT INTO search_fts (rowid, title, author, text) VALUES (:number, :title, :author, :text)"
)
# A contentless table forgets the words: to take a row out, they must be said again.
_REMOVE = sa.text(
    "INSERT INTO search_fts (search_fts, rowid, title, author, text)"
    " VALUES ('delete', :number, :title, :author, :text)"
)
_CLEAR = sa.text("INSERT INTO search_fts (search_fts) VALUES ('delete-all')")
# bm25 is the lower the better; a word in the title weighs ten times one in the text.
_RANK: sa.ColumnElement[float] = sa.literal_column("bm25(search_fts, 1.0, 10.0, 5.0)")


class SqliteSearch:
    """:class:`archive.search.backend.SearchBackend` on FTS5."""

    def add(self, session: Session, entries: Collection[IndexEntry]) -> None:
        """Index documents that are not in the index."""
        if entries:
            session.execute(_ADD, [_row(entry) for entry in entries])

    def remove(self, session: Session, entries: Collection[IndexEntry]) -> None:
        """Take documents out."""
        if entries:
            session.execute(_REMOVE, [_row(entry) for entry in entries])

    def clear(self, session: Session) -> None:
        """Take everything out."""
        session.execute(_CLEAR)

    def count(self, session: Session, query: Query, scope: Scope) -> dict[DocumentKind, int]:
        """Return how many documents of each kind match."""
        kinds = _matching(query, scope).with_only_columns(IndexedDocument.kind, sa.func.count())
        return dict(session.execute(kinds.group_by(IndexedDocument.kind)).all())

    def find(
        self, session: Session, query: Query, scope: Scope, *, offset: int, limit: int
    ) -> list[int]:
        """Return the numbers of the matching documents, the best first."""
        statement = ordered(_matching(query, scope), scope, _RANK)
        return list(session.scalars(statement.offset(offset).limit(limit)))


def match_expression(query: Query) -> str:
    """Return the FTS5 expression of a query; tokens hold no character that FTS5 reads."""
    return " AND ".join(_phrase(list(phrase)) for phrase in query.phrases)


def _phrase(units: list[str]) -> str:
    if len(units) == 1:
        return f'"{single_token(units[0])}" *'
    alternatives = (f'"{" ".join(tokens)}"' for tokens in phrase_tokens(units))
    return f"({' OR '.join(alternatives)})"


def _matching(query: Query, scope: Scope) -> sa.Select[tuple[int]]:
    matches = sa.text("search_fts MATCH :match").bindparams(match=match_expression(query))
    statement = select_numbers().join(_FTS, _FTS.c.rowid == IndexedDocument.number)
    return select_within(statement.where(matches), scope)


def _row(entry: IndexEntry) -> dict[str, Any]:
    return {
        "number": entry.number,
        "title": " ".join(entry.title),
        "author": " ".join(entry.author),
        "text": " ".join(entry.text),
    }
