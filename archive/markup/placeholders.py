"""Which places a kind of paper can fill in, and whether a template asks for others."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from archive.markup.blocks import Align, Blank, Block, Column, Paragraph
from archive.markup.parse import Parsed, blanks_of, parse
from archive.markup.problems import Fault, Problem


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A place that can be filled in.

    Attributes:
        name: what is written between 【 and 】.
        meaning: what will stand there, a zh-Hans message.
        example: what stands there in a sample.
        is_required: a template without it is refused.
        when_empty: what stands there if there is nothing to say, e.g. a line to write on.
        columns: for a table, all that it can show; the first ``shown`` of them unless it is said.
    """

    name: str
    meaning: str
    example: str = ""
    is_required: bool = False
    when_empty: str = ""
    columns: tuple[Column, ...] = ()
    shown: int = 0

    @property
    def is_table(self) -> bool:
        """Whether a table stands there."""
        return bool(self.columns)


def read_template(text: str, offered: Iterable[Placeholder]) -> Parsed:
    """Return :func:`parse` of ``text`` with what is wrong with its placeholders, by line."""
    parsed = parse(text)
    places = {place.name: place for place in offered}
    found = [problem for block in parsed.blocks for problem in _check(block, places)]
    asked = {blank.name for block in parsed.blocks for blank in blanks_of(block)}
    missing = [
        Problem(0, Fault.REQUIRED, place.name)
        for place in places.values()
        if place.is_required and place.name not in asked and parsed.blocks
    ]
    problems = sorted([*parsed.problems, *found, *missing], key=lambda problem: problem.line)
    return Parsed(parsed.blocks, tuple(problems))


def nearest_name(name: str, names: Iterable[str]) -> str:
    """Return which of ``names`` was probably meant; "" if there is none at all."""
    best = process.extractOne(name, list(names), scorer=fuzz.ratio)
    return "" if best is None else str(best[0])


def lone_blank(block: Block) -> Blank | None:
    """Return the placeholder that a paragraph consists of, None if it says anything else."""
    if isinstance(block, Paragraph) and len(block.inlines) == 1:
        (inline,) = block.inlines
        return inline if isinstance(inline, Blank) else None
    return None


def is_plain(block: Block) -> bool:
    """Whether a table may take the place of ``block``."""
    return isinstance(block, Paragraph) and block.align in {Align.FLUSH, Align.INDENTED}


def _check(block: Block, places: Mapping[str, Placeholder]) -> Iterator[Problem]:
    for blank in blanks_of(block):
        place = places.get(blank.name)
        if place is None:
            near = nearest_name(blank.name, places)
            yield Problem(block.line, Fault.UNKNOWN, blank.name, near)
        elif place.is_table:
            if lone_blank(block) is None or not is_plain(block):
                yield Problem(block.line, Fault.TABLE_IN_TEXT, blank.name)
            yield from _check_columns(block.line, blank, place)
        elif blank.columns:
            yield Problem(block.line, Fault.NOT_A_TABLE, blank.name)


def _check_columns(line: int, blank: Blank, place: Placeholder) -> Iterator[Problem]:
    names = [column.name for column in place.columns]
    for column in blank.columns:
        if column not in names:
            yield Problem(line, Fault.UNKNOWN_COLUMN, column, nearest_name(column, names))
