"""What every engine promises, proved on every engine."""

from collections.abc import Callable
from functools import cache

import pytest

from digitize.layout.model import Direction
from digitize.ocr.engine import OcrEngine, read_lines
from digitize.ocr.line import line_key, reading_of
from digitize.ocr.null import NullEngine
from digitize.ocr.replay import RecordingEngine, ReplayEngine
from digitize.ocr.tesseract import TesseractEngine
from tests.samples import draw_demo_document, draw_demo_volume
from tests.samples.lines import DrawnLine, cut_lines, plain_line


@cache
def sample_lines() -> tuple[DrawnLine, ...]:
    down = cut_lines(draw_demo_volume()[2])
    across = cut_lines(draw_demo_document()[1])
    return (*down[:5], plain_line(), plain_line(255, (3, 2)), *across[:3])


def make_replay() -> OcrEngine:
    lines = sample_lines()
    return ReplayEngine({line_key(line): reading_of(line.text, 0.9) for line in lines})


def make_recording() -> OcrEngine:
    return RecordingEngine(make_replay())


@pytest.fixture(
    params=[
        pytest.param(NullEngine, id="null"),
        pytest.param(make_replay, id="replay"),
        pytest.param(make_recording, id="recording"),
        pytest.param(TesseractEngine, id="tesseract", marks=pytest.mark.tesseract),
    ]
)
def engine(request: pytest.FixtureRequest) -> OcrEngine:
    factory: Callable[[], OcrEngine] = request.param
    return factory()


def test_it_has_a_name_and_a_version(engine: OcrEngine) -> None:
    assert engine.name == engine.name.strip().lower() != ""
    assert engine.version.strip()


def test_it_answers_each_line_in_order_whatever_the_order(engine: OcrEngine) -> None:
    lines = sample_lines()
    forward = read_lines(engine, lines)
    assert read_lines(engine, lines[::-1]) == forward[::-1]


def test_it_leaves_the_pixels_alone(engine: OcrEngine) -> None:
    lines = sample_lines()
    before = [line.picture.copy() for line in lines]
    read_lines(engine, lines)
    assert all((line.picture == old).all() for line, old in zip(lines, before, strict=True))


def test_a_blank_line_is_read_as_nothing(engine: OcrEngine) -> None:
    lines = sample_lines()
    readings = read_lines(engine, lines)
    blanks = [got.text for line, got in zip(lines, readings, strict=True) if not line.text]
    assert blanks == ["", ""]


def test_characters_are_single_and_their_numbers_between_0_and_1(engine: OcrEngine) -> None:
    for reading in read_lines(engine, sample_lines()):
        assert 0 <= (reading.confidence or 0) <= 1
        for char in reading.chars:
            assert len(char.char) == 1
            assert not char.char.isspace()
            assert 0 <= (char.confidence or 0) <= 1
            assert 0 <= (char.position or 0) <= 1


def test_no_lines_are_no_readings(engine: OcrEngine) -> None:
    assert read_lines(engine, []) == []


@pytest.mark.tesseract
def test_tesseract_reads_most_of_a_clean_page_both_ways() -> None:
    lines = sample_lines()
    readings = TesseractEngine().read(lines)
    for direction in Direction:
        pairs = [
            (line.text, reading.text)
            for line, reading in zip(lines, readings, strict=True)
            if line.direction is direction
        ]
        right = sum(len(set(known) & set(read)) for known, read in pairs)
        assert right >= 0.6 * sum(len(set(known)) for known, _ in pairs)
