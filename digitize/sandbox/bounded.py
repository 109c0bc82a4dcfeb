"""Run a function where it can do no harm: in a child with a time limit and a memory limit.

Decoders meet hostile files, engines hang, native code aborts. Each call therefore runs in a child
process of its own, forked from a :mod:`digitize.sandbox.zygote` that has OpenCV, NumPy and libvips
imported already (a few milliseconds instead of a second). multiprocessing's own fork server is not
used because it imports the main module again in every child and cannot set the environment that
the libraries read when they are loaded.
"""

import atexit
import contextlib
import json
import os
import pickle
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, TypeVar

from archive.kernel.errors import OutOfMemoryError, StepCrashedError, StepTimedOutError
from digitize.sandbox.outcomes import Raised, Returned, speaks_of_memory

# By name only: these stand above this room, which runs whatever it is given.
PRELOADED = ("PIL.ImageCms", "digitize.pipeline.steps.derive", "digitize.pipeline.steps.read")
GRACE_SECONDS = 60
COMPLAINT_BYTES = 4000
# One thread per library: several pages are worked on at once, and a fork keeps one thread only.
ENVIRONMENT = {
    "MALLOC_ARENA_MAX": "2",
    "OMP_NUM_THREADS": "1",
    "OMP_THREAD_LIMIT": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "VIPS_CONCURRENCY": "1",
}

T = TypeVar("T")


class _Mother:
    """A running zygote and our end of its control socket."""

    def __init__(self) -> None:
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        paths = [path for path in sys.path if path]
        environment = os.environ | ENVIRONMENT | {"PYTHONPATH": os.pathsep.join(paths)}
        with theirs:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "digitize.sandbox.zygote",
                    str(theirs.fileno()),
                    *PRELOADED,
                ],
                pass_fds=[theirs.fileno()],
                env=environment,
                stdin=subprocess.DEVNULL,
            )
        self.owner = os.getpid()

    def is_usable(self) -> bool:
        """Whether it is ours and alive."""
        return self.owner == os.getpid() and self.process.poll() is None

    def stop(self) -> None:
        """Let it end its children and itself."""
        self.control.close()
        if self.owner == os.getpid():
            with contextlib.suppress(ProcessLookupError):
                self.process.send_signal(signal.SIGKILL)
            self.process.wait()


class _Nursery:
    """Keeps one zygote per process, started when it is first needed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._mother: _Mother | None = None

    def send(self, message: bytes, files: list[int]) -> _Mother:
        with self._lock:
            if self._mother is None or not self._mother.is_usable():
                self._mother = _Mother()
            socket.send_fds(self._mother.control, [message], files)
            return self._mother

    def close(self) -> None:
        with self._lock:
            if self._mother is not None:
                self._mother.stop()
            self._mother = None


_nursery = _Nursery()
atexit.register(_nursery.close)


def run_bounded(
    function: Callable[..., T], *arguments: Any, seconds: float, memory_bytes: int
) -> T:
    """Return what ``function(*arguments)`` returns in a bounded child process.

    Args:
        function: a function that pickles, that is, one at the top level of a module.
        *arguments: what it is called with; they and the result must pickle.
        seconds: after that the child and all it started are killed.
        memory_bytes: addresses it may ask for beyond those of the libraries.

    Raises:
        AppError: what the function itself raised, with its values.
        StepTimedOutError: it took too long.
        OutOfMemoryError: it asked for more memory than it may.
        StepCrashedError: the child died, or raised something unforeseen; ``detail`` says what.
    """
    with _memory_file("call") as call, _memory_file("outcome") as outcome:
        pickle.dump((function, arguments), call)
        call.flush()
        with _memory_file("complaints") as complaints:
            end = _run_child([call, outcome, complaints], seconds, memory_bytes)
            if end == {"exit": 0}:
                returned: T = _unpack(outcome)
                return returned
            raise _explain(end, _tail(complaints), seconds)


def stop_children() -> None:
    """Stop the zygote of this process and every child it has."""
    _nursery.close()


def _run_child(files: list[BinaryIO], seconds: float, memory_bytes: int) -> dict[str, Any]:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    message = json.dumps({"seconds": seconds, "memory_bytes": memory_bytes}).encode()
    with ours:
        with theirs:
            try:
                mother = _nursery.send(message, [*(f.fileno() for f in files), theirs.fileno()])
            except OSError as error:
                raise StepCrashedError(detail=f"no zygote: {error}") from error
        ready, _, _ = select.select([ours], [], [], seconds + GRACE_SECONDS)
        if not ready:
            mother.stop()
            return {"timed_out": True}
        with contextlib.suppress(OSError):
            told: dict[str, Any] = json.loads(ours.recv(COMPLAINT_BYTES) or b"{}")
            return told
    return {}


def _unpack(outcome: BinaryIO) -> Any:
    outcome.seek(0)
    found = pickle.load(outcome)  # noqa: S301 - written by our own child
    if isinstance(found, Raised):
        raise found.rebuild()
    returned: Returned = found
    return returned.value


def _explain(end: dict[str, Any], complaint: str, seconds: float) -> Exception:
    if end.get("timed_out"):
        return StepTimedOutError(seconds=round(seconds), detail=complaint)
    if speaks_of_memory(complaint):
        return OutOfMemoryError(detail=complaint)
    return StepCrashedError(detail=f"{end or 'the zygote died'}: {complaint}")


def _tail(complaints: BinaryIO) -> str:
    size = complaints.seek(0, os.SEEK_END)
    complaints.seek(max(0, size - COMPLAINT_BYTES))
    return complaints.read().decode("utf-8", "replace")


@contextlib.contextmanager
def _memory_file(name: str) -> Iterator[BinaryIO]:
    with os.fdopen(os.memfd_create(f"fangzhi-{name}"), "w+b") as stream:
        yield stream
