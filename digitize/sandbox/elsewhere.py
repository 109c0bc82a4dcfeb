"""Functions named and not imported, so that only the child that runs one loads what it needs.

OpenCV, NumPy and libvips take some fifty megabytes. The web server and the worker look at no pixel
themselves, so they never load them.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import Any, Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Elsewhere(Generic[T]):
    """The function ``name`` of ``module``, imported where it is called. It pickles."""

    module: str
    name: str

    def __call__(self, *arguments: Any) -> T:
        """Import the function and call it."""
        returned: T = getattr(import_module(self.module), self.name)(*arguments)
        return returned
