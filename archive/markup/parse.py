"""Reading a template: text becomes blocks, whatever the text is.

A line is a paragraph. What a line is depends on how it begins: ``# `` heading, ``^ `` centred,
``> `` right, ``- `` and ``1. `` lists, ``签字：`` lines to sign on, ``---`` rule, ``===`` new page;
``? `` before it: only if something in it is filled in. Two spaces at the front indent. ``**`` makes
bold, 【name】 is filled in, a backslash at the front takes its meaning from what follows.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.markup.blocks import (
    Align,
    Blank,
    Block,
    Heading,
    Inline,
    Inlines,
    Item,
    PageBreak,
    Paragraph,
    Rule,
    Signatures,
    Words,
)
from archive.markup.problems import Fault, Problem

LONGEST = 20_000
_INDENT = re.compile(r"^(　+| {2,}|\t+)")
_HEADING = re.compile(r"^([#＃]{1,3})\s*(.*)$")
_NUMBERED = re.compile(r"^\d{1,3}[.．]\s+(.*)$")
_BULLET = re.compile(r"^[-－•]\s+(.*)$")
_CENTRE = re.compile(r"^[\^＾]\s*(.*)$")
_RIGHT = re.compile(r"^[>＞]\s*(.*)$")
_SIGN = re.compile(r"^签字[:：]\s*(.*)$")
_RULE = re.compile(r"^(-{3,}|—{3,})$")
_BREAK = re.compile(r"^={3,}$")
_OPTIONAL = re.compile(r"^[?？] ?(.*)$")
_PIECES = re.compile(r"(【[^【】]*】|【|】|\*\*)")
_BARS = re.compile(r"[|｜]")
_COLUMNS = re.compile(r"[、，,\s]+")


@dataclass(frozen=True, slots=True)
class Parsed:
    """The blocks of a template, and what is wrong with the way it is written."""

    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...]


def parse(text: str) -> Parsed:
    """Take a template apart. What is written wrongly is told, and stands as words."""
    problems: list[Problem] = []
    if len(text) > LONGEST:
        return Parsed((), (Problem(0, Fault.TOO_LONG),))
    blocks = tuple(
        _block(number, line.rstrip(), problems)
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip()
    )
    if not blocks:
        problems.append(Problem(0, Fault.EMPTY))
    return Parsed(blocks, tuple(problems))


def blanks_of(block: Block) -> Iterator[Blank]:
    """Yield the places to be filled in of a block."""
    groups = block.places if isinstance(block, Signatures) else (getattr(block, "inlines", ()),)
    for group in groups:
        yield from (inline for inline in group if isinstance(inline, Blank))


def _block(number: int, line: str, problems: list[Problem]) -> Block:
    if line.lstrip().startswith("\\"):
        indent, _, rest = line.partition("\\")
        align = Align.INDENTED if _INDENT.match(indent) else Align.FLUSH
        return Paragraph(number, _inlines(number, rest, problems), align)
    optional = _OPTIONAL.match(line)
    body = optional.group(1) if optional else line
    return _marked(number, body, is_optional=optional is not None, problems=problems)


def _marked(number: int, line: str, *, is_optional: bool, problems: list[Problem]) -> Block:
    def read(text: str) -> Inlines:
        return _inlines(number, text, problems)

    block: Block
    if _RULE.match(line) or _BREAK.match(line):
        block = PageBreak(number) if line.startswith("=") else Rule(number)
    elif found := _HEADING.match(line):
        block = Heading(number, len(found.group(1)), read(found.group(2)))
    elif found := _SIGN.match(line):
        block = Signatures(number, tuple(read(part) for part in _places(found.group(1))))
    elif found := _NUMBERED.match(line) or _BULLET.match(line):
        is_numbered = _NUMBERED.match(line) is not None
        block = Item(number, read(found.group(1)), is_numbered, is_optional)
    else:
        align, rest = _aligned(line)
        block = Paragraph(number, read(rest), align, is_optional)
    return block


def _aligned(line: str) -> tuple[Align, str]:
    if found := _CENTRE.match(line):
        return Align.CENTRE, found.group(1)
    if found := _RIGHT.match(line):
        return Align.RIGHT, found.group(1)
    return (Align.INDENTED if _INDENT.match(line) else Align.FLUSH), line.strip()


def _places(text: str) -> list[str]:
    """Split what is to be signed at bars, but for those inside a placeholder."""
    held = re.sub(r"【[^【】]*】", lambda found: _BARS.sub("\0", found.group()), text)
    return [part.strip().replace("\0", "｜") for part in _BARS.split(held)]


def _inlines(number: int, text: str, problems: list[Problem]) -> Inlines:
    pieces = [piece for piece in _PIECES.split(text) if piece]
    # An odd mark of emphasis has no partner: the last one is what it looks like.
    marks = [place for place, piece in enumerate(pieces) if piece == "**"]
    lonely = marks[-1] if len(marks) % 2 else -1
    is_strong, found = False, list[Inline]()
    for place, piece in enumerate(pieces):
        if piece == "**" and place != lonely:
            is_strong = not is_strong
        else:
            found.append(_inline(number, piece, problems, is_strong=is_strong))
    return _joined(found)


def _inline(number: int, piece: str, problems: list[Problem], *, is_strong: bool) -> Inline:
    if piece in {"【", "】"}:
        fault = Fault.UNCLOSED if piece == "【" else Fault.UNOPENED
        problems.append(Problem(number, fault))
    elif piece.startswith("【"):
        name, *columns = (part.strip() for part in _BARS.split(piece[1:-1], maxsplit=1))
        if name:
            names = tuple(n for n in _COLUMNS.split(columns[0]) if n) if columns else ()
            return Blank(name, is_strong, names)
        problems.append(Problem(number, Fault.NAMELESS))
    return Words(piece, is_strong)


def _joined(inlines: list[Inline]) -> Inlines:
    """Join neighbouring words of one weight."""
    joined: list[Inline] = []
    for inline in inlines:
        last = joined[-1] if joined else None
        if (
            isinstance(inline, Words)
            and isinstance(last, Words)
            and last.is_strong == inline.is_strong
        ):
            joined[-1] = Words(last.text + inline.text, last.is_strong)
        else:
            joined.append(inline)
    return tuple(joined)
