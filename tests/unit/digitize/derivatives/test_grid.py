"""The grid: tiles cover the image once, and every tile is found again."""

from hypothesis import given
from hypothesis import strategies as st

from digitize.derivatives.grid import LARGEST_SIZE_PX, Piece, TileGrid, TilePlace

grids = st.builds(
    TileGrid,
    width=st.integers(1, 20_000),
    height=st.integers(1, 20_000),
    tile_px=st.sampled_from([256, 512]),
    level_count=st.integers(1, 6),
)


@given(grids, st.data())
def test_a_tile_is_found_again_by_what_it_shows(grid: TileGrid, data: st.DataObject) -> None:
    level = data.draw(st.integers(0, grid.level_count - 1))
    side = grid.tile_px << level
    place = TilePlace(
        level,
        data.draw(st.integers(0, (grid.width - 1) // side)),
        data.draw(st.integers(0, (grid.height - 1) // side)),
    )
    piece = grid.tile_piece(place)
    found = grid.find_tile(piece)
    assert found is not None
    assert grid.tile_piece(found) == piece


@given(grids)
def test_tiles_of_the_full_level_cover_the_image_exactly(grid: TileGrid) -> None:
    edges = [piece for place, piece in grid.edge_tiles() if place.level == 0]
    full = (grid.width // grid.tile_px) * (grid.height // grid.tile_px)
    area = sum(p.width * p.height for p in edges) + full * grid.tile_px**2
    assert area == grid.width * grid.height


@given(grids)
def test_sizes_grow_and_stay_in_bounds(grid: TileGrid) -> None:
    sizes = grid.sizes
    assert sizes
    assert list(sizes) == sorted(sizes)
    assert all(max(size) <= LARGEST_SIZE_PX for size in sizes)
    assert all(1 <= w <= grid.width and 1 <= h <= grid.height for w, h in sizes)


def test_a_region_beside_the_grid_is_no_tile() -> None:
    grid = TileGrid(2000, 2000, 512, 3)
    assert grid.find_tile(Piece(1, 0, 512, 512, 512, 512)) is None
    assert grid.find_tile(Piece(0, 0, 512, 512, 511, 511)) is None
    assert grid.find_tile(Piece(2048, 0, 512, 512, 512, 512)) is None
