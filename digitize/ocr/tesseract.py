"""Tesseract, asked once for all lines of a page through a list file.

Its character boxes are wrong in vertical text (tesseract-ocr/tesseract#2679), its word boxes are
right: from them only the place along the line is taken, the box itself comes from the layout.
"""

import os
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

import cv2
import pytesseract

from archive.kernel.storage import telling_full_disk
from digitize.layout.model import Direction
from digitize.ocr.errors import (
    EngineCrashedError,
    EngineGarbageError,
    EngineHungError,
    EngineMissingError,
)
from digitize.ocr.line import LinePicture, LineReading, ReadChar, join_chars

_NAME: Final = "tesseract"
_WORD_LEVEL: Final = "5"
_MARGIN: Final = 0.02  # each model writes its own script whatever it sees; the surer one is right


class _Mode(Enum):
    """One way to run the program: language and page segmentation mode."""

    DOWN = ("chi_tra_vert", 5)
    SIMPLIFIED = ("chi_sim", 7)
    TRADITIONAL = ("chi_tra", 7)

    @property
    def language(self) -> str:
        return self.value[0]

    @property
    def config(self) -> str:
        return f"--psm {self.value[1]} -c tessedit_create_tsv=1"


class _Word(NamedTuple):
    page: int
    line: tuple[str, ...]
    box: tuple[int, int, int, int]
    confidence: float
    text: str


class TesseractEngine:
    """Reads lines with Debian's Tesseract: one process a page.

    Horizontal print is read twice, as simplified and as traditional, and the surer is kept.
    """

    name = _NAME

    def __init__(self, timeout_s: float = 120) -> None:
        self._timeout_s = timeout_s
        # lines are too small to share among threads, and pages already run side by side
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        _check_languages()

    @cached_property
    def version(self) -> str:
        """The program's version and the models it is asked to use."""
        languages = "+".join(mode.language for mode in _Mode)
        return f"{pytesseract.get_tesseract_version()} {languages}"

    def read(self, lines: Sequence[LinePicture]) -> list[LineReading]:
        """Return one reading a line, in order.

        Raises:
            EngineCrashedError: the process ended with an error.
            EngineHungError: it took longer than allowed.
            EngineGarbageError: its answer is not a table of the pages asked.
            OutOfSpaceError: the pictures could not be written.
        """
        readings: dict[int, LineReading] = {}
        for direction in Direction:
            numbers = [n for n, line in enumerate(lines) if line.direction is direction]
            asked = [lines[number] for number in numbers]
            readings |= zip(numbers, self._read_direction(asked, direction), strict=True)
        return [readings[number] for number in range(len(lines))]

    def _read_direction(
        self, lines: Sequence[LinePicture], direction: Direction
    ) -> list[LineReading]:
        if not lines:
            return []
        if direction is Direction.VERTICAL:
            return _parse(self._ask(lines, _Mode.DOWN), lines)
        simplified = _parse(self._ask(lines, _Mode.SIMPLIFIED), lines)
        traditional = _parse(self._ask(lines, _Mode.TRADITIONAL), lines)
        gain = _confidence(traditional) - _confidence(simplified)
        return traditional if gain > _MARGIN else simplified

    def _ask(self, lines: Sequence[LinePicture], mode: _Mode) -> bytes:
        with tempfile.TemporaryDirectory(prefix="fangzhi-ocr-") as folder:
            with telling_full_disk():
                listing = _write_list(Path(folder), lines)
            return self._run(listing, mode)

    def _run(self, listing: Path, mode: _Mode) -> bytes:
        try:
            answer = pytesseract.pytesseract.run_and_get_output(
                str(listing),
                extension="tsv",
                lang=mode.language,
                config=mode.config,
                timeout=self._timeout_s,
                return_bytes=True,
            )
        except pytesseract.TesseractNotFoundError as error:
            raise _missing_program() from error
        except pytesseract.TesseractError as error:
            raise EngineCrashedError(
                engine=_NAME, status=error.status, detail=error.message
            ) from error
        except FileNotFoundError as error:
            raise EngineGarbageError(engine=_NAME, detail=str(error)) from error
        except RuntimeError as error:  # pytesseract says so of a timeout, and of nothing else
            raise EngineHungError(seconds=round(self._timeout_s), detail=str(error)) from error
        return bytes(answer)


