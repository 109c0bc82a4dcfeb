"""Render what is not stored ready: libvips reads the nearest level and cuts, scales, turns."""

from math import ceil, floor
from pathlib import Path
from typing import Any

import pyvips

from digitize.derivatives.grid import TileGrid
from iiif.image.errors import PyramidUnreadableError
from iiif.image.request import Format, Plan, Quality

RENDERING = "1"
"""Part of the ETag of a rendering; raise it when the same plan gives other pixels."""

MEDIA_TYPES = {
    Format.JPG: "image/jpeg",
    Format.PNG: "image/png",
    Format.WEBP: "image/webp",
    Format.TIF: "image/tiff",
    Format.GIF: "image/gif",
}
_SAVE_OPTIONS: dict[Format, dict[str, Any]] = {
    Format.JPG: {"Q": 85, "optimize_coding": True},
    Format.PNG: {"compression": 6},
    Format.WEBP: {"Q": 80, "effort": 2},
    Format.TIF: {"compression": "deflate", "predictor": "horizontal"},
    Format.GIF: {"effort": 3},
}
_WITH_TRANSPARENCY = frozenset({Format.PNG, Format.WEBP, Format.TIF, Format.GIF})
_WHITE = 255
_MIDDLE_GREY = 128


def render(path: Path, grid: TileGrid, plan: Plan) -> bytes:
    """Return the picture that ``plan`` asks of the pyramid at ``path``, encoded.

    Raises:
        PyramidUnreadableError: libvips cannot read the pyramid.
    """
    try:
        image = _scale(_cut(path, grid, plan), plan)
        image = _turn(_apply_quality(image, plan.quality), plan)
        data: bytes = image.write_to_buffer(
            f".{plan.format}", keep="none", **_SAVE_OPTIONS[plan.format]
        )
    except pyvips.Error as error:
        raise PyramidUnreadableError(detail=f"{path}: {error}") from error
    return data


def pick_level(grid: TileGrid, plan: Plan) -> int:
    """Return the smallest level that still holds every pixel the plan asks for."""
    level = 0
    while (
        level + 1 < grid.level_count
        and plan.out_width << level + 1 <= plan.width
        and plan.out_height << level + 1 <= plan.height
    ):
        level += 1
    return level


def _cut(path: Path, grid: TileGrid, plan: Plan) -> pyvips.Image:
    level = pick_level(grid, plan)
    image = pyvips.Image.tiffload(str(path), page=level, fail_on="error")
    scale = 1 << level
    left, top = min(plan.x // scale, image.width - 1), min(plan.y // scale, image.height - 1)
    right = min(ceil((plan.x + plan.width) / scale), image.width)
    bottom = min(ceil((plan.y + plan.height) / scale), image.height)
    return image.crop(left, top, max(1, right - left), max(1, bottom - top))


def _scale(image: pyvips.Image, plan: Plan) -> pyvips.Image:
    if (image.width, image.height) == (plan.out_width, plan.out_height):
        return image
    return image.thumbnail_image(plan.out_width, height=plan.out_height, size="force")


def _apply_quality(image: pyvips.Image, quality: Quality) -> pyvips.Image:
    if quality is Quality.COLOR:
        return image.colourspace("srgb")
    if quality in (Quality.GRAY, Quality.BITONAL):
        image = image.colourspace("b-w")
    if quality is Quality.BITONAL:
        image = image.relational_const("moreeq", [_MIDDLE_GREY])
    return image


def _turn(image: pyvips.Image, plan: Plan) -> pyvips.Image:
    if plan.is_mirrored:
        image = image.fliphor()
    turns, rest = divmod(plan.rotation, 90)
    if not rest:
        return image.rot(f"d{90 * floor(turns)}") if turns else image
    if plan.format in _WITH_TRANSPARENCY:
        return image.addalpha().similarity(angle=float(plan.rotation))
    background = [_WHITE] * image.bands
    return image.similarity(angle=float(plan.rotation), background=background)
