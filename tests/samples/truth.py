"""What a drawn page is known to hold: panels, columns, runs, cells, and the skew put in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]


class Box(NamedTuple):
    """Left, top, right, bottom in pixels; right and bottom are outside."""

    x0: float
    y0: float
    x1: float
    y1: float


class PanelKind(StrEnum):
    """What a part of the page is; the words of `layout.json`. Modern print is a half-leaf too."""

    HALF_LEAF = "half-leaf"
    FOLD = "fold"
    PAGE_NUMBER = "page_number"
    PICTURE = "picture"
    """Known to the truth only: `layout.json` lists text."""


@dataclass(frozen=True)
class CellTruth:
    """One character and the cell it stands in."""

    char: str
    box: Box


@dataclass(frozen=True)
class RunTruth:
    """A stretch of main text, or a double-line note (right sub-line first, then left)."""

    box: Box
    main: str = ""
    right: str = ""
    left: str = ""

    @property
    def is_note(self) -> bool:
        return bool(self.right or self.left)

    @property
    def text(self) -> str:
        return self.main + self.right + self.left

    def as_json(self) -> dict[str, Any]:
        """Return the run as `layout.json` writes it."""
        if self.is_note:
            return {
                "type": "note",
                "right": self.right,
                "left": self.left,
                "box": _rounded(self.box),
            }
        return {"type": "main", "text": self.main, "box": _rounded(self.box)}


@dataclass(frozen=True)
class ColumnTruth:
    """One printed column (or one line of horizontal print), its cells in reading order."""

    box: Box
    runs: tuple[RunTruth, ...]
    cells: tuple[CellTruth, ...]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    def as_json(self) -> dict[str, Any]:
        """Return the column as `layout.json` writes it."""
        cells = [{"box": _rounded(c.box), "char": c.char, "confidence": 1.0} for c in self.cells]
        runs = [run.as_json() for run in self.runs]
        return {"box": _rounded(self.box), "text": self.text, "runs": runs, "cells": cells}


@dataclass(frozen=True)
class PanelTruth:
    """A part of the page; columns in reading order."""

    name: str
    kind: PanelKind
    box: Box
    columns: tuple[ColumnTruth, ...] = ()


@dataclass(frozen=True)
class PageTruth:
    """Everything known about a drawn page.

    Attributes:
        width: pixels.
        height: pixels.
        panels: in reading order.
        skew_deg: how far the page was turned, counter-clockwise positive.
    """

    width: int
    height: int
    panels: tuple[PanelTruth, ...]
    skew_deg: float

    @property
    def body_columns(self) -> tuple[ColumnTruth, ...]:
        """Columns that belong to the text, blank ones too."""
        body = (panel for panel in self.panels if panel.kind is PanelKind.HALF_LEAF)
        return tuple(column for panel in body for column in panel.columns)

    def lines(self) -> list[str]:
        """Return one printed column a line in reading order; blank columns and folds left out."""
        return [column.text for column in self.body_columns if column.text]

    def as_layout(self) -> dict[str, Any]:
        """Return the truth in the form of `layout.json`."""
        panels = [
            {
                "name": panel.name,
                "kind": str(panel.kind),
                "box": _rounded(panel.box),
                "columns": [column.as_json() for column in panel.columns],
            }
            for panel in self.panels
            if panel.kind is not PanelKind.PICTURE
        ]
        return {"width": self.width, "height": self.height, "panels": panels}


@dataclass(frozen=True)
class DrawnPage:
    """A drawn scan: BGR picture (height, width, 3) and its truth.

    Attributes:
        name: file stem.
        label: the page's place in the book, for people.
    """

    name: str
    label: str
    image: Picture
    truth: PageTruth
    dpi: int


def move_panels(panels: Iterable[PanelTruth], move: Callable[[Box], Box]) -> tuple[PanelTruth, ...]:
    """Return the panels with every box passed through `move`."""
    return tuple(
        replace(
            panel,
            box=move(panel.box),
            columns=tuple(_move_column(column, move) for column in panel.columns),
        )
        for panel in panels
    )


def _move_column(column: ColumnTruth, move: Callable[[Box], Box]) -> ColumnTruth:
    return ColumnTruth(
        box=move(column.box),
        runs=tuple(replace(run, box=move(run.box)) for run in column.runs),
        cells=tuple(replace(cell, box=move(cell.box)) for cell in column.cells),
    )


def around(boxes: Iterable[Box]) -> Box:
    """Return the smallest box that holds all of the (at least one) boxes."""
    x0s, y0s, x1s, y1s = zip(*boxes, strict=True)
    return Box(min(x0s), min(y0s), max(x1s), max(y1s))


def _rounded(box: Box) -> list[int]:
    return [round(side) for side in box]
