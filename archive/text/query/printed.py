"""A tree written so that a person can read it, and so that reading it gives the same tree."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from archive.text.query.tree import GAP, AllOf, AnyOf, Field, Node, Not, Phrase
from archive.text.tokens import is_alphabetic

FIELD_NAMES: Mapping[Field, str] = {
    Field.TITLE: "题名",
    Field.AUTHOR: "责任者",
    Field.TEXT: "正文",
}
_OPERATORS = frozenset({"AND", "OR", "NOT"})


def print_tree(node: Node, field_names: Mapping[Field, str] = FIELD_NAMES) -> str:
    """Return ``node`` as it could be typed.

    Args:
        node: a tree as :func:`archive.text.query.parse.parse_query` makes it.
        field_names: what the fields are called; only names that can be typed are read again.
    """
    match node:
        case Phrase():
            name = f"{field_names[node.field]}:" if node.field else ""
            return name + _print_phrase(node)
        case Not(part):
            return f"NOT {_grouped(part, field_names)}"
        case AllOf(parts):
            return " AND ".join(
                _grouped(part, field_names)
                if isinstance(part, AnyOf)
                else print_tree(part, field_names)
                for part in parts
            )
        case AnyOf(parts):
            return " OR ".join(print_tree(part, field_names) for part in parts)


def _grouped(node: Node, field_names: Mapping[Field, str]) -> str:
    text = print_tree(node, field_names)
    return f"({text})" if isinstance(node, AllOf | AnyOf) else text


def _print_phrase(phrase: Phrase) -> str:
    if phrase.has_gap:
        return "".join(_joined(phrase.forms, "·"))
    text = "".join(_joined(phrase.forms, " "))
    return f'"{text}"' if " " in text or text in _OPERATORS else text


def _joined(forms: tuple[str, ...], between: str) -> Iterator[str]:
    """Give the forms with something between words of an alphabet, lest two become one."""
    yield forms[0]
    for before, form in pairwise(forms):
        if form == GAP:
            yield "?"
            continue
        if before != GAP and is_alphabetic(before[0]) and is_alphabetic(form[0]):
            yield between
        yield form
