"""Search on SQLite: a contentless FTS5 table in the archive's own file and transaction."""

from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.search.backend import IndexEntry
from archive.search.models import IndexedDocument
from archive.search.segments import later_tokens, segments_of
from archive.text.query import Phrase
from archive.text.tokens import phrase_tokens, single_token

_FTS = sa.table("search_fts", sa.column("rowid"))
# The plus keeps SQLite from asking FTS5 about each document in turn: the words are found first,
# and what they stand in is looked up after.
_FOUND: sa.ColumnElement[int] = sa.literal_column("+search_fts.rowid")
_ADD = sa.text(
    "INSERT INTO search_fts (rowid, title, author, text) VALUES (:number, :title, :author, :text)"
)
# A contentless table forgets the words: to take a row out, they must be said again.
_REMOVE = sa.text(
    "INSERT INTO search_fts (search_fts, rowid, title, author, text)"
    " VALUES ('delete', :number, :title, :author, :text)"
)
_MATCH = sa.literal_column("search_fts").op("MATCH", is_comparison=True)
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

    def phrase(self, phrase: Phrase) -> str:
        """Return the FTS5 expression of a phrase; tokens hold no character that FTS5 reads."""
        first, *later = segments_of(phrase)
        parts = [_first_run(first), *(_any(later_tokens(run)) for run in later if len(run) > 1)]
        expression = self.all_of(parts)
        return f"{{{phrase.field}}} : ({expression})" if phrase.field else expression

    def all_of(self, expressions: Sequence[str]) -> str:
        """Join expressions that must all hold."""
        return _joined(expressions, " AND ")

    def any_of(self, expressions: Sequence[str]) -> str:
        """Join expressions of which one must hold."""
        return _joined(expressions, " OR ")

    def matching(self, expression: str) -> sa.Select[int]:
        """Return a selection of the numbers of the documents of which an expression holds."""
        return sa.select(_FTS.c.rowid).where(_MATCH(expression))

    def ranked(
        self, statement: sa.Select[int], expression: str
    ) -> tuple[sa.Select[int], sa.ColumnElement[float]]:
        """Narrow a selection of indexed documents by an expression; also how well each fits."""
        joined = statement.join(_FTS, IndexedDocument.number == _FOUND)
        return joined.where(_MATCH(expression)), _RANK


def _first_run(units: list[str]) -> str:
    if len(units) == 1:
        return f'"{single_token(units[0])}" *'
    return _any(phrase_tokens(units))


def _any(sequences: list[list[str]]) -> str:
    return _joined([f'"{" ".join(tokens)}"' for tokens in sequences], " OR ")


def _joined(expressions: Sequence[str], operator: str) -> str:
    return expressions[0] if len(expressions) == 1 else f"({operator.join(expressions)})"


def _row(entry: IndexEntry) -> dict[str, Any]:
    return {
        "number": entry.number,
        "title": " ".join(entry.title),
        "author": " ".join(entry.author),
        "text": " ".join(entry.text),
    }
