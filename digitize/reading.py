"""Read a page: from pixels to layout to characters in their cells.

The pieces fit a pipeline that keeps its steps apart: `analyse` alone makes the layout, which may
be stored; `read_layout` adds the characters to a layout that was made before.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitize.layout.analyse import analyse
from digitize.layout.cut import LineImage, cut_lines
from digitize.layout.model import Column, Direction, PageLayout, PanelKind, RunType
from digitize.ocr.engine import OcrEngine, read_lines
from digitize.ocr.line import LineReading
from digitize.ocr.place import PlacedChar, place_reading


@dataclass(frozen=True, slots=True)
class RunReading:
    """What stands in a run: one line of characters, or the right and the left of a note."""

    type: RunType
    lines: tuple[tuple[PlacedChar, ...], ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """The text of each line, in reading order."""
        return tuple("".join(char.char for char in line) for line in self.lines)


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """What stands in a column, run by run."""

    runs: tuple[RunReading, ...]

    @property
    def chars(self) -> tuple[PlacedChar, ...]:
        """All characters in reading order."""
        return tuple(char for run in self.runs for line in run.lines for char in line)

    @property
    def text(self) -> str:
        """All characters in reading order."""
        return "".join(char.char for char in self.chars)


@dataclass(frozen=True, slots=True)
class PageReading:
    """A page's layout and what was read in it.

    Attributes:
        layout: where everything stands, in pixels of the picture.
        panels: for each panel of the layout, a reading of each of its columns.
        engine: name of the engine.
        engine_version: its version.
    """

    layout: PageLayout
    panels: tuple[tuple[ColumnReading, ...], ...]
    engine: str
    engine_version: str

    @property
    def body(self) -> tuple[ColumnReading, ...]:
        """The columns of the text in reading order; folds and page numbers are no text."""
        return tuple(
            column
            for panel, columns in zip(self.layout.panels, self.panels, strict=True)
            if panel.kind is PanelKind.HALF_LEAF
            for column in columns
        )

    @property
    def text(self) -> str:
        """The text of the body, one printed column a line."""
        return "\n".join(self.lines())

    @property
    def confidence(self) -> float | None:
        """Mean over the characters of the body, None where nothing was read."""
        known = [c.confidence for column in self.body for c in column.chars]
        numbers = [number for number in known if number is not None]
        return sum(numbers) / len(numbers) if numbers else None

    def lines(self) -> list[str]:
        """Return one printed column a line; blank columns are left out, unread ones are empty."""
        return [column.text for column in self.body if column.runs]


def read_page(
    image: NDArray[np.uint8], engine: OcrEngine, profile: str | None = None
) -> PageReading:
    """Find the layout of a page and read it.

    Args:
        image: (height, width) gray or (height, width, 3) BGR pixels.
        engine: who reads the lines.
        profile: a `Profile` value when the kind of page is known; otherwise it is found.

    Raises:
        ValueError: there is no such profile.
        StepError: the engine failed.
    """
    return read_layout(image, analyse(image, profile), engine)


def read_layout(image: NDArray[np.uint8], layout: PageLayout, engine: OcrEngine) -> PageReading:
    """Read a page whose layout is known; all its lines are given to the engine at once.

    Raises:
        StepError: the engine failed.
    """
    lines = cut_lines(image, layout)
    readings = read_lines(engine, lines)
    return assemble(layout, lines, readings, engine)


def assemble(
    layout: PageLayout,
    lines: Sequence[LineImage],
    readings: Iterable[LineReading],
    engine: OcrEngine,
) -> PageReading:
    """Put the readings of the lines back where the lines were cut. Pure."""
    placed = {
        (line.panel, line.column, line.run, line.line): _place(line, reading)
        for line, reading in zip(lines, readings, strict=True)
    }
    panels = tuple(
        tuple(
            _gather(column, (panel_number, number), placed)
            for number, column in enumerate(panel.columns)
        )
        for panel_number, panel in enumerate(layout.panels)
    )
    return PageReading(layout, panels, engine.name, engine.version)


def _gather(
    column: Column,
    at: tuple[int, int],
    placed: dict[tuple[int, int, int, int], tuple[PlacedChar, ...]],
) -> ColumnReading:
    runs = (
        RunReading(
            run.type,
            tuple(placed.get((*at, number, line), ()) for line in range(len(run.lines))),
        )
        for number, run in enumerate(column.runs)
    )
    return ColumnReading(tuple(runs))


def _place(line: LineImage, reading: LineReading) -> tuple[PlacedChar, ...]:
    length = line.picture.shape[0 if line.direction is Direction.VERTICAL else 1]
    centres = [(start + end) / 2 / length for start, end in line.spans]
    return place_reading(reading, [cell.box for cell in line.cells], centres, line.direction)