def _missing_program() -> EngineMissingError:
    return EngineMissingError(tool="Tesseract", package="tesseract-ocr")


def _check_languages() -> None:
    try:
        installed = set(pytesseract.get_languages())
    except pytesseract.TesseractNotFoundError as error:
        raise _missing_program() from error
    for mode in _Mode:
        if mode.language not in installed:
            package = f"tesseract-ocr-{mode.language.replace('_', '-')}"
            raise EngineMissingError(tool=f"Tesseract {mode.language}", package=package)


def _confidence(readings: Iterable[LineReading]) -> float:
    return join_chars(readings).confidence or 0.0


def _write_list(folder: Path, lines: Iterable[LinePicture]) -> Path:
    paths = []
    for number, line in enumerate(lines):
        path = folder / f"{number:04}.png"
        path.write_bytes(cv2.imencode(".png", line.picture)[1].tobytes())
        paths.append(str(path))
    listing = folder / "lines.txt"
    listing.write_text("\n".join(paths) + "\n", encoding="utf-8")
    return listing


def _parse(answer: bytes, lines: Sequence[LinePicture]) -> list[LineReading]:
    try:
        rows = [row.split("\t") for row in answer.decode("utf-8").splitlines()[1:]]
        words = [_word(row) for row in rows if row[0] == _WORD_LEVEL]
        page_count = max((int(row[1]) for row in rows), default=0)
    except (UnicodeDecodeError, ValueError, IndexError) as error:
        raise EngineGarbageError(engine=_NAME, detail=repr(error)) from error
    if page_count != len(lines):
        counts = f"{page_count} pages of {len(lines)}"
        raise EngineGarbageError(engine=_NAME, detail=counts)
    by_page: dict[int, list[_Word]] = defaultdict(list)
    for word in words:
        by_page[word.page].append(word)
    return [
        LineReading(tuple(_chars(by_page[number], line)))
        for number, line in enumerate(lines, start=1)
    ]


def _word(row: Sequence[str]) -> _Word:
    left, top, width, height = (int(value) for value in row[6:10])
    return _Word(int(row[1]), tuple(row[2:5]), (left, top, width, height), float(row[10]), row[11])


def _chars(words: Iterable[_Word], line: LinePicture) -> Iterable[ReadChar]:
    """Take words apart; in a column, what looks like ASCII is the remains of rules."""
    is_down = line.direction is Direction.VERTICAL
    length = line.picture.shape[0 if is_down else 1]
    for word in _without_ghosts(words, line.direction):
        start, reach = word.box[is_down], word.box[is_down + 2]
        text = [char for char in word.text if not char.isspace()]
        if is_down:
            text = [char for char in text if not char.isascii()]
        for number, char in enumerate(text):
            along = (start + (number + 0.5) / len(text) * reach) / length
            confidence = min(1.0, max(0.0, word.confidence / 100))
            yield ReadChar(char, confidence, min(1.0, max(0.0, along)))


def _without_ghosts(words: Iterable[_Word], direction: Direction) -> list[_Word]:
    """Return the words of the line itself, in order.

    A picture holds one line; where Tesseract sees a second beside it, made of rule remains and
    edges of neighbours, that one stands abreast of the longer one.
    """
    lines: dict[tuple[str, ...], list[_Word]] = defaultdict(list)
    for word in words:
        lines[word.line].append(word)
    kept: list[tuple[int, int, list[_Word]]] = []
    for start, end, line in sorted(_spans(lines.values(), direction), key=_shortness):
        if all(min(end, e) - max(start, s) <= 0.5 * (end - start) for s, e, _ in kept):
            kept.append((start, end, line))
    return [word for _, _, line in sorted(kept, key=lambda span: span[0]) for word in line]


def _spans(
    lines: Iterable[list[_Word]], direction: Direction
) -> Iterable[tuple[int, int, list[_Word]]]:
    at = 1 if direction is Direction.VERTICAL else 0
    for line in lines:
        start = min(word.box[at] for word in line)
        yield start, max(word.box[at] + word.box[at + 2] for word in line), line


def _shortness(span: tuple[int, int, list[_Word]]) -> int:
    return span[0] - span[1]
