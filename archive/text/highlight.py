"""Where a query stands in the original text, and what to show around it."""

from collections.abc import Sequence
from dataclasses import dataclass

from archive.text.query import Query, places_of, written_units
from archive.text.tokens import Unit, split_units

Span = tuple[int, int]
ELLIPSIS = "…"
LINE_BREAKS = frozenset("\n\r")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of the original text; ``spans`` are places in ``text`` to be marked."""

    text: str
    spans: tuple[Span, ...]


def find_spans(text: str, query: Query, following: str = "") -> list[Span]:
    """Return the places ``[start, end)`` of every phrase of ``query`` in ``text``, in order.

    Overlapping places become one. A phrase that starts in ``text`` and ends in ``following`` (the
    beginning of the next page) is marked up to the end of ``text``.
    """
    units = split_units(text)
    continued = written_units(text) + written_units(following)
    found = sorted(
        (units[place].start, _end_of(units, place + len(phrase.forms)))
        for phrase in query.phrases
        for place in places_of(phrase, continued, len(units))
    )
    return _merge(found)


def _end_of(own: Sequence[Unit], after: int) -> int:
    return own[after - 1].end if after <= len(own) else own[-1].end


def _merge(spans: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def cut_snippet(text: str, spans: Sequence[Span], length: int = 80) -> Snippet:
    """Return about ``length`` characters of ``text`` around the first span, line breaks removed.

    Args:
        text: the original text.
        spans: what :func:`find_spans` found in it; empty shows the beginning.
        length: the most characters of the text that are shown, unless the first span is longer.
    """
    first = spans[0] if spans else (0, 0)
    start = max(0, min(first[0] - length // 4, len(text) - length))
    end = min(len(text), max(start + length, first[1]))
    inside = [(max(a, start), min(b, end)) for a, b in spans if a < end and b > start]
    return _join_lines(text, (start, end), inside)


def _join_lines(text: str, window: Span, spans: Sequence[Span]) -> Snippet:
    """Drop line breaks within the window, or leave a space of them, and move the spans along."""
    start, end = window
    shown = ELLIPSIS if start > 0 else ""
    places: dict[int, int] = {}
    for place in range(start, end):
        places[place] = len(shown)
        shown += _shown_as(text, place)
    places[end] = len(shown)
    tail = ELLIPSIS if end < len(text) else ""
    return Snippet(shown + tail, tuple((places[a], places[b]) for a, b in spans))


def _shown_as(text: str, place: int) -> str:
    """Return how a character is shown: columns are joined, words of an alphabet are not."""
    if text[place] not in LINE_BREAKS:
        return text[place]
    between = text[place - 1 : place] + text[place + 1 : place + 2]
    return " " if between.isascii() and between.strip() == between and len(between) == 2 else ""
