"""What every step is given and what it gives back.

A step runs in a sandboxed process: its context and its result pickle, and it knows files only. It
writes into its own folder and nowhere else, may be run again at any time, and gives the same
output for the same input, settings and version. Nothing in the folder is precious: a file that is
lost is made again.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

IMAGE = "image"
"""The straightened page image, a TIFF."""
LAYOUT = "layout"
"""Where columns and cells stand on it, as JSON."""
PYRAMID = "pyramid"
"""The access copy."""
TEXT = "text"
"""The layout with what was read in it, as JSON."""


@dataclass(frozen=True, slots=True)
class StepContext:
    """What a step may know.

    Attributes:
        name: what the scan's file is called in messages.
        master: the scan as it came, never to be written to.
        folder: where this step writes.
        inputs: files that earlier steps made, by the name they gave them.
        profile: the kind of page the operator chose, or "".
        settings: what this step does depends on, as JSON values.
        max_pixels: a picture with more is not decoded.
    """

    name: str
    master: Path
    folder: Path
    inputs: dict[str, Path]
    profile: str
    settings: dict[str, Any]
    max_pixels: int


@dataclass(frozen=True, slots=True)
class StepResult:
    """What a step made.

    Attributes:
        files: what it wrote into its folder, by the name later steps ask for.
        facts: what it found out, as JSON values.
    """

    files: dict[str, Path] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)


StepFunction = Callable[[StepContext], StepResult]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the pipeline.

    Attributes:
        name: its :class:`digitize.pages.ways.StepName`.
        version: grows when the same input would give another output.
        function: what it does, loaded only in the process that does it.
        needs: files of earlier steps that it reads, by name.
        settings: what of the house's settings it depends on, by name.
    """

    name: str
    version: str
    function: StepFunction
    needs: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
