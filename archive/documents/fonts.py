"""Which characters the fonts of this machine can draw.

A paper is set by Pango, which takes a character from any font that has it; only what no font has
cannot be printed. The faces of the papers come first in the style sheets, so rare characters look
different and are still there.

Of a font only the table ``cmap`` (ISO/IEC 14496-22, 5.2.1) is read, by its ranges: a library that
reads glyphs and their names takes seconds for a Chinese font.
"""

import struct
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import BinaryIO

FONT_ROOTS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
_SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})
_SURELY = frozenset(map(chr, range(0x20, 0x7F)))


def is_covered(character: str) -> bool:
    """Whether some font at hand draws ``character``.

    One of the private areas (自造字) means nothing on another machine, whatever a font draws there.
    """
    is_private = unicodedata.category(character) == "Co"
    is_drawn = character in _SURELY or ord(character) in covered_code_points()
    return is_drawn and not is_private


def missing_characters(text: str) -> list[str]:
    """Return the characters of ``text`` that no font draws, each once, in their order."""
    return [one for one in dict.fromkeys(text) if not (one.isspace() or is_covered(one))]


@cache
def covered_code_points() -> frozenset[int]:
    """Return every code point that some font of the system draws; read once in a process."""
    return frozenset(point for path in _font_files(FONT_ROOTS) for point in drawn_by(path))


def drawn_by(path: Path) -> set[int]:
    """Return the code points that a font file draws; none if it cannot be read."""
    points: set[int] = set()
    try:
        with path.open("rb") as stream:
            # Faces of a collection often share their table.
            for start, length in dict.fromkeys(_tables(stream)):
                stream.seek(start)
                for first, last in _ranges(stream.read(length)):
                    points.update(range(first, last + 1))
    except (OSError, struct.error):
        return points
    return points


def _font_files(roots: Iterable[Path]) -> list[Path]:
    """Return every font once, whatever links lead to it."""
    paths = {path.resolve() for root in roots for path in root.rglob("*")}
    return sorted(path for path in paths if path.suffix.lower() in _SUFFIXES)


def _tables(stream: BinaryIO) -> Iterator[tuple[int, int]]:
    """Yield place and length of the ``cmap`` of each face of a font or collection."""
    head = stream.read(12)
    starts: tuple[int, ...] = (0,)
    if head.startswith(b"ttcf"):
        (count,) = struct.unpack(">L", head[8:12])
        starts = struct.unpack(f">{count}L", stream.read(4 * count))
    for start in starts:
        stream.seek(start)
        (count,) = struct.unpack(">4xH6x", stream.read(12))
        for tag, _sum, place, length in struct.iter_unpack(">4sLLL", stream.read(16 * count)):
            if tag == b"cmap":
                yield place, length


def _ranges(table: bytes) -> Iterator[tuple[int, int]]:
    """Yield first and last of each range of code points that a ``cmap`` maps."""
    (count,) = struct.unpack_from(">H", table, 2)
    for place in range(count):
        (start,) = struct.unpack_from(">4xL", table, 4 + 8 * place)
        (written,) = struct.unpack_from(">H", table, start)
        if written == 4:
            yield from _ranges_of_4(table, start)
        elif written == 12:
            (groups,) = struct.unpack_from(">12xL", table, start)
            for group in range(groups):
                yield struct.unpack_from(">LL", table, start + 16 + 12 * group)


def _ranges_of_4(table: bytes, start: int) -> Iterator[tuple[int, int]]:
    (twice,) = struct.unpack_from(">6xH", table, start)
    lasts = struct.unpack_from(f">{twice // 2}H", table, start + 14)
    firsts = struct.unpack_from(f">{twice // 2}H", table, start + 16 + twice)
    yield from ((first, last) for first, last in zip(firsts, lasts, strict=True) if first != 0xFFFF)
