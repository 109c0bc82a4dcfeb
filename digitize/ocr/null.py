"""An engine that reads nothing: for picture pages and for tests that need no text."""

from collections.abc import Sequence

from digitize.ocr.line import LinePicture, LineReading


class NullEngine:
    """Answers every line with no characters."""

    name = "null"
    version = "1"

    def read(self, lines: Sequence[LinePicture]) -> list[LineReading]:
        """Return an empty reading a line."""
        return [LineReading() for _ in lines]
