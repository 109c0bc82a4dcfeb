r"""The pack behind the TIFF: ready-made JPEG pieces appended to a pyramid, with an index.

A pyramid TIFF pads its edge tiles to full squares and holds no thumbnail of a chosen size. Those
pieces are encoded once, exactly, when the pyramid is made, and appended to the same file. TIFF
readers follow offsets from the front and never look there, so the file stays a plain pyramid TIFF.

Layout, all integers little-endian::

    TIFF | JPEG | JPEG | … | index | footer (32 bytes)

    index   UTF-8 JSON, one object:
              format   "fangzhi-pack/1"
              width, height, tile, levels    the grid, pixels
              pieces   list of [x, y, width, height, out_width, out_height, offset, length]:
                       a region of the full image, the size it is shown at, and where its JPEG
                       stands in this file
    footer  u64 offset of the index, u64 its length, u32 CRC-32 of it, u32 zero, "FZPACK1\n"

The index is text so that somebody without this program can still read it.
"""

import json
import struct
import zlib
from dataclasses import dataclass, field
from typing import BinaryIO

from digitize.derivatives.grid import Piece, TileGrid

FORMAT = "fangzhi-pack/1"
_FOOTER = struct.Struct("<QQII8s")
_MAGIC = b"FZPACK1\n"
_LARGEST_INDEX_BYTES = 64 << 20


class PackUnreadableError(Exception):
    """The file has no pack at its end, or a damaged one."""


@dataclass(frozen=True, slots=True)
class Span:
    """Where bytes stand in a file."""

    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Pack:
    """What a pack's index says: the grid of the pyramid and the place of every ready piece."""

    grid: TileGrid
    pieces: dict[Piece, Span]


@dataclass(slots=True)
class PackWriter:
    """Appends pieces to ``stream``, which stands at the end of a TIFF; ``finish`` seals them."""

    stream: BinaryIO
    grid: TileGrid
    _spans: dict[Piece, Span] = field(default_factory=dict)

    def __contains__(self, piece: Piece) -> bool:
        return piece in self._spans

    def add(self, piece: Piece, jpeg: bytes) -> None:
        """Append one piece."""
        self._spans[piece] = Span(self.stream.tell(), len(jpeg))
        self.stream.write(jpeg)

    def finish(self) -> None:
        """Write the index and the footer."""
        index = json.dumps(
            {
                "format": FORMAT,
                "width": self.grid.width,
                "height": self.grid.height,
                "tile": self.grid.tile_px,
                "levels": self.grid.level_count,
                "pieces": [[*piece, s.offset, s.length] for piece, s in self._spans.items()],
            },
            separators=(",", ":"),
        ).encode()
        offset = self.stream.tell()
        self.stream.write(index)
        self.stream.write(_FOOTER.pack(offset, len(index), zlib.crc32(index), 0, _MAGIC))


def read_pack(stream: BinaryIO) -> Pack:
    """Read the pack at the end of ``stream``.

    Raises:
        PackUnreadableError: there is none, or it is cut short or damaged.
    """
    size = stream.seek(0, 2)
    if size < _FOOTER.size:
        raise PackUnreadableError("shorter than a pack's footer")
    stream.seek(size - _FOOTER.size)
    offset, length, checksum, _, magic = _FOOTER.unpack(stream.read(_FOOTER.size))
    if magic != _MAGIC:
        raise PackUnreadableError("no pack at the end of the file")
    if length > _LARGEST_INDEX_BYTES or offset + length + _FOOTER.size != size:
        raise PackUnreadableError("the pack's footer points outside the file")
    stream.seek(offset)
    index = stream.read(length)
    if zlib.crc32(index) != checksum:
        raise PackUnreadableError("the pack's index fails its checksum")
    return _parse_index(index, limit=offset)


def _parse_index(index: bytes, *, limit: int) -> Pack:
    try:
        data = json.loads(index)
        grid = TileGrid(data["width"], data["height"], data["tile"], data["levels"])
        pieces = {Piece(*row[:6]): Span(row[6], row[7]) for row in data["pieces"]}
        known = data["format"] == FORMAT
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise PackUnreadableError("the pack's index cannot be understood") from error
    if not known or any(s.offset + s.length > limit for s in pieces.values()):
        raise PackUnreadableError("the pack's index points outside the file")
    return Pack(grid, pieces)
