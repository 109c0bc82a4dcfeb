"""A reading as files: `<stem>.lines.txt` for people, `<stem>.layout.json` for programs."""

import json
from pathlib import Path
from typing import Any

from digitize.layout.codec import layout_to_json
from digitize.layout.model import RunType
from digitize.ocr.place import PlacedChar
from digitize.reading import ColumnReading, PageReading, RunReading


def write_reading(reading: PageReading, folder: Path, stem: str) -> tuple[Path, Path]:
    """Write both files of a page into an existing folder and return their paths."""
    lines = folder / f"{stem}.lines.txt"
    layout = folder / f"{stem}.layout.json"
    lines.write_text("".join(f"{line}\n" for line in reading.lines()), encoding="utf-8")
    content = json.dumps(reading_to_json(reading), ensure_ascii=False, indent=1)
    layout.write_text(content + "\n", encoding="utf-8")
    return lines, layout


def reading_to_json(reading: PageReading) -> dict[str, Any]:
    """Return the layout as JSON with the text in its place.

    Columns gain `text` and `cells` (one a character: `box`, `char`, `confidence`), main runs
    `text`, notes `right` and `left`; the layout itself can still be read from it.
    """
    data = layout_to_json(reading.layout)
    for panel, columns in zip(data["panels"], reading.panels, strict=True):
        for column, read in zip(panel["columns"], columns, strict=True):
            _add_column(column, read)
    confidence = reading.confidence
    data["text"] = {
        "engine": reading.engine,
        "engine_version": reading.engine_version,
        "confidence": None if confidence is None else round(confidence, 4),
    }
    return data


def _add_column(column: dict[str, Any], read: ColumnReading) -> None:
    column["text"] = read.text
    column["cells"] = [_char_to_json(char) for char in read.chars]
    for run, run_read in zip(column["runs"], read.runs, strict=True):
        run.update(_run_to_json(run_read))


def _run_to_json(read: RunReading) -> dict[str, str]:
    if read.type is RunType.MAIN:
        return {"text": "".join(read.texts)}
    right, left = read.texts
    return {"right": right, "left": left}


def _char_to_json(char: PlacedChar) -> dict[str, Any]:
    confidence = None if char.confidence is None else round(char.confidence, 4)
    return {"box": list(char.box), "char": char.char, "confidence": confidence}
