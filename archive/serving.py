"""Running the web server and the worker, alone or side by side."""

import ctypes
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from archive.backup.tasks import keeping_backups
from archive.kernel.house import House
from archive.kernel.in_use import using
from archive.kernel.settings import load_settings
from archive.search.tasks import following_journal
from archive.wiring import make_indexer
from digitize.pipeline.worker import work as process_pages

STOP_SECONDS = 20
_PR_SET_PDEATHSIG = 1


def serve(host: str, port: int, *, with_worker: bool = False) -> None:
    """Serve the archive of the environment until told to stop."""
    if not with_worker:
        run_server(host, port)
        return
    with running_worker():
        run_server(host, port)


def run_server(host: str, port: int) -> None:
    """Run the web server in this process until it is told to stop."""
    settings = load_settings()
    proxies = settings.trusted_proxies
    # uvicorn stops at SIGTERM and then raises it again: as SystemExit, it lets callers clean up.
    signal.signal(signal.SIGTERM, _leave)
    with using(settings.data_dir):
        uvicorn.run(
            "archive.app:serve_app",
            factory=True,
            host=host,
            port=port,
            access_log=False,
            log_level="warning",
            server_header=False,
            proxy_headers=bool(proxies),
            forwarded_allow_ips=proxies,
        )


@contextmanager
def running_worker() -> Iterator[subprocess.Popen[bytes]]:
    """Run ``fangzhi work`` beside this process; stop it gently at the end."""
    # In a group of its own, Ctrl-C reaches this process alone, which then stops the worker.
    command = [sys.executable, "-m", "archive", "work", "--with-parent"]
    worker = subprocess.Popen(command, process_group=0)
    try:
        yield worker
    finally:
        worker.send_signal(signal.SIGTERM)
        try:
            worker.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()


def work(house: House, *, with_parent: bool = False) -> None:
    """Process pages, keep the search index in step and make backups, until told to stop.

    With ``with_parent`` it also stops when the process that started it is gone, however it went.
    """
    if with_parent:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    with (
        using(house.settings.data_dir),
        following_journal(make_indexer(house)),
        keeping_backups(house),
    ):
        process_pages(house)


def _leave(_number: int, _frame: object) -> None:
    raise SystemExit(0)
