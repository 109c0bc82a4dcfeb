"""Filling a template in: blanks become words, a table of lines becomes a grid.

What is filled in is never read as a template: a donor called 【清单】 stays a donor.
"""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from archive.markup.blocks import (
    Align,
    Blank,
    Block,
    Cell,
    FilledBlock,
    Grid,
    Heading,
    Inlines,
    Item,
    Paragraph,
    Signatures,
    Words,
)
from archive.markup.parse import blanks_of
from archive.markup.placeholders import Placeholder, lone_blank


@dataclass(frozen=True, slots=True)
class Rows:
    """What a table says: for each row, what stands in which column."""

    rows: tuple[Mapping[str, str], ...] = ()


Value = str | Rows
Values = Mapping[str, Value]


def fill(
    blocks: Iterable[Block], values: Values, offered: Iterable[Placeholder]
) -> list[FilledBlock]:
    """Return ``blocks`` with every blank filled in; a blank nobody knows shows its own name."""
    filler = _Filler(values, {place.name: place for place in offered})
    return [filled for block in blocks for filled in filler.fill(block)]


class _Filler:
    def __init__(self, values: Values, places: Mapping[str, Placeholder]) -> None:
        self._values = values
        self._places = places

    def fill(self, block: Block) -> Iterator[FilledBlock]:
        if getattr(block, "is_optional", False) and self._says_nothing(block):
            return
        blank = lone_blank(block)
        place = self._places.get(blank.name) if blank else None
        if blank is not None and place is not None and place.is_table:
            yield self._grid(block.line, blank, place)
        elif blank is not None and isinstance(block, Paragraph):
            yield from self._paragraphs(block, blank)
        elif isinstance(block, Signatures):
            yield Signatures(block.line, tuple(self._words(place) for place in block.places))
        elif isinstance(block, Heading | Paragraph | Item):
            yield dataclasses.replace(block, inlines=self._words(block.inlines))
        else:
            yield block

    def _says_nothing(self, block: Block) -> bool:
        blanks = list(blanks_of(block))
        return bool(blanks) and not any(self._value(blank.name) for blank in blanks)

    def _value(self, name: str) -> str:
        value = self._values.get(name, "")
        if isinstance(value, Rows):
            return "x" if value.rows else ""
        return value.strip("\n") if value.strip() else ""

    def _text(self, blank: Blank) -> str:
        place = self._places.get(blank.name)
        if place is None:
            return f"【{blank.name}】"
        return self._value(blank.name) or place.when_empty

    def _words(self, inlines: Inlines) -> tuple[Words, ...]:
        return tuple(
            Words(self._text(inline).strip(), inline.is_strong)
            if isinstance(inline, Blank)
            else inline
            for inline in inlines
        )

    def _paragraphs(self, block: Paragraph, blank: Blank) -> Iterator[Paragraph]:
        """Yield a paragraph for each line of a value that stands alone, e.g. a whole letter."""
        lines = [line for line in self._text(blank).splitlines() if line.strip()] or [""]
        for line in lines:
            is_indented = line != line.lstrip()
            align = Align.INDENTED if is_indented else block.align
            words = (Words(line.strip(), blank.is_strong),)
            yield dataclasses.replace(block, inlines=words, align=align)

    def _grid(self, line: int, blank: Blank, place: Placeholder) -> Grid:
        by_name = {column.name: column for column in place.columns}
        names = blank.columns or tuple(by_name)[: place.shown or None]
        columns = tuple(by_name[name] for name in names if name in by_name)
        value = self._values.get(blank.name, Rows())
        rows = value.rows if isinstance(value, Rows) else ()
        cells = tuple(
            tuple(Cell((Words(row.get(column.name, "")),)) for column in columns) for row in rows
        )
        return Grid(line, columns, cells)


def mark_missing(
    blocks: Iterable[FilledBlock], is_covered: Callable[[str], bool]
) -> tuple[list[FilledBlock], list[str]]:
    """Mark every character that cannot be drawn; return the blocks and those characters, once."""
    marker = _Marker(is_covered)
    return [marker.block(block) for block in blocks], list(marker.missing)


class _Marker:
    def __init__(self, is_covered: Callable[[str], bool]) -> None:
        self._is_covered = is_covered
        self.missing: dict[str, None] = {}

    def block(self, block: FilledBlock) -> FilledBlock:
        if isinstance(block, Grid):
            rows = tuple(tuple(Cell(self._words(c.words)) for c in row) for row in block.rows)
            return dataclasses.replace(block, rows=rows)
        if isinstance(block, Signatures):
            return Signatures(block.line, tuple(self._words(place) for place in block.places))
        if isinstance(block, Heading | Paragraph | Item):
            return dataclasses.replace(block, inlines=self._words(block.inlines))
        return block

    def _words(self, inlines: Inlines) -> tuple[Words, ...]:
        found: list[Words] = []
        for words in inlines:
            if isinstance(words, Words):
                found.extend(self._split(words))
        return tuple(found)

    def _split(self, words: Words) -> Iterator[Words]:
        run = ""
        for character in words.text:
            if character == "\n" or self._is_covered(character):
                run += character
                continue
            self.missing[character] = None
            if run:
                yield dataclasses.replace(words, text=run)
            yield dataclasses.replace(words, text=character, is_missing=True)
            run = ""
        if run or not words.text:
            yield dataclasses.replace(words, text=run)
