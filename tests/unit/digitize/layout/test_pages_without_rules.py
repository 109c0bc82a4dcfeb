"""Print without rules, and pictures without text."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digitize.layout.analyse import analyse
from digitize.layout.blocks import cut_block, cut_blocks
from digitize.layout.model import Direction, PanelKind, Profile
from tests.unit.digitize.layout.drawings import Picture, draw_glyph, turn

SIZE = 30


def draw_lines(
    counts: list[int], *, is_vertical: bool, step: int = 52, heading: int = 0
) -> Picture:
    """Draw lines of so many characters, the first one larger when a heading is asked for."""
    page: Picture = np.full((1000, 1000), 255, dtype=np.uint8)
    rng = np.random.default_rng(5)
    for index, count in enumerate(counts):
        size = heading if heading and index == 0 else SIZE
        across = 60 + index * step + (heading if heading and index else 0)
        for place in range(count):
            along = 60 + place * (size + 6)
            x, y = (900 - across, along) if is_vertical else (along, across)
            draw_glyph(page, (x, y, size, size), rng)
    return page


COUNTS = [22, 24, 9, 24, 24, 3, 24, 18]


@pytest.mark.parametrize("is_vertical", [True, False])
@pytest.mark.parametrize("skew", [0, 1.5, -2])
def test_lines_are_found_in_reading_order(is_vertical: bool, skew: float) -> None:  # noqa: FBT001
    layout = analyse(turn(draw_lines(COUNTS, is_vertical=is_vertical), skew))
    assert layout.profile is (Profile.VERTICAL if is_vertical else Profile.MODERN)
    columns = [column for panel in layout.panels for column in panel.columns]
    assert len(columns) == len(COUNTS)
    starts = [-column.box.x0 if is_vertical else column.box.y0 for column in columns]
    assert starts == sorted(starts)
    for column, count in zip(columns, COUNTS, strict=True):
        assert abs(len(column.cells) - count) <= 1


def test_cells_of_a_horizontal_line_run_from_left_to_right() -> None:
    layout = analyse(draw_lines(COUNTS, is_vertical=False))
    line = layout.panels[0].columns[0]
    assert layout.panels[0].direction is Direction.HORIZONTAL
    lefts = [cell.box.x0 for cell in line.cells]
    assert lefts == sorted(lefts)
    assert line.box.y0 <= 62
    assert line.box.y1 >= 88
    assert line.left[0].x < line.right[0].x
    assert line.left[0].y < line.left[-1].y


def test_a_heading_is_one_line() -> None:
    page = draw_lines([8, 24, 24, 24], is_vertical=False, heading=70)
    columns = [column for panel in analyse(page).panels for column in panel.columns]
    assert len(columns) == 4


def test_two_columns_of_horizontal_print_are_read_one_after_the_other() -> None:
    half = draw_lines([10] * 14, is_vertical=False)[:, :460]
    layout = analyse(np.hstack([half, half]))
    assert [len(panel.columns) for panel in layout.panels] == [14, 14]
    assert layout.panels[0].box.x1 < layout.panels[1].box.x0


@pytest.mark.parametrize("is_vertical", [True, False])
def test_the_number_below_a_page_is_no_line_of_it(is_vertical: bool) -> None:  # noqa: FBT001
    page = draw_lines(COUNTS[:-2], is_vertical=is_vertical)[:, 50:]
    page = np.vstack([page, np.full((100, page.shape[1]), 255, dtype=np.uint8)])
    cv2.putText(page, "- 47 -", (450, 1060), cv2.FONT_HERSHEY_DUPLEX, 0.9, (0,), 2)
    layout = analyse(page)
    kinds = [panel.kind for panel in layout.panels]
    assert kinds == [PanelKind.HALF_LEAF, PanelKind.PAGE_NUMBER]
    assert [len(panel.columns) for panel in layout.panels] == [len(COUNTS) - 2, 1]
    assert layout.panels[1].box.y0 > 1000


def test_black_shapes_do_not_hide_the_text_beside_them() -> None:
    page = draw_lines(COUNTS[:5], is_vertical=False)
    cv2.fillPoly(page, [np.array([[100, 900], [500, 600], [900, 900]])], (0,))
    layout = analyse(page)
    assert layout.profile is Profile.MODERN
    assert sum(len(panel.columns) for panel in layout.panels) == 5


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(0.01, 0.5), st.integers(6, 60))
def test_any_block_of_ink_can_be_cut(seed: int, share: float, size: int) -> None:
    rng = np.random.default_rng(seed)
    ink = np.where(rng.random((90, 120)) < share, 255, 0).astype(np.uint8)
    for block in cut_blocks(ink, size):
        for line in cut_block(ink, block, size):
            assert line.width > 0


def squares() -> Picture:
    rng = np.random.default_rng(2)
    return np.kron(rng.integers(0, 256, (10, 10, 3)), np.ones((100, 100, 1))).astype(np.uint8)


NOTHING = {
    "one pixel": np.zeros((1, 1), np.uint8),
    "a thread": np.zeros((2, 4000), np.uint8),
    "blank": np.full((800, 600), 250, np.uint8),
    "black": np.zeros((800, 600), np.uint8),
    "noise": np.random.default_rng(0).integers(0, 256, (700, 500), dtype=np.uint8),
    "coloured noise": np.random.default_rng(1).integers(0, 256, (700, 500, 3), dtype=np.uint8),
    "sparse noise": np.where(np.random.default_rng(4).random((700, 500)) < 0.9, 255, 0).astype(
        np.uint8
    ),
    "a slope": np.tile(np.linspace(0, 255, 900).astype(np.uint8), (700, 1)),
    "squares": squares(),
}


@pytest.mark.parametrize("name", NOTHING)
def test_what_is_no_page_has_no_columns(name: str) -> None:
    picture = NOTHING[name]
    layout = analyse(picture)
    assert layout.profile is Profile.PICTURE
    assert layout.panels == ()
    assert (layout.height, layout.width) == picture.shape[:2]
