"""A page's layout as JSON and back, without loss.

Boxes are ``[x0, y0, x1, y1]`` and points ``[x, y]``, in pixels. Keys that this module does not
know are left alone, so that text and confidences may stand beside the geometry they belong to.
"""

from typing import Any

from digitize.layout.model import (
    Box,
    Cell,
    Column,
    Direction,
    PageLayout,
    Panel,
    PanelKind,
    Point,
    Profile,
    Run,
    RunType,
    SubLine,
)


def layout_to_json(layout: PageLayout) -> dict[str, Any]:
    """Return ``layout`` as JSON values."""
    return {
        "width": layout.width,
        "height": layout.height,
        "profile": layout.profile.value,
        "skew_degrees": layout.skew_degrees,
        "panels": [_panel_to_json(panel) for panel in layout.panels],
    }


def layout_from_json(data: dict[str, Any]) -> PageLayout:
    """Return the layout that :func:`layout_to_json` wrote.

    Raises:
        KeyError, ValueError, TypeError: ``data`` is no layout.
    """
    return PageLayout(
        width=data["width"],
        height=data["height"],
        profile=Profile(data["profile"]),
        skew_degrees=data["skew_degrees"],
        panels=tuple(_panel_from_json(panel) for panel in data["panels"]),
    )


def _panel_to_json(panel: Panel) -> dict[str, Any]:
    return {
        "name": panel.name,
        "kind": panel.kind.value,
        "direction": panel.direction.value,
        "box": list(panel.box),
        "columns": [_column_to_json(column) for column in panel.columns],
    }


def _panel_from_json(data: dict[str, Any]) -> Panel:
    return Panel(
        name=data["name"],
        kind=PanelKind(data["kind"]),
        box=Box(*data["box"]),
        columns=tuple(_column_from_json(column) for column in data["columns"]),
        direction=Direction(data["direction"]),
    )


def _column_to_json(column: Column) -> dict[str, Any]:
    return {
        "box": list(column.box),
        "left": [list(point) for point in column.left],
        "right": [list(point) for point in column.right],
        "runs": [_run_to_json(run) for run in column.runs],
    }


def _column_from_json(data: dict[str, Any]) -> Column:
    return Column(
        box=Box(*data["box"]),
        runs=tuple(_run_from_json(run) for run in data["runs"]),
        left=tuple(Point(*point) for point in data["left"]),
        right=tuple(Point(*point) for point in data["right"]),
    )


def _run_to_json(run: Run) -> dict[str, Any]:
    lines = [
        {"box": list(line.box), "cells": [{"box": list(cell.box)} for cell in line.cells]}
        for line in run.lines
    ]
    return {"type": run.type.value, "box": list(run.box), "lines": lines}


def _run_from_json(data: dict[str, Any]) -> Run:
    lines = tuple(
        SubLine(Box(*line["box"]), tuple(Cell(Box(*cell["box"])) for cell in line["cells"]))
        for line in data["lines"]
    )
    return Run(RunType(data["type"]), Box(*data["box"]), lines)
