"""The pictures of lines that a recogniser gets."""

import cv2
import numpy as np

from digitize.layout.analyse import analyse
from digitize.layout.cut import BORDER_PX, LINE_PX, LineImage, cut_lines
from digitize.layout.model import Direction, RunType
from tests.unit.digitize.layout.drawings import Leaf, Picture, draw_leaf, turn
from tests.unit.digitize.layout.test_pages_without_rules import COUNTS, draw_lines

LEAF = Leaf(texts=(12, 8, 0, 12, -12, 3, 12, 10))


def cut(page: Picture) -> list[LineImage]:
    return cut_lines(page, analyse(page))


def test_every_line_with_text_is_cut_once_in_reading_order() -> None:
    lines = cut(draw_leaf(LEAF))
    assert [line.column for line in lines] == [0, 1, 3, 4, 4, 5, 6, 7]
    assert [line.line for line in lines if line.column == 4] == [0, 1]
    places = [(line.panel, line.column, line.run, line.line) for line in lines]
    assert places == sorted(places)


def test_a_line_is_dark_on_white_of_a_fixed_width_with_white_around() -> None:
    for line in cut(draw_leaf(LEAF)):
        assert line.picture.shape[1] == LINE_PX + 2 * BORDER_PX
        assert line.picture.dtype == np.uint8
        edges = (line.picture[:4], line.picture[-4:], line.picture[:, :4], line.picture[:, -4:])
        assert all((edge == 255).all() for edge in edges)
        assert line.picture.min() < 60


def test_rules_are_gone_and_strokes_stay() -> None:
    for line in cut(draw_leaf(LEAF)):
        dark = line.picture < 128
        sides = np.r_[0 : LINE_PX // 5, -(LINE_PX // 5) : 0]
        assert dark.mean(axis=0)[sides].max() < 0.5
        for start, end in line.spans:
            assert dark[max(0, start) : end].mean() > 0.04


def test_spans_follow_the_cells() -> None:
    page = draw_leaf(LEAF)
    layout = analyse(page)
    for line in cut_lines(page, layout):
        run = layout.panels[line.panel].columns[line.column].runs[line.run]
        assert line.cells == run.lines[line.line].cells
        assert len(line.spans) == len(line.cells)
        middles = [(start + end) / 2 for start, end in line.spans]
        assert middles == sorted(middles)
        assert middles[-1] < line.picture.shape[0]
        assert (run.type is RunType.NOTE) == (line.column == 4)


def test_a_skewed_page_gives_upright_lines() -> None:
    """On an upright line the ink of every character lies over that of the others."""
    for line in cut(turn(draw_leaf(LEAF), 3)):
        if len(line.cells) < 10:
            continue
        dark = (line.picture < 128).astype(np.float64)
        middles = [
            float((dark[a:b].sum(axis=0) @ np.arange(dark.shape[1])) / max(dark[a:b].sum(), 1))
            for a, b in line.spans
        ]
        assert max(middles) - min(middles) < LINE_PX / 4


def test_horizontal_lines_are_cut_lying() -> None:
    lines = cut(draw_lines(COUNTS, is_vertical=False))
    assert len(lines) == len(COUNTS)
    for line, count in zip(lines, COUNTS, strict=True):
        assert line.direction is Direction.HORIZONTAL
        assert line.picture.shape[0] == LINE_PX + 2 * BORDER_PX
        assert line.picture.shape[1] > line.picture.shape[0] * min(count, 3) / 3


def test_large_pictures_are_reduced_before_they_are_cleaned() -> None:
    page = cv2.resize(draw_leaf(LEAF), None, fx=3, fy=3, interpolation=cv2.INTER_LINEAR)
    lines = cut(np.asarray(page, dtype=np.uint8))
    assert len(lines) == 8
    assert {line.picture.shape[1] for line in lines} == {LINE_PX + 2 * BORDER_PX}


def test_a_page_without_text_gives_no_lines() -> None:
    assert cut(np.full((300, 300), 255, dtype=np.uint8)) == []
