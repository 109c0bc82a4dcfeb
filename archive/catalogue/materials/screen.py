"""The fields of a kind as a form shows them, in the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from archive.catalogue.materials.fields import Definition, FieldType, KindField
from archive.catalogue.materials.kinds import MaterialKind
from archive.catalogue.materials.own import definition_of, known_fields
from archive.catalogue.materials.typed import row_count
from archive.catalogue.materials.values import PREFIX
from archive.web.forms import Form
from archive.web.i18n import translate


@dataclass(frozen=True, slots=True)
class ShownField:
    """A field as it stands in a form under ``name``; ``rows`` counts those of a table."""

    name: str
    label: str
    hint: str
    type: str
    is_long: bool
    max_length: int
    options: Sequence[tuple[str, str]]
    columns: Sequence["ShownField"]
    rows: int


def kind_words(session: Session, form: Form) -> dict[str, Any]:
    """Return what the part of a form needs that shows the fields of the kind chosen in it.

    ``kept`` are the values of fields that this kind does not have: (name, label, value).
    """
    chosen = str(form.value("material"))
    material = MaterialKind(chosen) if chosen in set(MaterialKind) else None
    definition = definition_of(session, material)
    fields = definition.fields if definition else ()
    return {
        "kind_fields": [_shown(each, form.values) for each in fields],
        "kind_kept": _kept(session, definition, form.values),
        "detail_labels": {
            PREFIX + each.name: translate(each.label) for each in known_fields(session).values()
        },
    }


def _shown(field: KindField, values: Mapping[str, Any], prefix: str = PREFIX) -> ShownField:
    label = translate(field.label)
    return ShownField(
        name=prefix + field.name,
        label=f"{label}（{translate(field.unit)}）" if field.unit else label,
        hint=translate(field.hint) if field.hint else "",
        type=field.type.value,
        is_long=field.is_long or field.is_repeated,
        max_length=field.max_length,
        options=[(value, translate(name)) for value, name in field.options.items()],
        columns=[_shown(column, {}, "") for column in field.columns],
        rows=row_count(field, values) if field.type is FieldType.ROWS else 0,
    )


def _kept(
    session: Session, definition: Definition | None, values: Mapping[str, Any]
) -> list[tuple[str, str, str]]:
    known = known_fields(session)
    shown = {each.name for each in definition.fields} if definition else set()
    found = []
    for key, value in values.items():
        if key.startswith(PREFIX) and value:
            name = key.removeprefix(PREFIX).split(".")[0]
            if name in known and name not in shown:
                found.append((key, translate(known[name].label), str(value)))
    return found
