"""Filled blocks as HTML: every word escaped, classes only, so that the strict policy holds."""

from collections.abc import Iterable, Iterator
from enum import Enum, auto
from itertools import groupby

from markupsafe import Markup, escape

from archive.markup.blocks import (
    Align,
    FilledBlock,
    Grid,
    Heading,
    Inlines,
    Item,
    PageBreak,
    Paragraph,
    Signatures,
    Words,
)


def to_html(blocks: Iterable[FilledBlock]) -> Markup:
    """Return ``blocks`` as HTML elements whose classes begin with ``doc__``.

    Paragraphs at the right that follow one another, a signature and its date, stay together.
    """
    parts: list[Markup] = []
    for group_kind, group in groupby(blocks, key=_group_kind):
        if group_kind is _Group.ALONE:
            parts.extend(_element(block) for block in group)
        elif group_kind is _Group.CLOSING:
            inside = Markup("\n").join(_element(block) for block in group)
            parts.append(Markup('<div class="doc__closing">{}</div>').format(inside))
        else:
            parts.append(_list(list(group), is_numbered=group_kind is _Group.NUMBERED))
    return Markup("\n").join(parts)


class _Group(Enum):
    ALONE = auto()
    CLOSING = auto()
    BULLETED = auto()
    NUMBERED = auto()


def _group_kind(block: FilledBlock) -> _Group:
    if isinstance(block, Item):
        return _Group.NUMBERED if block.is_numbered else _Group.BULLETED
    is_right = isinstance(block, Paragraph) and block.align is Align.RIGHT
    return _Group.CLOSING if is_right else _Group.ALONE


def _list(items: list[FilledBlock], *, is_numbered: bool) -> Markup:
    lines = (
        Markup("<li>{}</li>").format(_inlines(item.inlines))
        for item in items
        if isinstance(item, Item)
    )
    inside = Markup("").join(lines)
    if is_numbered:
        return Markup('<ol class="doc__list">{}</ol>').format(inside)
    return Markup('<ul class="doc__list">{}</ul>').format(inside)


def _element(block: FilledBlock) -> Markup:
    match block:
        case Heading(_, level, inlines):
            frame = Markup('<h{0} class="doc__h doc__h--{0}">{1}</h{0}>')
            element = frame.format(level, _inlines(inlines))
        case Paragraph(_, inlines, align):
            frame = Markup('<p class="doc__p doc__p--{}">{}</p>')
            element = frame.format(align.value, _inlines(inlines))
        case Signatures():
            element = _signatures(block)
        case Grid():
            element = _table(block)
        case PageBreak():
            element = Markup('<div class="doc__break"></div>')
        case _:
            element = Markup('<hr class="doc__rule">')
    return element


def _signatures(block: Signatures) -> Markup:
    place = Markup('<div class="doc__signature"><p>{}</p></div>')
    places = Markup("").join(place.format(_inlines(words)) for words in block.places)
    return Markup('<div class="doc__signatures">{}</div>').format(places)


def _table(grid: Grid) -> Markup:
    classes = [
        f"doc__w{column.width}" + (" doc__mid" if column.is_centred else "")
        for column in grid.columns
    ]
    head = Markup("").join(
        Markup('<th scope="col" class="{}">{}</th>').format(name, column.name)
        for name, column in zip(classes, grid.columns, strict=True)
    )
    body = Markup("\n").join(
        Markup("<tr>{}</tr>").format(
            Markup("").join(
                Markup('<td class="{}">{}</td>').format(name, _inlines(cell.words))
                for name, cell in zip(classes, row, strict=True)
            )
        )
        for row in grid.rows
    )
    return Markup(
        '<table class="doc__table"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>'
    ).format(head, body)


def _inlines(inlines: Inlines) -> Markup:
    return Markup("").join(_runs(inlines))


def _runs(inlines: Inlines) -> Iterator[Markup]:
    for words in inlines:
        if not isinstance(words, Words):
            continue
        if words.is_missing:
            yield Markup('<span class="doc__missing">{}</span>').format(code_point(words.text))
            continue
        text = Markup("<br>").join(escape(line) for line in words.text.split("\n"))
        yield Markup("<strong>{}</strong>").format(text) if words.is_strong else text


def code_point(character: str) -> str:
    """Return a character's number as the standard writes it: U+2B5AF."""
    return f"U+{ord(character):04X}"
