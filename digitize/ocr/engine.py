"""The contract of every engine that turns pictures of lines into characters."""

from collections.abc import Sequence
from typing import Protocol

from digitize.ocr.errors import EngineGarbageError
from digitize.ocr.line import LinePicture, LineReading


class OcrEngine(Protocol):
    """Reads lines. An engine keeps no state between calls and may be used by several threads."""

    @property
    def name(self) -> str:
        """The name it is chosen by."""
        ...

    @property
    def version(self) -> str:
        """Program and models; a new version may read differently."""
        ...

    def read(self, lines: Sequence[LinePicture]) -> list[LineReading]:
        """Return one reading a line, in the order given.

        Raises:
            StepError: the engine failed on the whole page.
            ToolMissingError: a program or data file is not installed.
        """
        ...


def read_lines(engine: OcrEngine, lines: Sequence[LinePicture]) -> list[LineReading]:
    """Ask an engine and refuse an answer that is not one reading a line.

    Raises:
        EngineGarbageError: there are more or fewer readings than lines.
    """
    if not lines:
        return []
    readings = engine.read(lines)
    if len(readings) != len(lines):
        counts = f"{len(readings)} readings of {len(lines)} lines"
        raise EngineGarbageError(engine=engine.name, detail=counts)
    return readings
