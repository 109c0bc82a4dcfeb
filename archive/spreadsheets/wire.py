"""Cells on their way from the child that read them: one line of JSON a row."""

import datetime as dt
import json
from typing import Any

from archive.spreadsheets.cells import BLANK, Cell, Fault, Value


def pack_cells(cells: list[Cell]) -> str:
    """Return a row's cells as JSON."""
    return json.dumps([_pack(cell) for cell in cells], ensure_ascii=False)


def unpack_cells(packed: Any) -> tuple[Cell, ...]:
    """Return the cells that :func:`pack_cells` was given, once JSON has been read."""
    return tuple(_unpack(cell) for cell in packed)


def _pack(cell: Cell) -> Any:
    if cell.fault is None and not cell.is_continued and not isinstance(cell.value, dt.date):
        return cell.value
    packed: dict[str, Any] = {"v": cell.value}
    if isinstance(cell.value, dt.datetime):
        packed = {"t": cell.value.isoformat()}
    elif isinstance(cell.value, dt.date):
        packed = {"d": cell.value.isoformat()}
    if cell.fault is not None:
        packed["f"] = cell.fault.value
    if cell.is_continued:
        packed["m"] = True
    return packed


def _unpack(packed: Any) -> Cell:
    if packed is None:
        return BLANK
    if not isinstance(packed, dict):
        return Cell(packed)
    value: Value = packed.get("v")
    if "t" in packed:
        value = dt.datetime.fromisoformat(packed["t"])
    elif "d" in packed:
        value = dt.date.fromisoformat(packed["d"])
    fault = Fault(packed["f"]) if "f" in packed else None
    return Cell(value, fault, is_continued=bool(packed.get("m")))
