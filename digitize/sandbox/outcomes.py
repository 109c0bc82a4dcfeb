"""How a bounded child performs its call, and how its outcome travels back.

Both ends trust each other: the files are private to them. An :class:`AppError` comes back as what
it was, with its values; anything else comes back as the step error that tells it best.
"""

import io
import os
import pickle
import traceback
from dataclasses import dataclass, field
from typing import Any

from archive.kernel.errors import AppError, OutOfMemoryError, OutOfSpaceError, StepCrashedError
from archive.kernel.storage import is_disk_full

_NO_MEMORY_WORDS = ("bad_alloc", "out of memory", "insufficient memory", "failed to allocate")


@dataclass(frozen=True, slots=True)
class Returned:
    """The call returned."""

    value: Any


@dataclass(frozen=True, slots=True)
class Raised:
    """The call raised; an exception with keyword arguments does not pickle by itself."""

    type: type[AppError]
    state: dict[str, Any] = field(default_factory=dict)

    def rebuild(self) -> AppError:
        """Return the error as it was raised."""
        error = self.type.__new__(self.type)
        error.__dict__.update(self.state)
        error.args = (error.message,)
        return error


def perform(call: int, outcome: int) -> None:
    """Read a pickled ``(function, arguments)`` from one file, write its outcome to the other."""
    try:
        with os.fdopen(call, "rb") as stream:
            stream.seek(0)
            function, arguments = pickle.load(stream)  # noqa: S301 - written by our own parent
        answer = _pickled(Returned(function(*arguments)))
    except Exception as error:  # noqa: BLE001 - every failure of a step is an answer
        answer = _pickled(describe(error))
    with os.fdopen(outcome, "wb") as stream:
        stream.write(answer)


def describe(error: Exception) -> Raised:
    """Return ``error`` as something that can travel."""
    if not isinstance(error, AppError):
        error = translate(error)
    return Raised(type(error), dict(error.__dict__))


def translate(error: Exception) -> AppError:
    """Return the step error that tells best what a foreign ``error`` means."""
    detail = "".join(traceback.format_exception(error))
    if is_out_of_memory(error):
        return OutOfMemoryError(detail=detail)
    if isinstance(error, OSError) and is_disk_full(error):
        return OutOfSpaceError(detail=detail)
    return StepCrashedError(detail=detail)


def is_out_of_memory(error: Exception) -> bool:
    """Whether an error of Python, OpenCV or libvips means that there was no memory left."""
    if isinstance(error, MemoryError):
        return True
    return speaks_of_memory(str(error))


def speaks_of_memory(complaint: str) -> bool:
    """Whether what a library wrote before it gave up names a failed allocation."""
    lowered = complaint.lower()
    return any(words in lowered for words in _NO_MEMORY_WORDS)


def _pickled(outcome: Returned | Raised) -> bytes:
    stream = io.BytesIO()
    pickle.dump(outcome, stream)
    return stream.getvalue()
