"""The text of a page as it is shown beside its image: columns, runs, and where a word stands.

Pure. A column of the text and a column of the image share their number; a word that was looked for
is marked in the text and has the boxes of its characters on the image.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from archive.text.highlight import Span, find_spans
from archive.text.query import Query
from digitize.layout.model import Box, Direction, PanelKind, RunType
from iiif.viewer.marking import Piece, cut_pieces

BREAK = "\n"


@dataclass(frozen=True, slots=True)
class ShownRun:
    """A stretch of a column: one line of main text, or the right and the left line of a note."""

    type: RunType
    lines: tuple[tuple[Piece, ...], ...]

    @property
    def is_note(self) -> bool:
        """Whether it is a double-line note (双行夹注)."""
        return self.type is RunType.NOTE


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A printed column, numbered from 1 with the blank ones; ``box`` in pixels of the image."""

    number: int
    box: Box
    runs: tuple[ShownRun, ...]


@dataclass(frozen=True, slots=True)
class ShownText:
    """A page's text. ``hits`` has for each place of the word the boxes of its characters."""

    is_vertical: bool = True
    columns: tuple[ShownColumn, ...] = ()
    hits: tuple[tuple[Box, ...], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands on the page, or nothing was read."""
        return not any(column.runs for column in self.columns)


@dataclass(frozen=True, slots=True)
class _Line:
    """A column's text as it is kept, with the box of each character and its place in the page."""

    source: dict[str, Any]
    text: str
    boxes: tuple[Box, ...]
    start: int

    def spans(self, spans: Sequence[Span]) -> list[Span]:
        """Return what of ``spans`` lies in this column, counted from its own beginning."""
        end = self.start + len(self.text)
        cut = ((max(a, self.start), min(b, end)) for a, b in spans)
        return [(a - self.start, b - self.start) for a, b in cut if a < b]


def show_text(
    layout: dict[str, Any], query: Query | None = None, before: str = "", after: str = ""
) -> ShownText:
    """Return the body of a page with the places of ``query`` marked.

    Args:
        layout: the stored layout with its text (see :mod:`digitize.reading_files`).
        query: what is looked for, if anything.
        before: the end of the page before, so that a word may cross from there.
        after: the beginning of the next page, likewise.
    """
    panels = [panel for panel in layout["panels"] if panel["kind"] == PanelKind.HALF_LEAF]
    lines = _lines([column for panel in panels for column in panel["columns"]])
    spans = _find(lines, query, before, after) if query else []
    directions = [panel.get("direction", Direction.VERTICAL) for panel in panels]
    return ShownText(
        is_vertical=not directions or Direction.VERTICAL in directions,
        columns=tuple(
            ShownColumn(number, Box(*line.source["box"]), tuple(_runs(line, line.spans(spans))))
            for number, line in enumerate(lines, start=1)
        ),
        hits=tuple(_boxes_of(lines, span) for span in spans),
    )


def _lines(columns: Sequence[dict[str, Any]]) -> list[_Line]:
    lines: list[_Line] = []
    start = 0
    for column in columns:
        text = column.get("text", "")
        lines.append(_Line(column, text, _character_boxes(column, text), start))
        start += len(text) + len(BREAK)
    return lines


def _character_boxes(column: dict[str, Any], text: str) -> tuple[Box, ...]:
    """Return a box for each character; where the cells do not tell, that of the column."""
    boxes = [Box(*cell["box"]) for cell in column.get("cells", ()) for _ in cell["char"]]
    whole = Box(*column["box"])
    return tuple(boxes) if len(boxes) == len(text) else (whole,) * len(text)


def _find(lines: Sequence[_Line], query: Query, before: str, after: str) -> list[Span]:
    text = BREAK.join(line.text for line in lines)
    offset = len(before) + len(BREAK)
    found = find_spans(before + BREAK + text, query, after)
    return [(max(0, a - offset), b - offset) for a, b in found if b > offset]


def _boxes_of(lines: Sequence[_Line], span: Span) -> tuple[Box, ...]:
    boxes = [box for line in lines for a, b in line.spans([span]) for box in line.boxes[a:b]]
    return tuple(dict.fromkeys(boxes))


def _runs(line: _Line, spans: Sequence[Span]) -> Iterator[ShownRun]:
    if not line.text:
        return
    place = 0
    for run_type, texts in _run_texts(line):
        shown = []
        for text in texts:
            shown.append(cut_pieces(text, [(a - place, b - place) for a, b in spans]))
            place += len(text)
        yield ShownRun(run_type, tuple(shown))


def _run_texts(line: _Line) -> list[tuple[RunType, tuple[str, ...]]]:
    """Return the texts of each run; where they do not add up, the column as one main run."""
    runs = [
        (RunType.NOTE, (run.get("right", ""), run.get("left", "")))
        if run["type"] == RunType.NOTE
        else (RunType.MAIN, (run.get("text", ""),))
        for run in line.source.get("runs", ())
    ]
    if "".join(text for _, texts in runs for text in texts) == line.text:
        return [(kind, texts) for kind, texts in runs if any(texts)]
    return [(RunType.MAIN, (line.text,))]
