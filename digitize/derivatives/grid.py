"""The pieces an access pyramid is cut into: levels, tiles and whole-image sizes.

Pure arithmetic, shared by the writer that cuts the pieces and the server that hands them out, so
that what info.json advertises is what the file holds. All numbers are pixels of the full image
unless a name says ``out``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, Self

TILE_PX = 512
LARGEST_SIZE_PX = 2048
SMALLEST_SIZE_PX = 96


class Piece(NamedTuple):
    """A picture as a client asks for it: a region of the full image and the size to show it at."""

    x: int
    y: int
    width: int
    height: int
    out_width: int
    out_height: int


class TilePlace(NamedTuple):
    """Where a tile stands: the level (0 is full resolution), its column and its row."""

    level: int
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class TileGrid:
    """The tiling of an image of ``width`` by ``height`` into squares of ``tile_px``.

    Level ``n`` shows the image at one 2ⁿ-th, its size rounded up, as the Image API's tile
    arithmetic rounds (Image API 3.0, implementation notes). ``level_count`` is the number of levels
    the file holds.
    """

    width: int
    height: int
    tile_px: int
    level_count: int

    @classmethod
    def over(cls, width: int, height: int, tile_px: int) -> Self:
        """Return the grid of an image whose last level fits into one tile."""
        level = 0
        while _divide_up(max(width, height), level) > tile_px:
            level += 1
        return cls(width, height, tile_px, level + 1)

    @property
    def scale_factors(self) -> tuple[int, ...]:
        """The powers of two at which there are tiles, from 1."""
        return tuple(1 << level for level in range(self.level_count))

    @property
    def sizes(self) -> tuple[tuple[int, int], ...]:
        """Widths and heights at which the whole image is stored ready, smallest first.

        Each is a power of two smaller than the full image, at most ``LARGEST_SIZE_PX`` and, but
        for an image that is small itself, at least ``SMALLEST_SIZE_PX`` on its long side.
        """
        found: list[tuple[int, int]] = []
        level = 0
        while True:
            size = self.level_size(level)
            if found and max(size) < SMALLEST_SIZE_PX:
                break
            if max(size) <= LARGEST_SIZE_PX:
                found.append(size)
            if max(size) <= SMALLEST_SIZE_PX:
                break
            level += 1
        return tuple(reversed(found))

    def level_size(self, level: int) -> tuple[int, int]:
        """Width and height of the whole image at ``level``."""
        return _divide_up(self.width, level), _divide_up(self.height, level)

    def tile_piece(self, place: TilePlace) -> Piece:
        """Return the region a tile shows and its exact size."""
        side = self.tile_px << place.level
        x, y = place.column * side, place.row * side
        width, height = min(side, self.width - x), min(side, self.height - y)
        out = _divide_up(width, place.level), _divide_up(height, place.level)
        return Piece(x, y, width, height, *out)

    def whole_piece(self, size: tuple[int, int]) -> Piece:
        """Return the whole image at ``size``."""
        return Piece(0, 0, self.width, self.height, *size)

    def is_full_tile(self, piece: Piece) -> bool:
        """Whether a piece fills its tile, so that the TIFF holds it unpadded."""
        return piece.out_width == self.tile_px == piece.out_height

    def edge_tiles(self) -> Iterator[tuple[TilePlace, Piece]]:
        """Yield the tiles cut short by the right or lower edge, level by level, row by row."""
        for level in range(self.level_count):
            columns, rows = self._tile_counts(level)
            for row in range(rows):
                for column in range(columns):
                    place = TilePlace(level, column, row)
                    piece = self.tile_piece(place)
                    if not self.is_full_tile(piece):
                        yield place, piece

    def find_tile(self, piece: Piece) -> TilePlace | None:
        """Return the place of the tile that shows exactly ``piece``, or None."""
        for level in range(self.level_count):
            side = self.tile_px << level
            if piece.x % side or piece.y % side:
                return None
            place = TilePlace(level, piece.x // side, piece.y // side)
            if self.tile_piece(place) == piece:
                return place
        return None

    def _tile_counts(self, level: int) -> tuple[int, int]:
        side = self.tile_px << level
        return -(-self.width // side), -(-self.height // side)


def _divide_up(length: int, level: int) -> int:
    return -(-length >> level)
