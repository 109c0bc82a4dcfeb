"""Text cut where a word that was looked for begins and ends."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archive.text.highlight import Snippet, Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, marked or not."""

    text: str
    is_marked: bool = False


def cut_pieces(text: str, spans: Iterable[Span]) -> tuple[Piece, ...]:
    """Return ``text`` in pieces, those within ``spans`` marked; joined they are ``text`` again.

    ``spans`` are places ``[start, end)`` in order that do not overlap; what lies outside of the
    text is passed over.
    """
    return tuple(_pieces(text, spans))


def pieces_of(snippet: Snippet) -> tuple[Piece, ...]:
    """Return a snippet of a search result in pieces."""
    return cut_pieces(snippet.text, snippet.spans)


def _pieces(text: str, spans: Iterable[Span]) -> Iterator[Piece]:
    done = 0
    for start, end in spans:
        first, last = max(start, done), min(end, len(text))
        if first >= last:
            continue
        if first > done:
            yield Piece(text[done:first])
        yield Piece(text[first:last], is_marked=True)
        done = last
    if done < len(text):
        yield Piece(text[done:])
