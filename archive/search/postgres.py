"""Search on PostgreSQL: ``tsvector`` literals made in Python, so that no locale changes them."""

from collections.abc import Collection, Iterator, Sequence

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.orm import Session

from archive.search.backend import IndexEntry
from archive.search.models import IndexedDocument
from archive.search.segments import later_tokens, segments_of
from archive.text.query import Field, Phrase
from archive.text.tokens import phrase_tokens, single_token

MAX_POSITION = 16_383
_GAP = 2  # between fields, so that no phrase crosses from one into the next

_FTS = sa.table("search_fts", sa.column("number"), sa.column("tokens", TSVECTOR))
_ADD = sa.text(
    "INSERT INTO search_fts (number, tokens) VALUES (:number, CAST(:tokens AS tsvector))"
)
_WEIGHTS: sa.ColumnElement[list[float]] = sa.literal_column("'{0.1, 0.2, 0.5, 1.0}'::float4[]")


_WEIGHT_OF = {Field.TITLE: "A", Field.AUTHOR: "B", Field.TEXT: "D"}


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

    def phrase(self, phrase: Phrase) -> str:
        """Return the ``tsquery`` of a phrase; tokens hold no quote and no backslash."""
        weight = _WEIGHT_OF[phrase.field] if phrase.field else ""
        first, *later = segments_of(phrase)
        runs = [_any(later_tokens(run), weight) for run in later if len(run) > 1]
        return self.all_of([_first_run(first, weight), *runs])

    def all_of(self, expressions: Sequence[str]) -> str:
        """Join expressions that must all hold."""
        return _joined(expressions, " & ")

    def any_of(self, expressions: Sequence[str]) -> str:
        """Join expressions of which one must hold."""
        return _joined(expressions, " | ")

    def matching(self, expression: str) -> sa.Select[int]:
        """Return a selection of the numbers of the documents of which an expression holds."""
        return sa.select(_FTS.c.number).where(_matches(expression))

    def ranked(
        self, statement: sa.Select[int], expression: str
    ) -> tuple[sa.Select[int], sa.ColumnElement[float]]:
        """Narrow a selection of indexed documents by an expression; also how well each fits."""
        joined = statement.join(_FTS, _FTS.c.number == IndexedDocument.number)
        rank = -sa.func.ts_rank(_WEIGHTS, _FTS.c.tokens, sa.cast(expression, TSQUERY))
        return joined.where(_matches(expression)), rank


def vector_literal(entry: IndexEntry) -> str:
    """Return the ``tsvector`` of a document: weight A its title, B its author, D its text."""
    return " ".join(
        f"'{token}':{position}{weight}"
        for token, position, weight in _positions(entry)
        if position <= MAX_POSITION
    )


def _positions(entry: IndexEntry) -> Iterator[tuple[str, int, str]]:
    position = 0
    for tokens, weight in ((entry.title, "A"), (entry.author, "B"), (entry.text, "D")):
        for token in tokens:
            position += 1
            yield token, position, weight
        position += _GAP


def _first_run(units: list[str], weight: str) -> str:
    if len(units) == 1:
        return f"'{single_token(units[0])}':*{weight}"
    return _any(phrase_tokens(units), weight)


def _any(sequences: list[list[str]], weight: str) -> str:
    suffix = f":{weight}" if weight else ""
    phrases = (" <-> ".join(f"'{token}'{suffix}" for token in tokens) for tokens in sequences)
    return "(" + " | ".join(f"({phrase})" for phrase in phrases) + ")"


def _joined(expressions: Sequence[str], operator: str) -> str:
    return expressions[0] if len(expressions) == 1 else f"({operator.join(expressions)})"


def _matches(expression: str) -> sa.ColumnElement[bool]:
    return _FTS.c.tokens.op("@@", is_comparison=True)(sa.cast(expression, TSQUERY))
