"""The fields that come with the house, read once from the files beside this one."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from archive.catalogue.materials.fields import Definition, KindField, read_definition
from archive.catalogue.materials.kinds import MaterialKind

FOLDER = Path(__file__).parent


@cache
def shipped_definitions() -> Mapping[MaterialKind, Definition]:
    """Return the definition of every kind, in the order of the kinds."""
    return {kind: _read(kind) for kind in MaterialKind}


def _read(kind: MaterialKind) -> Definition:
    return read_definition(kind, (FOLDER / f"{kind.value}.toml").read_text("utf-8"))


@cache
def shipped_fields() -> Mapping[str, KindField]:
    """Return every field by its name; what two kinds share means the same in both.

    Raises:
        ValueError: two kinds give one name two meanings.
    """
    found: dict[str, KindField] = {}
    for definition in shipped_definitions().values():
        for each in definition.fields:
            if found.setdefault(each.name, each) != each:
                message = f"{each.name} means two things"
                raise ValueError(message)
    return found
