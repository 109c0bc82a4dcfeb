"""What a person types into a search box, understood without ever failing. Pure.

醴陵 瓷 asks for both words; ``OR``, ``NOT`` (or a minus before a word), brackets and quotation
marks say otherwise; 题名: 责任者: 正文: before a word or a bracket name where it shall stand; ?
or □ between two characters stands for any one. What cannot be understood so is taken by the
letter, and a remark says which piece it was.
"""

from archive.text.query.meaning import Strip, Words, holds, places_of
from archive.text.query.parse import parse_query
from archive.text.query.printed import print_tree
from archive.text.query.scan import MAX_CHARACTERS, MAX_PHRASES
from archive.text.query.tree import (
    GAP,
    AllOf,
    AnyOf,
    Field,
    Node,
    Not,
    Phrase,
    Query,
    Remark,
    RemarkKind,
    all_phrases,
)
from archive.text.query.written import written_units

__all__ = [
    "GAP",
    "MAX_CHARACTERS",
    "MAX_PHRASES",
    "AllOf",
    "AnyOf",
    "Field",
    "Node",
    "Not",
    "Phrase",
    "Query",
    "Remark",
    "RemarkKind",
    "Strip",
    "Words",
    "all_phrases",
    "holds",
    "parse_query",
    "places_of",
    "print_tree",
    "written_units",
]
