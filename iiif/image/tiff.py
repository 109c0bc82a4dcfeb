"""Find the JPEG tiles of a pyramid TIFF without decoding anything.

Reads classic TIFF and BigTIFF of either byte order (TIFF 6.0; TechNote 2 for JPEG in TIFF), pages
linked one after another or as SubIFDs of the first, tiled, compressed as JPEG in YCbCr or grey.
A tile in such a file is a JPEG without its tables; they stand once in tag 347. The picture is

    SOI · JFIF header · tables · tile without its SOI
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass

ReadAt = Callable[[int, int], bytes]
"""``(length, offset)`` to bytes."""

_WIDTH, _HEIGHT, _COMPRESSION, _PHOTOMETRIC, _SUB_IFDS = 256, 257, 259, 262, 330
_TILE_WIDTH, _TILE_HEIGHT, _OFFSETS, _LENGTHS, _TABLES = 322, 323, 324, 325, 347
_KNOWN_TAGS = frozenset(
    {_WIDTH, _HEIGHT, _COMPRESSION, _PHOTOMETRIC, _SUB_IFDS}
    | {_TILE_WIDTH, _TILE_HEIGHT, _OFFSETS, _LENGTHS, _TABLES}
)
_JPEG = 7
_GREY, _YCBCR = 1, 6
_LETTERS = {1: "B", 2: "c", 3: "H", 4: "I", 7: "c", 13: "I", 16: "Q", 18: "Q"}
_LARGEST_VALUE_BYTES = 64 << 20
_MOST_IFDS = 64
_SOI = b"\xff\xd8"
_JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"

Tags = dict[int, tuple[int, ...] | bytes]


class TiffUnreadableError(Exception):
    """Not a pyramid TIFF of JPEG tiles, or cut short."""


@dataclass(frozen=True, slots=True)
class TiffLevel:
    """One level of the pyramid.

    Attributes:
        width: of the level, pixels.
        height: likewise.
        tile_px: side of its square tiles.
        column_count: tiles across.
        prefix: the bytes that stand before each tile's own, from SOI to the end of the tables.
        spans: offset and length of each tile's own bytes, after its SOI, row by row.
    """

    width: int
    height: int
    tile_px: int
    column_count: int
    prefix: bytes
    spans: tuple[tuple[int, int], ...]

    def span_at(self, column: int, row: int) -> tuple[int, int]:
        """Offset and length of the tile's bytes that follow ``prefix``."""
        return self.spans[row * self.column_count + column]


def read_levels(read_at: ReadAt) -> tuple[TiffLevel, ...]:
    """Read the levels of a pyramid, largest first.

    Raises:
        TiffUnreadableError: this is no pyramid TIFF of JPEG tiles, or it is cut short.
    """
    try:
        layout = _Layout.detect(read_at(16, 0))
        levels = [_read_level(tags) for tags in _read_ifds(layout, read_at)]
    except (struct.error, KeyError, IndexError, TypeError, ValueError) as error:
        raise TiffUnreadableError("the TIFF's index is damaged") from error
    return tuple(sorted(levels, key=lambda level: -level.width * level.height))


@dataclass(frozen=True, slots=True)
class _Layout:
    """Byte order and word sizes of a TIFF."""

    order: str
    word: str
    count: str
    first: int

    @classmethod
    def detect(cls, head: bytes) -> "_Layout":
        order = {b"II": "<", b"MM": ">"}.get(head[:2])
        if order is None:
            raise TiffUnreadableError("not a TIFF")
        (magic,) = struct.unpack(f"{order}H", head[2:4])
        if magic == 43:
            return cls(order, "Q", "Q", struct.unpack(f"{order}Q", head[8:16])[0])
        if magic == 42:
            return cls(order, "I", "H", struct.unpack(f"{order}I", head[4:8])[0])
        raise TiffUnreadableError("not a TIFF")

    @property
    def entry_size(self) -> int:
        return 4 + 2 * struct.calcsize(f"={self.word}")


def _read_ifds(layout: _Layout, read_at: ReadAt) -> list[Tags]:
    found: list[Tags] = []
    waiting = [layout.first]
    while waiting and len(found) < _MOST_IFDS:
        tags, following = _read_ifd(layout, read_at, waiting.pop())
        found.append(tags)
        sub = tags.get(_SUB_IFDS, ())
        waiting += [int(offset) for offset in sub]
        waiting += [following] if following else []
    return found


def _read_ifd(layout: _Layout, read_at: ReadAt, offset: int) -> tuple[Tags, int]:
    count_size, word_size = (
        struct.calcsize(f"={letter}") for letter in (layout.count, layout.word)
    )
    (count,) = struct.unpack(f"{layout.order}{layout.count}", read_at(count_size, offset))
    if count > 1000:
        raise TiffUnreadableError("too many tags")
    body = read_at(count * layout.entry_size + word_size, offset + count_size)
    (following,) = struct.unpack(f"{layout.order}{layout.word}", body[-word_size:])
    entries = (
        body[start : start + layout.entry_size]
        for start in range(0, count * layout.entry_size, layout.entry_size)
    )
    tags: Tags = {}
    for entry in entries:
        tag, kind = struct.unpack(f"{layout.order}HH", entry[:4])
        if tag in _KNOWN_TAGS:
            tags[tag] = _read_value(layout, read_at, kind, entry[4:])
    return tags, following


def _read_value(
    layout: _Layout, read_at: ReadAt, kind: int, rest: bytes
) -> tuple[int, ...] | bytes:
    word_size = len(rest) // 2
    (count,) = struct.unpack(f"{layout.order}{layout.word}", rest[:word_size])
    letter = _LETTERS[kind]
    length = count * struct.calcsize(f"={letter}")
    if length > _LARGEST_VALUE_BYTES:
        raise TiffUnreadableError("a tag is too long")
    data = rest[word_size : word_size + length]
    if length > word_size:
        (place,) = struct.unpack(f"{layout.order}{layout.word}", rest[word_size:])
        data = read_at(length, place)
    if letter == "c":
        return data
    return struct.unpack(f"{layout.order}{count}{letter}", data)


def _read_level(tags: Tags) -> TiffLevel:
    width, height, tile = _one(tags, _WIDTH), _one(tags, _HEIGHT), _one(tags, _TILE_WIDTH)
    if min(width, height, tile) < 1:
        raise TiffUnreadableError("an empty image")
    if _one(tags, _COMPRESSION) != _JPEG or _one(tags, _TILE_HEIGHT) != tile:
        raise TiffUnreadableError("not tiled in JPEG squares")
    if _one(tags, _PHOTOMETRIC) not in (_GREY, _YCBCR):
        raise TiffUnreadableError("tiles are neither grey nor YCbCr")
    tables, offsets, lengths = tags[_TABLES], tags[_OFFSETS], tags[_LENGTHS]
    columns, rows = -(-width // tile), -(-height // tile)
    if not isinstance(tables, bytes) or not len(offsets) == len(lengths) == columns * rows:
        raise TiffUnreadableError("the tile index does not fit the image")
    spans = tuple((o + 2, n - 2) for o, n in zip(offsets, lengths, strict=True))
    return TiffLevel(width, height, tile, columns, _SOI + _JFIF + tables[2:-2], spans)


def _one(tags: Tags, tag: int) -> int:
    return int(tags[tag][0])
