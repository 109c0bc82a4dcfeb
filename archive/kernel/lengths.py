"""SQLite keeps any text in any column; PostgreSQL does not. Here both refuse the same."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import Enum, String
from sqlalchemy.orm import Mapper, Session, object_mapper

from archive.kernel.errors import InvalidInputError


def refuse_unkeepable(session: Session, _context: object, _instances: object) -> None:
    """Refuse, before a flush, what a text column cannot keep: too many characters, or a NUL.

    Raises:
        InvalidInputError: ``detail`` names the column.
    """
    for row in (*session.new, *session.dirty):
        for name, longest in _texts_of(object_mapper(row)):
            value = vars(row).get(name)
            if isinstance(value, str) and (len(value) > longest or "\0" in value):
                raise InvalidInputError(detail=f"{type(row).__name__}.{name}: {len(value)}")


@cache
def _texts_of(model: Mapper[Any]) -> tuple[tuple[str, float], ...]:
    return tuple(_find_texts(model))


def _find_texts(model: Mapper[Any]) -> Iterator[tuple[str, float]]:
    for attribute in model.column_attrs:
        kind = attribute.columns[0].type
        if isinstance(kind, String) and not isinstance(kind, Enum):
            yield attribute.key, kind.length or float("inf")
