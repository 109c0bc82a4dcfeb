"""Following the journal for as long as a process lives."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from archive.search.indexer import Indexer

log = structlog.stdlib.get_logger("fangzhi.search")

PAUSE_SECONDS = 1.0
STOP_SECONDS = 10.0


@contextmanager
def following_journal(indexer: Indexer, pause_seconds: float = PAUSE_SECONDS) -> Iterator[None]:
    """Keep the index in step with the journal, in a thread, until the block ends.

    One process is enough; several do no harm. A follower that is cut off loses nothing: what it
    had not yet taken in is taken in next time.
    """
    stop = threading.Event()
    follower = threading.Thread(
        target=_follow, args=(indexer, stop, pause_seconds), name="search-follower", daemon=True
    )
    follower.start()
    try:
        yield
    finally:
        stop.set()
        follower.join(STOP_SECONDS)


def _follow(indexer: Indexer, stop: threading.Event, pause_seconds: float) -> None:
    while not stop.is_set():
        try:
            indexer.follow()
        except Exception:  # the database may be well again next time
            log.exception("following the journal failed")
        stop.wait(pause_seconds)
