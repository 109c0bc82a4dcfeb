"""Small pictures of pages, in sizes that the image server has ready."""

from collections.abc import Sequence
from dataclasses import dataclass

from digitize.derivatives.grid import TILE_PX, TileGrid
from digitize.pages.schemas import PageView
from iiif.presentation.source import CanvasSource, Size, smallest_size


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on this very site: its path and its size in pixels."""

    path: str
    width: int
    height: int


def picture_of_page(page: PageView, side_px: int) -> Picture | None:
    """Return the smallest ready picture of a page with a side of at least ``side_px``, if any."""
    if page.image_sha256 is None or not (page.width and page.height):
        return None
    whole = (page.width, page.height)
    return _pick(page.id, TileGrid.over(*whole, TILE_PX).sizes, whole, side_px)


def picture_of(canvas: CanvasSource, side_px: int) -> Picture:
    """Return the smallest ready picture of a canvas with a side of at least ``side_px``.

    The path has no host: pages of ours show pictures from wherever they came themselves.
    """
    return _pick(canvas.page_id, canvas.sizes, (canvas.width, canvas.height), side_px)


def _pick(page_id: str, sizes: Sequence[Size], whole: Size, side_px: int) -> Picture:
    width, height = smallest_size(sizes, side_px) or whole
    return Picture(f"/iiif/3/{page_id}/full/{width},{height}/0/default.jpg", width, height)
