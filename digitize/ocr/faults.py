"""Engines that fail by name, so that a test can choose the failure it wants to see survived."""

import os
import time
from collections.abc import Sequence
from typing import Final

from archive.kernel.errors import OutOfMemoryError, OutOfSpaceError, StepError
from digitize.ocr.engine import OcrEngine
from digitize.ocr.errors import EngineCrashedError, EngineGarbageError
from digitize.ocr.line import LinePicture, LineReading

_CRASH_STATUS: Final = -11
_HANG_SECONDS: Final = 3600


class FailingEngine:
    """Raises the error a real engine would, as often as it is asked."""

    version = "1"

    def __init__(self, name: str, error: StepError) -> None:
        self.name = name
        self._error = error

    def read(self, lines: Sequence[LinePicture]) -> list[LineReading]:  # noqa: ARG002 - the contract
        """Fail."""
        raise self._error


class HangingEngine:
    """Never answers; whoever runs it must have a clock of their own."""

    name = "hang"
    version = "1"

    def __init__(self, seconds: float = _HANG_SECONDS) -> None:
        self._seconds = seconds

    def read(self, lines: Sequence[LinePicture]) -> list[LineReading]:
        """Sleep, and answer nothing when woken at last."""
        time.sleep(self._seconds)
        return [LineReading() for _ in lines]


class DyingEngine:
    """Takes its whole process with it, as a segmentation fault or the kernel's OOM killer does."""

    name = "die"
    version = "1"

    def read(self, lines: Sequence[LinePicture]) -> list[LineReading]:  # noqa: ARG002 - the contract
        """End the process without a word."""
        os._exit(139)


class MiscountingEngine:
    """Answers one line fewer than it was asked."""

    name = "garbage"
    version = "1"

    def read(self, lines: Sequence[LinePicture]) -> list[LineReading]:
        """Return too few readings."""
        return [LineReading() for _ in lines[1:]]


def make_faulty_engines() -> list[OcrEngine]:
    """Return one engine of each failure."""
    return [
        FailingEngine("crash", EngineCrashedError(engine="crash", status=_CRASH_STATUS)),
        FailingEngine("bad_utf8", EngineGarbageError(engine="bad_utf8", detail="0xff at byte 0")),
        FailingEngine("out_of_memory", OutOfMemoryError()),
        FailingEngine("disk_full", OutOfSpaceError()),
        HangingEngine(),
        DyingEngine(),
        MiscountingEngine(),
    ]
