"""Make the access pyramid of an image: one file that every tile request is copied out of.

The file is a tiled pyramid TIFF (JPEG in YCbCr or grey, 8 bits, sRGB, pages from large to small)
that libvips and IIPImage read, followed by a pack (:mod:`digitize.derivatives.pack`) with the edge
tiles at their exact size and the whole image at each advertised size. The same input, settings and
libvips give the same bytes. The image streams through a temporary uncompressed pyramid beside the
target (four bytes a pixel), so memory does not grow with its height; only a scan that must be
turned upright, and JPEG 2000, are decoded whole.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pyvips

from archive.kernel.errors import OutOfSpaceError, UnreadableScanError
from archive.kernel.storage import is_space_short
from digitize.derivatives.grid import TILE_PX, Piece, TileGrid
from digitize.derivatives.pack import PackWriter
from digitize.derivatives.true_size import set_true_sizes
from digitize.imaging.jpeg2000 import is_jpeg_2000, open_jpeg_2000

WHITE = 255
_BIGTIFF_FROM_PX = 1_000_000_000
_FINISHED = "finished.tif"
_JPEG_BLOCK_PX = 16
_PLAIN_COLOURS = frozenset({"multiband", "b-w", "srgb", "grey16", "rgb16"})


@dataclass(frozen=True, slots=True)
class PyramidSettings:
    """How a pyramid is written.

    Attributes:
        quality: JPEG quality, 1 to 89. From 90 on libvips writes RGB tiles with a marker inside
            each, which are larger and cannot be copied out safely.
        tile_px: side of a tile; halved for an image that would fill less than half of it.
    """

    quality: int = 85
    tile_px: int = TILE_PX

    def __post_init__(self) -> None:
        if not 1 <= self.quality <= 89:
            raise ValueError(f"quality {self.quality} is not between 1 and 89")
        if self.tile_px < 16 or self.tile_px % 16:
            raise ValueError(f"a tile of {self.tile_px} is not a multiple of 16")


@dataclass(frozen=True, slots=True)
class PyramidFacts:
    """What was written.

    Attributes:
        width: of the full image after it was turned upright, pixels.
        height: likewise.
        tile_px: side of a tile.
        scale_factors: powers of two at which there are tiles, from 1.
        sizes: widths and heights at which the whole image is stored ready, smallest first.
        size_bytes: length of the file.
        sha256: of the whole file, hexadecimal.
    """

    width: int
    height: int
    tile_px: int
    scale_factors: tuple[int, ...]
    sizes: tuple[tuple[int, int], ...]
    size_bytes: int
    sha256: str


DEFAULT_SETTINGS = PyramidSettings()


def write_pyramid(
    source: Path, target: Path, settings: PyramidSettings = DEFAULT_SETTINGS
) -> PyramidFacts:
    """Write the access pyramid of the image in ``source`` to ``target``.

    Any depth, grey, bilevel, palette, CMYK, with alpha (laid on white) or a colour profile comes
    out as 8-bit sRGB, or 8-bit grey where the input has one channel. ``target`` appears complete or
    not at all, in a folder that must exist; a killed process leaves at most a folder
    ``.<name>.*.part`` beside it.

    Raises:
        UnreadableScanError: the image cannot be decoded or is cut short.
        OutOfSpaceError: the disk is full.
    """
    work = Path(tempfile.mkdtemp(".part", f".{target.name}.", target.parent))
    try:
        grid = _write_parts(source, work, settings)
        facts = _measure_file(work / _FINISHED, grid)
        (work / _FINISHED).replace(target)
    except pyvips.Error as error:
        if is_space_short(target.parent):
            raise OutOfSpaceError(detail=str(error)) from error
        raise UnreadableScanError(name=source.name, detail=str(error)) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return facts


def _write_parts(source: Path, work: Path, settings: PyramidSettings) -> TileGrid:
    image = _open_for_display(source)
    settings = _fit_tile(settings, max(image.width, image.height))
    grid = TileGrid.over(image.width, image.height, settings.tile_px)
    exact, finished = work / "exact.tif", work / _FINISHED
    _save_tiff(_extend_to_blocks(image, grid), exact, settings, compression="none")
    _save_tiff(_open_level(exact, 0), finished, settings, compression="jpeg")
    with finished.open("r+b") as stream:
        set_true_sizes(stream, [grid.level_size(n) for n in range(grid.level_count)])
    # The pieces are cut from the uncompressed pyramid, so that they are compressed once, not twice.
    _append_pack(exact, finished, grid, settings)
    return grid


def _open_for_display(source: Path) -> pyvips.Image:
    image = _open_source(source)
    if image.get_typeof("orientation") and image.get("orientation") > 1:
        image = pyvips.Image.new_from_file(str(source), fail_on="truncated", revalidate=True)
        image = image.autorot()
    return _to_display(image)


def _open_source(source: Path) -> pyvips.Image:
    if is_jpeg_2000(source):
        return _decode_jpeg_2000(source)
    return pyvips.Image.new_from_file(
        str(source), access="sequential", fail_on="truncated", revalidate=True
    )


def _decode_jpeg_2000(source: Path) -> pyvips.Image:
    try:
        with open_jpeg_2000(source) as picture:
            return pyvips.Image.new_from_array(np.asarray(picture))
    except (OSError, SyntaxError, ValueError) as error:
        raise UnreadableScanError(name=source.name, detail=str(error)) from error


def _to_display(image: pyvips.Image) -> pyvips.Image:
    image = _name_depth(image)
    colours = image.bands - (1 if image.hasalpha() else 0)
    if image.get_typeof("icc-profile-data"):
        image = _apply_profile(image, colours)
    image = image.colourspace("b-w" if colours < 3 else "srgb")
    if image.hasalpha():
        image = image.flatten(background=WHITE)
    shown = image.extract_band(0, n=1 if colours < 3 else 3)
    return shown if shown.format == "uchar" else shown.cast("uchar")


def _name_depth(image: pyvips.Image) -> pyvips.Image:
    """Bring plain grey and RGB of 16 or 32 bits to what libvips calls 16 bits."""
    if image.format == "uchar" or image.interpretation not in _PLAIN_COLOURS:
        return image
    if image.format in {"float", "double"}:
        image = image.linear(65535, 0)  # TIFF stores 0 to 1
    elif image.format == "uint":
        image = image >> 16
    return image.cast("ushort").copy(interpretation="grey16" if image.bands < 3 else "rgb16")


def _apply_profile(image: pyvips.Image, colours: int) -> pyvips.Image:
    fallback = {3: {"input_profile": "srgb"}, 4: {"input_profile": "cmyk"}}.get(colours, {})
    try:
        return image.icc_transform("srgb", embedded=True, intent="relative", depth=8, **fallback)
    except pyvips.Error:
        # A profile that does not fit its image is ignored, as browsers do.
        return image


def _fit_tile(settings: PyramidSettings, long_side_px: int) -> PyramidSettings:
    # libvips does not read back a tile far larger than its image.
    tile_px = settings.tile_px
    while tile_px % 32 == 0 and tile_px // 2 >= long_side_px:
        tile_px //= 2
    return replace(settings, tile_px=tile_px)


def _extend_to_blocks(image: pyvips.Image, grid: TileGrid) -> pyvips.Image:
    """Repeat the right and lower edge until every level consists of whole JPEG blocks."""
    unit = min(_JPEG_BLOCK_PX << grid.level_count - 1, grid.tile_px)
    width, height = (-(-side // unit) * unit for side in (image.width, image.height))
    return image.embed(0, 0, width, height, extend="copy")


def _save_tiff(
    image: pyvips.Image, path: Path, settings: PyramidSettings, *, compression: str
) -> None:
    is_raw = compression == "none"
    image.tiffsave(
        str(path),
        tile=True,
        tile_width=settings.tile_px,
        tile_height=settings.tile_px,
        pyramid=True,
        depth="onetile",
        region_shrink="mean",
        compression=compression,
        Q=settings.quality,
        bigtiff=is_raw or image.width * image.height >= _BIGTIFF_FROM_PX,
        keep="none",
    )


def _append_pack(exact: Path, finished: Path, grid: TileGrid, settings: PyramidSettings) -> None:
    with finished.open("ab") as stream:
        writer = PackWriter(stream, grid)
        for piece, picture in _cut_pieces(exact, grid):
            if piece not in writer:
                writer.add(piece, _encode_jpeg(picture, settings))
        writer.finish()
        _flush_to_disk(stream)


def _cut_pieces(exact: Path, grid: TileGrid) -> Iterator[tuple[Piece, pyvips.Image]]:
    levels = [
        _open_level(exact, level).crop(0, 0, *grid.level_size(level))
        for level in range(grid.level_count)
    ]
    for place, piece in grid.edge_tiles():
        left, top = place.column * grid.tile_px, place.row * grid.tile_px
        yield piece, levels[place.level].crop(left, top, piece.out_width, piece.out_height)
    for size in grid.sizes:
        yield grid.whole_piece(size), _whole_at(levels, size)


def _open_level(path: Path, level: int) -> pyvips.Image:
    return pyvips.Image.tiffload(str(path), page=level, fail_on="error", revalidate=True)


def _whole_at(levels: list[pyvips.Image], size: tuple[int, int]) -> pyvips.Image:
    for level in levels:
        if (level.width, level.height) == size:
            return level
    return levels[-1].thumbnail_image(size[0], height=size[1], size="force")


def _encode_jpeg(picture: pyvips.Image, settings: PyramidSettings) -> bytes:
    jpeg: bytes = picture.jpegsave_buffer(Q=settings.quality, optimize_coding=True, keep="none")
    return jpeg


def _measure_file(path: Path, grid: TileGrid) -> PyramidFacts:
    with path.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    return PyramidFacts(
        width=grid.width,
        height=grid.height,
        tile_px=grid.tile_px,
        scale_factors=grid.scale_factors,
        sizes=grid.sizes,
        size_bytes=path.stat().st_size,
        sha256=sha256,
    )


def _flush_to_disk(stream: BinaryIO) -> None:
    stream.flush()
    os.fsync(stream.fileno())
