"""Programs that a measurement needs: found or named, started on the loopback, stopped."""

import contextlib
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench.watching import list_tree

START_SECONDS = 15


class MissingProgramsError(Exception):
    """Programs that the measurement needs are not installed; the message says how to get them."""


def require_programs(programs: Mapping[str, str]) -> None:
    """Check that each program, by name or path, is there; ``programs`` maps it to its package.

    Raises:
        MissingProgramsError: some are not.
    """
    missing = sorted({package for name, package in programs.items() if not shutil.which(name)})
    if missing:
        raise MissingProgramsError(
            "apt-get install --yes --no-install-recommends " + " ".join(missing)
        )


def find_free_port() -> int:
    """Return a port of the loopback that nobody listens on now."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port


@contextlib.contextmanager
def running(
    command: list[str], port: int, environment: Mapping[str, str] | None = None
) -> Iterator[int]:
    """Run a server until the end of the block; give its process number once ``port`` answers."""
    process = subprocess.Popen(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    try:
        _wait_for_port(port, process)
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait_for_port(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended with {process.returncode}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise RuntimeError(f"{process.args!r} does not listen on port {port}")


def measure_memory_mib(pid: int) -> float:
    """Return the resident memory of a process and of all it started, MiB."""
    return sum(map(_read_resident_kib, list_tree(pid))) / 1024


def _read_resident_kib(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    return 0
