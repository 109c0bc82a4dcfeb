"""The parts of the Tesseract engine that need no Tesseract, and how it fails."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytesseract
import pytest

from archive.kernel.errors import OutOfSpaceError
from digitize.layout.model import Direction
from digitize.ocr import tesseract
from digitize.ocr.errors import (
    EngineCrashedError,
    EngineGarbageError,
    EngineHungError,
    EngineMissingError,
)
from digitize.ocr.tesseract import TesseractEngine
from tests.samples.lines import DrawnLine, plain_line

HEAD = "level\tpage\tblock\tpar\tline\tword\tleft\ttop\twidth\theight\tconf\ttext\n"
LANGUAGES = "List of available languages (3):\nchi_sim\nchi_tra\nchi_tra_vert\n"

Program = Callable[[str], None]


def word(line: int, top: int, height: int, text: str) -> str:
    return f"5\t1\t1\t1\t{line}\t1\t8\t{top}\t48\t{height}\t90.5\t{text}\n"


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Put a shell script in the place of Tesseract; it lists all languages."""

    def install(body: str) -> None:
        path = tmp_path / "tesseract"
        listing = f"if [ \"$1\" = --list-langs ]; then printf '{LANGUAGES}'; exit 0; fi\n"
        path.write_text(f"#!/bin/sh\n{listing}{body}\n", encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", str(path))

    return install


def answer(table: str) -> str:
    return f"cat > $2.tsv <<'END'\n{HEAD}{table}END"


def test_words_become_characters_with_confidence_and_place(program: Program) -> None:
    program(answer("1\t1\t0\t0\t0\t0\t0\t0\t64\t216\t-1\t\n" + word(1, 8, 200, "天地")))
    (reading,) = TesseractEngine().read([plain_line()])
    assert reading.text == "天地"
    assert reading.confidence == pytest.approx(0.905)
    first, second = (char.position for char in reading.chars)
    assert first == pytest.approx(58 / 200)
    assert second == pytest.approx(158 / 200)


def test_a_second_line_beside_the_first_is_a_ghost_one_below_it_is_not(program: Program) -> None:
    table = word(1, 8, 120, "天地") + word(2, 40, 30, "丨") + word(3, 140, 60, "玄")
    program(answer(table))
    (reading,) = TesseractEngine().read([plain_line()])
    assert reading.text == "天地玄"


def test_ascii_in_a_column_is_no_text(program: Program) -> None:
    program(answer(word(1, 8, 120, "|天-")))
    (reading,) = TesseractEngine().read([plain_line()])
    assert reading.text == "天"


def test_a_crash_tells_the_status_and_keeps_the_program_s_words(program: Program) -> None:
    program("echo 'Segmentation fault' >&2; exit 139")
    with pytest.raises(EngineCrashedError, match="139") as caught:
        TesseractEngine().read([plain_line()])
    assert "Segmentation" in caught.value.detail


def test_a_hang_is_ended(program: Program) -> None:
    program("exec sleep 60")
    with pytest.raises(EngineHungError):
        TesseractEngine(timeout_s=0.2).read([plain_line()])


@pytest.mark.parametrize(
    "body",
    [
        "printf 'level\\n5\\t1\\t\\377\\376' > $2.tsv",
        answer("5\tone\t2\n"),
        answer(""),
        "exit 0",
        answer(word(1, 8, 60, "天").replace("5\t1", "5\t2", 1)),
    ],
    ids=["not utf-8", "not a table", "too few pages", "no answer", "too many pages"],
)
def test_nonsense_is_refused(program: Program, body: str) -> None:
    program(body)
    with pytest.raises(EngineGarbageError):
        TesseractEngine().read([plain_line()])


def test_a_missing_program_names_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", "/nonexistent/tesseract")
    with pytest.raises(EngineMissingError, match="tesseract-ocr"):
        TesseractEngine()


def test_a_missing_language_names_its_package(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    program("exit 0")
    monkeypatch.setattr(pytesseract, "get_languages", lambda: ["eng", "chi_sim", "chi_tra"])
    with pytest.raises(EngineMissingError, match="tesseract-ocr-chi-tra-vert"):
        TesseractEngine()


def test_a_full_disk_is_told_apart(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    program("exit 0")

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tesseract, "_write_list", refuse)
    with pytest.raises(OutOfSpaceError):
        TesseractEngine().read([plain_line()])


@pytest.mark.parametrize(("traditional", "kept"), [(95, "國"), (91, "国")])
def test_print_is_kept_in_the_script_read_with_more_certainty(
    program: Program, traditional: int, kept: str
) -> None:
    """The word's certainty in simplified is 90.5; a hair's breadth does not decide."""
    table = word(1, 8, 30, "国")
    other = table.replace("国", "國").replace("90.5", str(traditional))
    program(f'if [ "$4" = chi_tra ]; then {answer(other)}\nelse {answer(table)}\nfi')
    line = DrawnLine(plain_line().picture.T, Direction.HORIZONTAL, ())
    (reading,) = TesseractEngine().read([line])
    assert reading.text == kept
