"""Places where a test may stop the pipeline to kill it.

Nothing happens unless ``FANGZHI_PAUSE_AT`` names the place: then a file ``FANGZHI_PAUSE_MARK`` is
written and the process waits there until it is killed. So a test knows exactly where it strikes,
without a clock.
"""

import os
import time
from pathlib import Path
from typing import BinaryIO, cast

PLACE = "FANGZHI_PAUSE_AT"
MARK = "FANGZHI_PAUSE_MARK"


def pause_at(place: str) -> None:
    """Wait here for ever if this is the place named."""
    if os.environ.get(PLACE) != place:
        return
    mark = Path(os.environ[MARK])
    part = mark.with_suffix(".part")
    part.write_text(f"{os.getpid()}\n", encoding="ascii")
    part.rename(mark)
    while True:
        time.sleep(1)


class _PausingStream:
    """A file of which only a part can be read before the pause."""

    def __init__(self, stream: BinaryIO, place: str) -> None:
        self._stream = stream
        self._place = place
        self._has_begun = False

    def read(self, size: int = -1) -> bytes:
        if self._has_begun:
            pause_at(self._place)
        self._has_begun = True
        return self._stream.read(min(size, 1 << 12) if size > 0 else 1 << 12)


def pausing(stream: BinaryIO, place: str) -> BinaryIO:
    """Return ``stream``, or one that pauses in the middle if ``place`` is named."""
    if os.environ.get(PLACE) != place:
        return stream
    return cast("BinaryIO", _PausingStream(stream, place))
