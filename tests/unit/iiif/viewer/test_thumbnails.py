"""Small pictures in sizes that lie ready."""

from hypothesis import given
from hypothesis import strategies as st

from digitize.derivatives.grid import TILE_PX, TileGrid
from iiif.presentation.source import CanvasSource
from iiif.viewer.thumbnails import picture_of


def make_canvas(width: int, height: int) -> CanvasSource:
    sizes = TileGrid.over(width, height, TILE_PX).sizes
    return CanvasSource("p0123456789b", "叶一", width, height, sizes)


def test_the_smallest_size_that_is_large_enough_is_taken() -> None:
    picture = picture_of(make_canvas(1280, 1760), 150)

    assert (picture.width, picture.height) == (160, 220)
    assert picture.path == "/iiif/3/p0123456789b/full/160,220/0/default.jpg"


@given(width=st.integers(1, 20_000), height=st.integers(1, 20_000), side=st.integers(1, 3_000))
def test_a_picture_is_always_one_of_the_ready_sizes(width: int, height: int, side: int) -> None:
    canvas = make_canvas(width, height)

    picture = picture_of(canvas, side)

    assert (picture.width, picture.height) in canvas.sizes
    smaller = [size for size in canvas.sizes if max(size) < max(picture.width, picture.height)]
    assert all(max(size) < side for size in smaller)
