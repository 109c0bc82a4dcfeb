"""What a field of a kind is: data, read from TOML or from the rows a library added. Pure."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from archive.catalogue.materials.kinds import MaterialKind

LONGEST_TEXT = 500
MOST_VALUES = 200
MOST_ROWS = 2_000


class FieldType(StrEnum):
    """What can stand in a field."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    ROWS = "rows"


@dataclass(frozen=True, slots=True, kw_only=True)
class KindField:
    """A field that titles of a kind have beside those of every title.

    ``label``, ``hint``, ``unit`` and the names of ``options`` (value to name) are zh-Hans messages.
    ``lowest`` and ``highest`` bound a number, or the years of a date. A ``is_repeated`` field holds
    a list; one of rows holds a list of values by ``columns``, which are fields themselves.
    """

    name: str
    label: str
    type: FieldType = FieldType.TEXT
    hint: str = ""
    unit: str = ""
    max_length: int = LONGEST_TEXT
    lowest: int | None = None
    highest: int | None = None
    is_repeated: bool = False
    is_long: bool = False
    options: Mapping[str, str] = field(default_factory=dict)
    columns: Sequence["KindField"] = ()

    def messages(self) -> Iterable[str]:
        """Yield every message that the field brings to the screen."""
        own = (self.label, self.hint, self.unit, *self.options.values())
        yield from (message for message in own if message)
        for column in self.columns:
            yield from column.messages()


@dataclass(frozen=True, slots=True)
class Definition:
    """The fields of one kind, in their order on the form; ``version`` says which they were."""

    material: MaterialKind
    version: str
    fields: Sequence[KindField] = ()

    def field(self, name: str) -> KindField | None:
        """Return the field called ``name``, None if titles of this kind have none."""
        return next((each for each in self.fields if each.name == name), None)


def read_definition(material: MaterialKind, text: str) -> Definition:
    """Return the definition that the TOML ``text`` spells.

    Raises:
        ValueError: it spells none.
    """
    data = tomllib.loads(text)
    fields = [_read_field(each) for each in data.get("field", ())]
    names = [each.name for each in fields]
    if len(set(names)) < len(names):
        message = f"a field of {material} is defined twice"
        raise ValueError(message)
    return Definition(material, str(data["version"]), fields)


def _read_field(data: Mapping[str, Any]) -> KindField:
    values = dict(data)
    values["type"] = FieldType(values.get("type", FieldType.TEXT))
    values["is_repeated"] = values.pop("repeated", False)
    values["is_long"] = values.pop("long", False)
    values["columns"] = tuple(_read_field(column) for column in values.pop("column", ()))
    try:
        found = KindField(**values)
    except TypeError as error:
        message = f"{data.get('name')}: {error}"
        raise ValueError(message) from error
    if found.type is FieldType.CHOICE and not found.options:
        message = f"{found.name} leaves nothing to choose from"
        raise ValueError(message)
    if (found.type is FieldType.ROWS) != bool(found.columns):
        message = f"{found.name}: rows have columns, and nothing else has"
        raise ValueError(message)
    return found
