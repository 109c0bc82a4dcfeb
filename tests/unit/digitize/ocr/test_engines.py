"""Engines are found by name, recorded and replayed; faulty ones fail as they say."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.kernel.errors import AppError, OutOfMemoryError, OutOfSpaceError, StepError
from digitize.layout.model import Direction
from digitize.ocr import engines
from digitize.ocr.engine import OcrEngine, read_lines
from digitize.ocr.errors import (
    EngineCrashedError,
    EngineGarbageError,
    NotRecordedError,
    UnknownEngineError,
)
from digitize.ocr.faults import HangingEngine, make_faulty_engines
from digitize.ocr.line import LineReading, ReadChar, join_chars, line_key, reading_of
from digitize.ocr.null import NullEngine
from digitize.ocr.replay import RecordingEngine, ReplayEngine, load_answers, save_answers
from tests.samples.lines import DrawnLine, plain_line

FAULTY = {engine.name: engine for engine in make_faulty_engines()}
chars = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])
read_chars = st.builds(ReadChar, chars, st.none() | st.floats(0, 1), st.none() | st.floats(0, 1))
readings = st.lists(read_chars).map(lambda items: LineReading(tuple(items)))


def test_an_unknown_engine_names_the_known_ones() -> None:
    with pytest.raises(UnknownEngineError, match="null"):
        engines.get_engine("nonesuch")


def test_a_registered_engine_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "_factories", dict(engines._factories))
    assert "crash" not in engines.engine_names()
    engines.register_faulty_engines()
    assert engines.get_engine("crash").name == "crash"
    assert engines.get_engine("null").name == "null"


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("crash", EngineCrashedError),
        ("bad_utf8", EngineGarbageError),
        ("out_of_memory", OutOfMemoryError),
        ("disk_full", OutOfSpaceError),
        ("garbage", EngineGarbageError),
    ],
)
def test_a_faulty_engine_fails_in_its_own_way(name: str, family: type[StepError]) -> None:
    with pytest.raises(family) as caught:
        read_lines(FAULTY[name], [plain_line()])
    assert isinstance(caught.value, AppError)
    assert "%(" not in caught.value.message


def test_a_dying_engine_takes_its_process_with_it() -> None:
    code = "from digitize.ocr.faults import DyingEngine; DyingEngine().read([])"
    ended = subprocess.run([sys.executable, "-c", code], check=False)
    assert ended.returncode == 139


def test_a_hanging_engine_waits_and_then_reads_nothing() -> None:
    assert HangingEngine(seconds=0).read([plain_line()]) == [LineReading()]


def test_no_lines_ask_no_engine() -> None:
    assert read_lines(FAULTY["crash"], []) == []


@given(st.lists(readings, max_size=5))
def test_a_record_is_read_back_as_written(
    tmp_path_factory: pytest.TempPathFactory, answers: list[LineReading]
) -> None:
    path = tmp_path_factory.mktemp("record") / "answers.json"
    record = {str(number): reading for number, reading in enumerate(answers)}
    save_answers(record, path)
    assert load_answers(path) == record


def test_what_was_recorded_is_replayed(tmp_path: Path) -> None:
    class Reader(NullEngine):
        def read(self, lines: object) -> list[LineReading]:  # noqa: ARG002 - the contract
            return [reading_of("天 地", 0.5), reading_of("玄")]

    lines = [plain_line(10), plain_line(200)]
    recorder = RecordingEngine(Reader())
    readings = recorder.read(lines)
    save_answers(recorder.answers, tmp_path / "a.json")
    replay: OcrEngine = ReplayEngine(load_answers(tmp_path / "a.json"))
    assert replay.read(lines[::-1]) == readings[::-1]
    with pytest.raises(NotRecordedError):
        replay.read([plain_line(99)])


def test_the_key_tells_shape_direction_and_pixels_apart() -> None:
    base = plain_line()
    across = DrawnLine(base.picture, Direction.HORIZONTAL, ())
    turned = DrawnLine(base.picture.reshape(50, 200), Direction.VERTICAL, ())
    keys = {line_key(line) for line in (base, across, turned, plain_line(254))}
    assert len(keys) == 4
    assert line_key(plain_line()) == line_key(base)


def test_confidence_is_the_mean_of_what_is_known() -> None:
    assert (
        LineReading((ReadChar("天", 0.5), ReadChar("地"), ReadChar("玄", 1.0))).confidence == 0.75
    )
    assert reading_of("天地").confidence is None
    assert join_chars([reading_of("天 "), reading_of("地")]).text == "天地"
