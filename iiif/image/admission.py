"""The slow lane: renderings run in a few threads with a short queue, so that tiles never wait."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from iiif.image.errors import RendererBusyError

RETRY_SECONDS = 2


class RenderLane:
    """Runs at most ``concurrency`` renderings at once and lets ``queue`` more wait.

    The same picture asked for twice at the same time is made once.
    """

    def __init__(self, concurrency: int = 2, queue: int = 16) -> None:
        self._pool = ThreadPoolExecutor(concurrency, thread_name_prefix="render")
        self._places = concurrency + queue
        self._running: dict[str, asyncio.Future[bytes]] = {}

    async def run(self, key: str, job: Callable[[], bytes]) -> bytes:
        """Return what ``job`` returns; ``key`` names the picture.

        Raises:
            RendererBusyError: the queue is full.
        """
        future = self._running.get(key)
        if future is None:
            future = self._start(key, job)
        # A visitor who leaves must not take the picture from another who waits for it.
        return await asyncio.shield(future)

    def _start(self, key: str, job: Callable[[], bytes]) -> asyncio.Future[bytes]:
        if len(self._running) >= self._places:
            raise RendererBusyError(seconds=RETRY_SECONDS)
        future = asyncio.get_running_loop().run_in_executor(self._pool, job)
        self._running[key] = future
        future.add_done_callback(lambda done: self._finish(key, done))
        return future

    def _finish(self, key: str, done: asyncio.Future[bytes]) -> None:
        self._running.pop(key, None)
        if not done.cancelled():
            done.exception()  # seen, even when everybody who waited has left

    def close(self) -> None:
        """Let running renderings end and start no more."""
        self._pool.shutdown(wait=True, cancel_futures=True)
