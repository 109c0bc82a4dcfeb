"""The process that bounded children are forked from.

It is started by :mod:`digitize.sandbox.bounded` with the heavy modules imported once, has one
thread, and forks a child for each job. It alone waits for its children, so the number of a dead
child's process group is never used again before the group is cleared. When whoever started it
dies, the control socket closes and every child's group is killed; when it is itself killed, the
kernel kills the children (``PR_SET_PDEATHSIG``).

A job is a message on the control socket, ``{"seconds", "memory_bytes"}`` in JSON, with four open
files: the pickled call, the place for its outcome, the place for what the child complains of, and
a socket on which its end is told: ``{"exit": n}``, ``{"signal": n}`` or ``{"timed_out": true}``.
"""

import contextlib
import ctypes
import importlib
import json
import os
import resource
import select
import signal
import socket
import sys
import time
from dataclasses import dataclass
from typing import NoReturn

from digitize.sandbox.outcomes import perform

FILE_COUNT = 4
MESSAGE_BYTES = 4096
FAILED_TO_START = 70
_PR_SET_PDEATHSIG = 1


@dataclass(slots=True)
class Child:
    """A child at work: where its end is told, and when it must have come."""

    pid: int
    status: int
    deadline: float
    has_timed_out: bool = False


class Zygote:
    """Forks, watches and buries children until the control socket closes."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._children: dict[int, Child] = {}
        self._woken, self._wake = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self._pid = os.getpid()
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._wake, warn_on_full_buffer=False)

    def serve(self) -> None:
        """Take jobs until nobody is left who could send one."""
        while True:
            watched = [self._control.fileno(), self._woken]
            ready, _, _ = select.select(watched, [], [], self._patience())
            if self._woken in ready:
                with contextlib.suppress(BlockingIOError):
                    os.read(self._woken, MESSAGE_BYTES)
            if self._control.fileno() in ready and not self._take_job():
                break
            self._stop_the_late()
            self._bury_the_dead()
        for child in self._children.values():
            _kill_group(child.pid)

    def _patience(self) -> float | None:
        waiting = [c.deadline for c in self._children.values() if not c.has_timed_out]
        return max(0.0, min(waiting) - time.monotonic()) if waiting else None

    def _take_job(self) -> bool:
        message, files, _, _ = socket.recv_fds(self._control, MESSAGE_BYTES, FILE_COUNT)
        if not message:
            return False
        job = json.loads(message)
        call, outcome, complaints, status = files
        pid = os.fork()
        if pid == 0:
            self._become_child(files, int(job["memory_bytes"]))
        with contextlib.suppress(OSError):  # the child may have been quicker
            os.setpgid(pid, pid)
        for file in (call, outcome, complaints):
            os.close(file)
        self._children[pid] = Child(pid, status, time.monotonic() + float(job["seconds"]))
        return True

    def _become_child(self, files: list[int], memory_bytes: int) -> NoReturn:
        code = FAILED_TO_START
        try:
            call, outcome, complaints, status = files
            os.setpgid(0, 0)
            self._tie_to_mother()
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self._control.close()
            for descriptor in [status, *(child.status for child in self._children.values())]:
                os.close(descriptor)
            os.dup2(complaints, 1)
            os.dup2(complaints, 2)
            _limit(memory_bytes)
            perform(call, outcome)
            code = 0
        finally:
            os._exit(code)

    def _tie_to_mother(self) -> None:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != self._pid:
            os._exit(FAILED_TO_START)

    def _stop_the_late(self) -> None:
        now = time.monotonic()
        for child in self._children.values():
            if child.deadline <= now and not child.has_timed_out:
                child.has_timed_out = True
                _kill_group(child.pid)

    def _bury_the_dead(self) -> None:
        for child in list(self._children.values()):
            found = os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if found is None:
                continue
            _kill_group(child.pid)  # whatever it started and left behind
            _, status = os.waitpid(child.pid, 0)
            del self._children[child.pid]
            _tell(child, status)


def _tell(child: Child, status: int) -> None:
    code = os.waitstatus_to_exitcode(status)
    if child.has_timed_out:
        told: dict[str, int | bool] = {"timed_out": True}
    else:
        told = {"exit": code} if code >= 0 else {"signal": -code}
    with contextlib.suppress(OSError):  # nobody may be waiting any more
        os.write(child.status, json.dumps(told).encode())
    os.close(child.status)


def _kill_group(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _limit(memory_bytes: int) -> None:
    """Allow ``memory_bytes`` of addresses beyond those of the libraries, and no core files."""
    with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123 - few calls, all cheap
        mapped = int(statm.read().split()[0]) * resource.getpagesize()
    most = mapped + memory_bytes
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Serve on the socket named by the first argument, with the modules of the others."""
    descriptor, *modules = sys.argv[1:]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is for whoever started us
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    for module in modules:
        importlib.import_module(module)
    if "cv2" in modules:
        importlib.import_module("cv2").setNumThreads(1)
    Zygote(socket.socket(fileno=int(descriptor))).serve()


if __name__ == "__main__":
    main()
