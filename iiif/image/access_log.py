"""One line for each request, gathered and written twice a second, off the event loop.

A line is JSON: ``at`` (seconds since 1970), ``method``, ``path``, ``status``, ``bytes``, ``ms`` and
``lane``, which is ``copied`` from the pyramid, ``rendered``, ``info``, ``unchanged`` (304) or
``other``. No address of the visitor is kept: what somebody reads is nobody's business.
"""

import asyncio
import json
import time
from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

FLUSH_SECONDS = 0.5


class Lane(StrEnum):
    """How a request was answered."""

    COPIED = "copied"
    RENDERED = "rendered"
    INFO = "info"
    UNCHANGED = "unchanged"
    OTHER = "other"


class AccessLine(NamedTuple):
    """What is written of one request."""

    at: float
    method: str
    path: bytes
    status: int
    size_bytes: int
    seconds: float
    lane: Lane


class AccessLog:
    """Gathers lines; ``write`` gets them as text, many at a time, in a thread of its own."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._lines: list[AccessLine] = []
        self._is_flush_due = False

    def add(self, line: AccessLine) -> None:
        """Remember a line. Must be called in an event loop."""
        self._lines.append(line)
        if not self._is_flush_due:
            self._is_flush_due = True
            asyncio.get_running_loop().call_later(FLUSH_SECONDS, self._flush_in_thread)

    def flush(self) -> None:
        """Write what is waiting, now."""
        lines, self._lines = self._lines, []
        if lines:
            self._write("".join(map(_format_line, lines)))

    def _flush_in_thread(self) -> None:
        self._is_flush_due = False
        asyncio.get_running_loop().run_in_executor(None, self.flush)


def _format_line(line: AccessLine) -> str:
    path = json.dumps(line.path.decode("latin-1"))
    return (
        f'{{"at":{line.at:.3f},"method":"{line.method}","path":{path},"status":{line.status},'
        f'"bytes":{line.size_bytes},"ms":{line.seconds * 1000:.2f},"lane":"{line.lane}"}}\n'
    )


def now() -> float:
    """Seconds since 1970, for ``AccessLine.at``."""
    return time.time()
