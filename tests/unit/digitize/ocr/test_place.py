"""Placing keeps the order, loses nothing, and prefers the nearest cell."""

from hypothesis import given
from hypothesis import strategies as st

from digitize.layout.model import Box, Direction
from digitize.ocr.line import LineReading, ReadChar, reading_of
from digitize.ocr.place import PlacedChar, place_reading

LINE = Box(100, 50, 160, 1310)
positions = st.none() | st.floats(0, 1)
readings = st.lists(st.builds(ReadChar, st.sampled_from("天地玄黃"), st.none(), positions)).map(
    lambda chars: LineReading(tuple(chars))
)


def make_cells(count: int) -> list[Box]:
    step = LINE.height // max(1, count)
    return [Box(100, 50 + n * step, 160, 50 + (n + 1) * step) for n in range(count)]


def place(reading: LineReading, cells: list[Box], direction: Direction) -> tuple[PlacedChar, ...]:
    centres = [((cell.y0 + cell.y1) / 2 - LINE.y0) / LINE.height for cell in cells]
    return place_reading(reading, cells, centres, direction)


cell_lists = st.integers(1, 24).map(make_cells)
directions = st.sampled_from(list(Direction))


@given(readings, cell_lists, directions)
def test_nothing_is_lost_and_none_overtakes_another(
    reading: LineReading, cells: list[Box], direction: Direction
) -> None:
    placed = place(reading, cells, direction)
    assert "".join(char.char for char in placed) == reading.text
    seats = [char.cell for char in placed]
    assert seats == sorted(seats)
    for char in placed:
        home = cells[char.cell]
        assert home.x0 <= char.box.x0 <= char.box.x1 <= home.x1
        assert home.y0 <= char.box.y0 <= char.box.y1 <= home.y1


@given(readings, cell_lists)
def test_cells_are_shared_only_when_there_are_too_few(
    reading: LineReading, cells: list[Box]
) -> None:
    seats = [char.cell for char in place(reading, cells, Direction.VERTICAL)]
    assert len(seats) - len(set(seats)) == max(0, len(seats) - len(cells))


@given(readings, directions)
def test_equal_counts_go_one_to_one(reading: LineReading, direction: Direction) -> None:
    cells = make_cells(len(reading.chars))
    if cells:
        placed = place(reading, cells, direction)
        assert [char.box for char in placed] == cells


def test_characters_go_where_they_were_seen() -> None:
    reading = LineReading((ReadChar("天", None, 0.26), ReadChar("地", None, 0.84)))
    placed = place(reading, make_cells(10), Direction.VERTICAL)
    assert [char.cell for char in placed] == [2, 8]


def test_without_places_they_spread_evenly() -> None:
    placed = place(reading_of("天地"), make_cells(4), Direction.VERTICAL)
    assert [char.cell for char in placed] in ([0, 2], [0, 3], [1, 2], [1, 3])


def test_two_in_one_cell_divide_it_along_the_line() -> None:
    down = place(reading_of("天地"), [LINE], Direction.VERTICAL)
    assert [char.box for char in down] == [Box(100, 50, 160, 680), Box(100, 680, 160, 1310)]
    across = place(reading_of("天地"), [LINE], Direction.HORIZONTAL)
    assert [char.box for char in across] == [Box(100, 50, 130, 1310), Box(130, 50, 160, 1310)]
