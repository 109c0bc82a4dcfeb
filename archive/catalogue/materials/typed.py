"""The fields of a kind as they stand in a form, and back. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from starlette.datastructures import FormData

from archive.catalogue.materials.fields import FieldType, KindField
from archive.catalogue.materials.values import PREFIX
from archive.web.forms import clean

BLANK_ROWS = 3
"""How many empty rows a table of rows ends in, to be written into."""
_CELL = re.compile(re.escape(PREFIX) + r"(?P<name>[\w-]+)\.(?P<row>\d{1,5})\.(?P<column>[\w-]+)")


def read_details(known: Iterable[KindField], submitted: FormData) -> dict[str, Any]:
    """Return what was typed into the fields that the form had, by name; nothing for the others."""
    rows = _rows(submitted)
    found: dict[str, Any] = {}
    for field in known:
        if field.name in rows:
            found[field.name] = rows[field.name]
        elif (key := PREFIX + field.name) in submitted:
            found[field.name] = _typed(field, clean(str(submitted[key])))
    return found


def _typed(field: KindField, text: str) -> Any:
    if field.type is FieldType.ROWS:
        return []
    if field.is_repeated:
        return [line for line in map(str.strip, text.splitlines()) if line]
    return text


def _rows(submitted: FormData) -> dict[str, list[dict[str, str]]]:
    cells: dict[str, dict[int, dict[str, str]]] = {}
    for key, value in submitted.multi_items():
        found = _CELL.fullmatch(key)
        if found is not None:
            row = cells.setdefault(found["name"], {}).setdefault(int(found["row"]), {})
            row[found["column"]] = clean(str(value))
    return {
        name: [row for _, row in sorted(rows.items()) if any(row.values())]
        for name, rows in cells.items()
    }


def form_values(known: Iterable[KindField], details: Mapping[str, Any]) -> dict[str, str]:
    """Return the values of ``details`` by the names that they have in a form."""
    values: dict[str, str] = {}
    for field in known:
        value = details.get(field.name)
        if value in ("", None, []):
            continue
        if field.type is FieldType.ROWS:
            values |= _cells(field, _as_rows(value))
        else:
            values[PREFIX + field.name] = (
                "\n".join(map(str, value)) if isinstance(value, list) else str(value)
            )
    return values


def _as_rows(value: Any) -> Sequence[Mapping[str, Any]]:
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def _cells(field: KindField, rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    return {
        f"{PREFIX}{field.name}.{number}.{column.name}": str(row[column.name])
        for number, row in enumerate(rows)
        for column in field.columns
        if column.name in row
    }


def row_count(field: KindField, values: Mapping[str, Any]) -> int:
    """Return how many rows a form shows of a field: those that hold something, and blank ones."""
    start = f"{PREFIX}{field.name}."
    numbers = [int(key[len(start) :].split(".")[0]) for key in values if key.startswith(start)]
    return max(numbers, default=-1) + 1 + BLANK_ROWS
