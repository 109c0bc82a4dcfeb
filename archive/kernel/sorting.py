"""The order of a list, as its heading asks for it: a name, with a minus in front to turn it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

Column = InstrumentedAttribute[Any]


def sorted_by(
    asked: str,
    columns: Mapping[str, Column],
    default: Column,
    tie: Column,
) -> list[Column | ColumnElement[Any]]:
    """Return by what a statement is ordered; ``default`` where the name is none of ``columns``.

    ``tie`` decides between equal ones and is turned with them, so that an index serves both ways.
    """
    order = (columns.get(asked.removeprefix("-"), default), tie)
    return [column.desc() for column in order] if asked.startswith("-") else list(order)
