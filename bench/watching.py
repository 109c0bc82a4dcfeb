"""Run a command and see what it costs: time, processor time, memory of all its processes."""

import os
import subprocess
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

POLL_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: seconds by the clock, seconds of processors, MiB at its peak."""

    seconds: float
    cpu_seconds: float
    peak_mib: float


def run_watched(command: list[str], environment: Mapping[str, str]) -> Cost:
    """Run ``command`` to its end and return what it and all it started cost.

    Memory is the proportional set size (``/proc/*/smaps_rollup``), in which a page that several
    processes share is counted once, summed over the whole tree every 20 ms; the peak is the
    highest sum. Processor time is that of every process that was waited for.

    Raises:
        RuntimeError: the command failed, so that its speed means nothing.
    """
    start = time.monotonic()
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said
        ) as process,
    ):
        peak_kib = 0
        while os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            peak_kib = max(peak_kib, sum(map(_read_kib, list_tree(process.pid))))
            time.sleep(POLL_SECONDS)
        seconds = time.monotonic() - start
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            said.seek(0)
            complaint = said.read().decode(errors="replace")
            raise RuntimeError(f"{command} ended with {process.returncode}:\n{complaint}")
    return Cost(seconds, used.ru_utime + used.ru_stime, peak_kib / 1024)


def list_tree(root: int) -> set[int]:
    """Return the numbers of a process and of every process below it."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                after_name = (folder / "stat").read_text().rpartition(")")[2].split()
                parents[int(folder.name)] = int(after_name[1])
    tree, added = {root}, {root}
    while added:
        added = {pid for pid, parent in parents.items() if parent in added} - tree
        tree |= added
    return tree


def _read_kib(pid: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0
