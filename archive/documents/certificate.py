"""What is particular to a certificate (收藏证书): it must fill one sheet, and never more.

Pure: words and sizes, no drawing.
"""

import math
import unicodedata
from collections.abc import Iterable, Sequence

from archive.markup.blocks import Align, FilledBlock, Grid, Item, Paragraph, Words

_SUFFIXES = ("藏书印", "藏书之印", "之印", "印", "")
_SQUARES = (4, 9, 16, 25)
_NEAR_SQUARES = (6, 12, 20)

SIZES: Sequence[tuple[str, int, int]] = (
    ("generous", 28, 5),
    ("full", 35, 7),
    ("close", 45, 10),
    ("crowded", 57, 15),
    ("least", 75, 23),
)
"""Name of a size, characters of a line in it, lines that the sheet holds; largest first."""


def size_for(blocks: Iterable[FilledBlock]) -> str:
    """Return the largest size in which what a certificate says fits between title and date."""
    lengths = [_length(block) for block in blocks if _is_counted(block)]
    for name, line, room in SIZES:
        if sum(max(1, math.ceil(length / line)) for length in lengths) <= room:
            return name
    return SIZES[-1][0]


def _is_counted(block: FilledBlock) -> bool:
    """Whether it stands in the middle of the sheet: what is set right stands at its foot."""
    is_paragraph = isinstance(block, Paragraph) and block.align is not Align.RIGHT
    return is_paragraph or isinstance(block, Item | Grid)


def _length(block: FilledBlock) -> int:
    if isinstance(block, Grid):
        # A row takes about a line and a half; how wide its cells are does not matter here.
        return 60 * (len(block.rows) + 1)
    inlines = block.inlines if isinstance(block, Paragraph | Item) else ()
    indent = 2 if getattr(block, "align", None) is Align.INDENTED else 0
    return indent + sum(len(words.text) for words in inlines if isinstance(words, Words))


def seal_columns(library_name: str) -> list[str]:
    """Return the columns, from the right, of a seal that names the library; none if it cannot.

    Seals are square where words can be found that make them so: 醴陵市图书馆 becomes nine
    characters, 醴陵市 图书馆 藏书印.
    """
    name = library_name.strip()
    if not name or not all(unicodedata.name(one, "").startswith("CJK") for one in name):
        return []
    candidates = [name + suffix for suffix in _SUFFIXES]
    fitting = [
        words
        for counts in (_SQUARES, _NEAR_SQUARES)
        for words in candidates
        if len(words) in counts
    ]
    words = (fitting or [name + "印"])[0]
    rows = math.ceil(math.sqrt(len(words)))
    return [words[start : start + rows] for start in range(0, len(words), rows)]
