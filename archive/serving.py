"""Running the web server and the worker, alone or side by side."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from archive.kernel.house import House
from archive.search.tasks import following_journal
from archive.wiring import make_indexer
from digitize.pipeline.worker import work as process_pages

STOP_SECONDS = 20


def serve(host: str, port: int, *, with_worker: bool = False) -> None:
    """Serve the archive of the environment until told to stop."""
    if not with_worker:
        run_server(host, port)
        return
    with running_worker():
        run_server(host, port)


def run_server(host: str, port: int) -> None:
    """Run the web server in this process until it is told to stop."""
    uvicorn.run(
        "archive.app:serve_app",
        factory=True,
        host=host,
        port=port,
        access_log=False,
        log_level="warning",
        server_header=False,
    )


@contextmanager
def running_worker() -> Iterator[subprocess.Popen[bytes]]:
    """Run ``fangzhi work`` beside this process; stop it gently at the end."""
    # In a group of its own, Ctrl-C reaches this process alone, which then stops the worker.
    worker = subprocess.Popen([sys.executable, "-m", "archive", "work"], process_group=0)
    try:
        yield worker
    finally:
        worker.send_signal(signal.SIGTERM)
        try:
            worker.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()


def work(house: House) -> None:
    """Process pages and keep the search index in step, until told to stop."""
    with following_journal(make_indexer(house)):
        process_pages(house)
