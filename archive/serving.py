"""Running the web server and the worker, alone or side by side."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from archive.kernel.house import House

STOP_SECONDS = 20


def serve(host: str, port: int, *, with_worker: bool = False) -> None:
    """Serve the archive of the environment until told to stop."""
    if not with_worker:
        _serve(host, port)
        return
    with running_worker():
        _serve(host, port)


@contextmanager
def running_worker() -> Iterator[subprocess.Popen[bytes]]:
    """Run ``fangzhi work`` beside this process; stop it gently at the end."""
    worker = subprocess.Popen(
        [sys.executable, "-m", "archive", "work"], process_group=0, env=os.environ.copy()
    )
    try:
        yield worker
    finally:
        worker.send_signal(signal.SIGTERM)
        try:
            worker.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()


def _serve(host: str, port: int) -> None:
    uvicorn.run(
        "archive.app:serve_app",
        factory=True,
        host=host,
        port=port,
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=True,
    )


def work(house: House) -> None:
    """Process pages until told to stop."""
    from digitize.pipeline.worker import work as run_worker  # noqa: PLC0415

    run_worker(house)
