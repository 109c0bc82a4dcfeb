"""Open pyramids: find the bytes of a stored piece, and keep a bounded number of files open."""

import os
from collections import OrderedDict
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

from digitize.derivatives.grid import Piece, TileGrid
from digitize.derivatives.pack import Pack, PackUnreadableError, read_pack
from iiif.image.directory import ImageRecord
from iiif.image.errors import PyramidUnreadableError
from iiif.image.tiff import TiffLevel, TiffUnreadableError, read_levels

_LARGEST_PIECE_BYTES = 64 << 20


class StoredPiece(NamedTuple):
    """A picture ready to be sent: ``prefix``, then ``length`` bytes of the file from ``offset``."""

    prefix: bytes
    offset: int
    length: int


@dataclass(slots=True)
class OpenPyramid:
    """An open pyramid file: its grid and where its pieces stand."""

    _file: BinaryIO
    _size: int
    _pack: Pack
    levels: tuple[TiffLevel, ...]

    @property
    def grid(self) -> TileGrid:
        """The tiling, as stored."""
        return self._pack.grid

    def find(self, piece: Piece) -> StoredPiece | None:
        """Return where a piece stands, or None if it is not stored and must be rendered."""
        span = self._pack.pieces.get(piece)
        if span is not None:
            return StoredPiece(b"", span.offset, span.length)
        place = self.grid.find_tile(piece)
        if place is None or not self.grid.is_full_tile(piece):
            return None
        level = self.levels[place.level]
        offset, length = level.span_at(place.column, place.row)
        if not 0 < length <= _LARGEST_PIECE_BYTES or offset + length > self._size:
            raise PyramidUnreadableError(detail="a tile lies outside the file")
        return StoredPiece(level.prefix, offset, length)

    def read(self, stored: StoredPiece) -> bytes:
        """Return the picture's bytes.

        Raises:
            PyramidUnreadableError: the file ends before the picture does.
        """
        data = os.pread(self._file.fileno(), stored.length, stored.offset)
        if len(data) != stored.length:
            raise PyramidUnreadableError(detail="the file is cut short")
        return stored.prefix + data if stored.prefix else data

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def __del__(self) -> None:
        self._file.close()


def open_pyramid(record: ImageRecord) -> OpenPyramid:
    """Open the pyramid of an image.

    Raises:
        PyramidUnreadableError: it is missing, damaged, or not the one the record speaks of.
    """
    try:
        stream = record.path.open("rb", buffering=0)
    except OSError as error:
        raise PyramidUnreadableError(detail=str(error)) from error
    try:
        pyramid = _read_indexes(stream)
        _check_grid(pyramid, record)
    except (PackUnreadableError, TiffUnreadableError, OSError) as error:
        stream.close()
        raise PyramidUnreadableError(detail=f"{record.path}: {error}") from error
    return pyramid


def _read_indexes(stream: BinaryIO) -> OpenPyramid:
    def read_at(length: int, offset: int) -> bytes:
        return os.pread(stream.fileno(), length, offset)

    size = os.fstat(stream.fileno()).st_size
    return OpenPyramid(stream, size, read_pack(stream), read_levels(read_at))


def _check_grid(pyramid: OpenPyramid, record: ImageRecord) -> None:
    grid, levels = pyramid.grid, pyramid.levels
    sizes = [(level.width, level.height) for level in levels]
    if (grid.width, grid.height) != (record.width, record.height) or sizes[0] != (
        grid.width,
        grid.height,
    ):
        raise PackUnreadableError("the file shows another image")
    if len(levels) != grid.level_count or any(level.tile_px != grid.tile_px for level in levels):
        raise PackUnreadableError("the pack and the TIFF have different grids")


class OpenPyramids:
    """Keeps the pyramids used last open, at most ``limit`` files."""

    def __init__(self, limit: int = 200) -> None:
        self._limit = limit
        self._open: OrderedDict[str, OpenPyramid] = OrderedDict()

    def get(self, record: ImageRecord) -> OpenPyramid:
        """Return the open pyramid of an image, opening it if need be."""
        key = record.content_hash
        pyramid = self._open.get(key)
        if pyramid is None:
            pyramid = open_pyramid(record)
            self._open[key] = pyramid
            if len(self._open) > self._limit:
                # Not closed here: a prepared answer may still hold it. The last holder closes it.
                self._open.popitem(last=False)
        else:
            self._open.move_to_end(key)
        return pyramid
