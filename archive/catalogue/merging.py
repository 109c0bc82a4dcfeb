"""Two people changed one title: what each of them meant, field by field."""

from collections.abc import Iterable, Mapping
from typing import Any

from archive.catalogue.schemas import TitleFields


def fields_before(changes: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the fields that ``changes`` changed, as they were before all of them.

    Each change is given as the fields it overwrote, the newest change first.
    """
    base: dict[str, Any] = {}
    for overwritten in changes:
        base.update(overwritten)
    return base


def merge_fields(base: Mapping[str, Any], held: TitleFields, typed: TitleFields) -> TitleFields:
    """Return ``typed``, but with the held value in each field that its author left alone.

    ``base`` holds the fields that others changed meanwhile, as the author first saw them.
    """
    read, kept = typed.flat(), held.flat()
    left_alone = [name for name, value in base.items() if read.get(name) == value]
    return typed.with_flat({name: kept.get(name) for name in left_alone})
