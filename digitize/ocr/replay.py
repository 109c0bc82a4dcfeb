"""An engine that repeats recorded answers, and one that records them."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from digitize.ocr.engine import OcrEngine, read_lines
from digitize.ocr.errors import NotRecordedError
from digitize.ocr.line import LinePicture, LineReading, ReadChar, line_key

Answers = Mapping[str, LineReading]


class ReplayEngine:
    """Answers from a record kept by the sha256 of each line."""

    name = "replay"

    def __init__(self, answers: Answers, version: str = "1") -> None:
        self.version = version
        self._answers = dict(answers)

    def read(self, lines: Sequence[LinePicture]) -> list[LineReading]:
        """Return the recorded readings.

        Raises:
            NotRecordedError: a line was never recorded.
        """
        return [self._answer(line_key(line)) for line in lines]

    def _answer(self, key: str) -> LineReading:
        try:
            return self._answers[key]
        except KeyError:
            raise NotRecordedError(key=key[:12]) from None


class RecordingEngine:
    """Passes lines to another engine and keeps what it answered."""

    def __init__(self, engine: OcrEngine) -> None:
        self._engine = engine
        self.name = engine.name
        self.version = engine.version
        self.answers: dict[str, LineReading] = {}

    def read(self, lines: Sequence[LinePicture]) -> list[LineReading]:
        """Return the other engine's readings."""
        readings = read_lines(self._engine, lines)
        self.answers |= {line_key(line): got for line, got in zip(lines, readings, strict=True)}
        return readings


def save_answers(answers: Answers, path: Path) -> None:
    """Write a record as JSON, one line a key, so that a change can be reviewed."""
    rows = {
        key: [[char.char, char.confidence, char.position] for char in reading.chars]
        for key, reading in sorted(answers.items())
    }
    text = ",\n".join(
        f"{json.dumps(key)}: {json.dumps(row, ensure_ascii=False)}" for key, row in rows.items()
    )
    path.write_text(f"{{\n{text}\n}}\n", encoding="utf-8")


def load_answers(path: Path) -> dict[str, LineReading]:
    """Read what `save_answers` wrote."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    return {key: LineReading(tuple(ReadChar(*char) for char in row)) for key, row in rows.items()}
