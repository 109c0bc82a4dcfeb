"""Open pyramids: find the bytes of a stored piece, and keep a bounded number of files open."""

import asyncio
import os
from collections import OrderedDict
from pathlib import Path
from typing import NamedTuple

from digitize.derivatives.grid import Piece, TileGrid
from digitize.derivatives.pack import PackUnreadableError, read_pack
from iiif.image.directory import ImageRecord
from iiif.image.errors import PyramidUnreadableError
from iiif.image.tiff import TiffUnreadableError, read_levels

_LARGEST_PIECE_BYTES = 64 << 20


class StoredPiece(NamedTuple):
    """A picture ready to be sent: ``prefix``, then ``length`` bytes of the file from ``offset``."""

    prefix: bytes
    offset: int
    length: int


class OpenPyramid:
    """An open pyramid file: its grid and where its pieces stand. Closed when nobody holds it."""

    def __init__(self, path: Path) -> None:
        # A bare descriptor, because a file object in a reference cycle may be finalised first.
        self._descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        self._size = os.fstat(self._descriptor).st_size
        with os.fdopen(self._descriptor, "rb", closefd=False) as stream:
            self._pack = read_pack(stream)
        self.levels = read_levels(self._read_at)

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

    def read_cached(self, stored: StoredPiece) -> bytes | None:
        """Return the picture's bytes if that needs no waiting for the disk, or None."""
        data = bytearray(stored.length)
        try:
            count = os.preadv(self._descriptor, [data], stored.offset, os.RWF_NOWAIT)
        except OSError:
            # The bytes are not in memory, or the file system cannot tell.
            return None
        return stored.prefix + data if count == stored.length else None

    def read(self, stored: StoredPiece) -> bytes:
        """Return the picture's bytes, waiting for the disk if need be.

        Raises:
            PyramidUnreadableError: the file ends before the picture does.
        """
        data = os.pread(self._descriptor, stored.length, stored.offset)
        if len(data) != stored.length:
            raise PyramidUnreadableError(detail="the file is cut short")
        return stored.prefix + data if stored.prefix else data

    def _read_at(self, length: int, offset: int) -> bytes:
        return os.pread(self._descriptor, length, offset)

    def __del__(self) -> None:
        if hasattr(self, "_descriptor"):
            os.close(self._descriptor)


def open_pyramid(record: ImageRecord) -> OpenPyramid:
    """Open the pyramid of an image.

    Raises:
        PyramidUnreadableError: it is missing, damaged, or not the one the record speaks of.
    """
    try:
        pyramid = OpenPyramid(record.path)
        _check_grid(pyramid, record)
    except (PackUnreadableError, TiffUnreadableError, OSError) as error:
        raise PyramidUnreadableError(detail=f"{record.path}: {error}") from error
    return pyramid


def _check_grid(pyramid: OpenPyramid, record: ImageRecord) -> None:
    grid, levels = pyramid.grid, pyramid.levels
    if (grid.width, grid.height) != (record.width, record.height):
        raise PackUnreadableError("the file shows another image")
    wanted = [(*grid.level_size(n), grid.tile_px) for n in range(grid.level_count)]
    if [(level.width, level.height, level.tile_px) for level in levels] != wanted:
        raise PackUnreadableError("the pack and the TIFF have different grids")


class OpenPyramids:
    """Keeps the pyramids used last open, at most ``limit`` files."""

    def __init__(self, limit: int = 200) -> None:
        self._limit = limit
        self._open: OrderedDict[str, OpenPyramid] = OrderedDict()

    async def get(self, record: ImageRecord) -> OpenPyramid:
        """Return the open pyramid of an image, opening it in a thread if need be."""
        key = record.content_hash
        pyramid = self._open.get(key)
        if pyramid is None:
            pyramid = await asyncio.to_thread(open_pyramid, record)
            self._open[key] = pyramid
            if len(self._open) > self._limit:
                # Not closed here: a prepared answer may still hold it. The last holder closes it.
                self._open.popitem(last=False)
        else:
            self._open.move_to_end(key)
        return pyramid
