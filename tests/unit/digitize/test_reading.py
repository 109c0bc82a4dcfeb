"""A page is read into its columns, and written as files others can score."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from digitize.layout.codec import layout_from_json
from digitize.layout.model import (
    Box,
    Cell,
    Column,
    PageLayout,
    Panel,
    PanelKind,
    Point,
    Profile,
    Run,
    RunType,
    SubLine,
)
from digitize.ocr.line import LinePicture, LineReading, reading_of
from digitize.ocr.null import NullEngine
from digitize.reading import PageReading, read_layout, read_page
from digitize.reading_files import reading_to_json, write_reading
from tests.samples import Tone, draw_demo_volume, draw_reprint_sheet, draw_whole_leaf
from tests.samples.scan import ScanStyle
from tests.samples.siku import SikuStyle
from tests.samples.texts import LILING_HILLS, LILING_HISTORY


class CountingEngine:
    """Reads as many characters as there are cells, numbering lines from 一."""

    name = "counting"
    version = "7"

    def read(self, lines: Sequence[LinePicture]) -> list[LineReading]:
        return [reading_of("一丁七"[n] * len(line.spans), 0.5) for n, line in enumerate(lines)]


def make_line(left: int, right: int, count: int) -> SubLine:
    cells = tuple(Cell(Box(left, 100 + 50 * n, right, 150 + 50 * n)) for n in range(count))
    return SubLine(Box(left, 100, right, 100 + 50 * max(1, count)), cells)


def make_column(left: int, *runs: Run) -> Column:
    sides = [tuple(Point(x, y) for y in (100.0, 900.0)) for x in (float(left), left + 100.0)]
    return Column(Box(left, 100, left + 100, 900), runs, sides[0], sides[1])


def make_layout() -> PageLayout:
    main = Run(RunType.MAIN, Box(300, 100, 400, 200), (make_line(300, 400, 2),))
    note_lines = (make_line(350, 400, 3), make_line(300, 350, 0))
    note = Run(RunType.NOTE, Box(300, 200, 400, 350), note_lines)
    fold_run = Run(RunType.MAIN, Box(100, 100, 200, 150), (make_line(100, 200, 1),))
    body = (make_column(300, main, note), make_column(200))
    return PageLayout(
        500,
        1000,
        Profile.SIKU_LEAF,
        0.0,
        (
            Panel("1a", PanelKind.HALF_LEAF, Box(200, 100, 400, 900), body),
            Panel("1-fold", PanelKind.FOLD, Box(100, 100, 200, 900), (make_column(100, fold_run),)),
        ),
    )


@pytest.fixture
def reading() -> PageReading:
    blank = np.full((1000, 500), 255, np.uint8)
    return read_layout(blank, make_layout(), CountingEngine())


def test_each_line_returns_to_the_place_it_was_cut_from(reading: PageReading) -> None:
    first, blank = reading.body
    assert [run.texts for run in first.runs] == [("一一",), ("丁丁丁", "")]
    assert (first.text, blank.text) == ("一一丁丁丁", "")
    assert [char.box.y0 for char in first.chars] == [100, 150, 100, 150, 200]


def test_lines_leave_folds_and_blank_columns_out(reading: PageReading) -> None:
    assert reading.lines() == ["一一丁丁丁"]
    assert reading.panels[1][0].text == "七"
    assert reading.confidence == 0.5


def test_a_column_that_was_not_read_keeps_its_line() -> None:
    blank = np.full((1000, 500), 255, np.uint8)
    silent = read_layout(blank, make_layout(), NullEngine())
    assert silent.lines() == [""]
    assert silent.confidence is None


def test_json_puts_text_beside_the_layout_and_loses_nothing_of_it(reading: PageReading) -> None:
    data = json.loads(json.dumps(reading_to_json(reading), ensure_ascii=False))
    assert layout_from_json(data) == reading.layout
    assert (data["width"], data["height"]) == (500, 1000)
    assert [panel["kind"] for panel in data["panels"]] == ["half-leaf", "fold"]
    first, blank = data["panels"][0]["columns"]
    assert (blank["text"], blank["runs"], blank["cells"]) == ("", [], [])
    main, note = first["runs"]
    assert (main["type"], main["text"], main["box"]) == ("main", "一一", [300, 100, 400, 200])
    assert (note["type"], note["right"], note["left"]) == ("note", "丁丁丁", "")
    assert first["cells"][0] == {"box": [300, 100, 400, 150], "char": "一", "confidence": 0.5}
    assert data["text"] == {"engine": "counting", "engine_version": "7", "confidence": 0.5}


def test_files_are_named_by_the_stem(reading: PageReading, tmp_path: Path) -> None:
    lines, layout = write_reading(reading, tmp_path, "卷一 叶三")
    assert (lines.name, layout.name) == ("卷一 叶三.lines.txt", "卷一 叶三.layout.json")
    assert lines.read_text(encoding="utf-8") == "一一丁丁丁\n"
    assert layout_from_json(json.loads(layout.read_text(encoding="utf-8"))) == reading.layout


def test_a_page_without_text_is_an_answer() -> None:
    gray = np.full((400, 300), 200, np.uint8)
    reading = read_page(gray, CountingEngine())
    assert (reading.lines(), reading.text, reading.confidence) == ([], "", None)


def test_drawn_pages_have_the_columns_they_were_drawn_with() -> None:
    rng = np.random.default_rng(3)
    style, scan = SikuStyle(pitch_px=64, frame_px=4, frame_gap_px=5), ScanStyle(tone=Tone.BILEVEL)
    leaves = (LILING_HISTORY, LILING_HILLS)
    pages = [
        *draw_demo_volume(),
        draw_whole_leaf(style, scan, LILING_HISTORY, rng),
        draw_reprint_sheet(style, scan, leaves, "531-8", rng),
    ]
    for page in pages:
        reading = read_page(page.image, NullEngine())
        assert len(reading.body) == len(page.truth.body_columns)
