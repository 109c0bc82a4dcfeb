"""What the tests of the sandbox have it do."""

import os
import subprocess
import time
from pathlib import Path

import numpy as np
import pyvips

from archive.kernel.errors import UnreadableScanError
from digitize.sandbox.bounded import run_bounded


def add(left: int, right: int) -> int:
    """Work."""
    return left + right


def hang(note: Path) -> None:
    """Start a program that would run for an hour, and wait for it."""
    program = subprocess.Popen(["/bin/sleep", "3600"])
    part = note.with_suffix(".part")
    part.write_text(str(program.pid))
    part.rename(note)
    program.wait()


def leave_behind(note: Path) -> str:
    """Start a program and forget it."""
    note.write_text(str(subprocess.Popen(["/bin/sleep", "3600"]).pid))
    return "done"


def refuse() -> None:
    """Raise an error with values."""
    raise UnreadableScanError(name="第一叶.jpg", detail="cut short")


def fail() -> None:
    """Raise what nobody foresaw."""
    message = "unforeseen"
    raise KeyError(message)


def die() -> None:
    """End without a word, as native code does."""
    os.abort()


def eat_with_numpy() -> float:
    """Ask for far too much memory."""
    return float(np.ones(10**10).sum())


def eat_with_vips() -> int:
    """Ask libvips for far too much memory."""
    return len(pyvips.Image.black(60_000, 60_000).write_to_memory())


def count_threads() -> int:
    """Return how many threads the child has."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("Threads:")[1].split()[0])


def hang_in_the_sandbox(note: Path) -> None:
    """Be a worker that waits for a hanging child."""
    run_bounded(hang, note, seconds=3600, memory_bytes=10**9)
    time.sleep(3600)
