"""The fields of every kind as they are now: those of the house, and those a library added."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from archive.catalogue.errors import (
    OwnFieldLabelError,
    OwnFieldNotFoundError,
    OwnFieldOptionsError,
    OwnFieldTypeError,
)
from archive.catalogue.materials.fields import Definition, FieldType, KindField
from archive.catalogue.materials.kinds import MaterialKind
from archive.catalogue.materials.shipped import shipped_definitions, shipped_fields
from archive.catalogue.models import OwnField
from archive.catalogue.schemas import NewOwnField, OwnFieldView, TitleFields
from archive.kernel import journal
from archive.kernel.journal import Subject
from archive.web.i18n import translate

LONGEST_OPTION = 100
_TYPES = frozenset({FieldType.TEXT, FieldType.NUMBER, FieldType.DATE, FieldType.CHOICE})


def definition_of(session: Session, material: MaterialKind | None) -> Definition | None:
    """Return the fields of a kind, those that the library added last; None for no kind."""
    if material is None:
        return None
    shipped = shipped_definitions()[material]
    own = session.scalars(_own().where(OwnField.material == material)).all()
    in_use = [_field(row) for row in own if row.given_up_at is None]
    version = f"{shipped.version}+{len(own)}" if own else shipped.version
    return Definition(material, version, [*shipped.fields, *in_use])


def known_fields(session: Session) -> Mapping[str, KindField]:
    """Return every field by its name, those that were given up among them."""
    return {**shipped_fields(), **{_name(row): _field(row) for row in session.scalars(_own())}}


def version_of(session: Session, fields: TitleFields) -> str:
    """Return which definition the details of a title follow, empty if it is of no kind."""
    found = definition_of(session, fields.material)
    return f"{found.material} {found.version}" if found else ""


def own_fields(session: Session, material: MaterialKind) -> Sequence[OwnFieldView]:
    """Return the fields that the library added to a kind, in their order."""
    rows = session.scalars(_own().where(OwnField.material == material))
    return [OwnFieldView(row.id, _field(row), row.given_up_at) for row in rows]


def add_field(session: Session, material: MaterialKind, new: NewOwnField) -> OwnFieldView:
    """Add a field to a kind: it stands in the form of every title of it from now on.

    Raises:
        InvalidInputError: it cannot be used so; the error names what is wrong.
    """
    label, options = new.label.strip(), [each.strip() for each in new.options if each.strip()]
    _check(session, material, new, label, options)
    last = select(func.max(OwnField.position)).where(OwnField.material == material)
    row = OwnField(
        material=material,
        label=label,
        hint=new.hint.strip(),
        type=new.type,
        is_repeated=new.is_repeated and new.type is FieldType.TEXT,
        options=list(dict.fromkeys(options)),
        position=(session.scalar(last) or 0) + 1,
        created_at=journal.now(session),
    )
    session.add(row)
    session.flush()
    after = {"label": label, "type": row.type, "options": row.options}
    _record(session, row, "catalogue.own-field.added", after)
    return OwnFieldView(row.id, _field(row), None)


def give_up_field(session: Session, field_id: str) -> None:
    """Take a field out of the form; what titles have in it stays, and comes back with it."""
    row = _row(session, field_id)
    if row.given_up_at is None:
        row.given_up_at = journal.now(session)
        session.flush()
        _record(session, row, "catalogue.own-field.given-up", {"label": row.label})


def take_up_field(session: Session, field_id: str) -> None:
    """Put a field that was given up into the form again."""
    row = _row(session, field_id)
    if row.given_up_at is not None:
        row.given_up_at = None
        session.flush()
        _record(session, row, "catalogue.own-field.taken-up", {"label": row.label})


def _check(
    session: Session, material: MaterialKind, new: NewOwnField, label: str, options: Sequence[str]
) -> None:
    held = definition_of(session, material)
    names = {translate(each.label) for each in held.fields} if held else set()
    if not label or label in names:
        raise OwnFieldLabelError(field="label")
    if new.type not in _TYPES:
        raise OwnFieldTypeError(field="type")
    if new.type is FieldType.CHOICE and not options:
        raise OwnFieldOptionsError(field="options", most=LONGEST_OPTION)
    if any(len(option) > LONGEST_OPTION for option in options):
        raise OwnFieldOptionsError(field="options", most=LONGEST_OPTION)


def _own() -> Select[OwnField]:
    return select(OwnField).order_by(OwnField.material, OwnField.position)


def _name(row: OwnField) -> str:
    return f"own-{row.id}"


def _field(row: OwnField) -> KindField:
    return KindField(
        name=_name(row),
        label=row.label,
        type=row.type,
        hint=row.hint,
        is_repeated=row.is_repeated,
        options={option: option for option in row.options},
    )


def _row(session: Session, field_id: str) -> OwnField:
    row = session.get(OwnField, field_id)
    if row is None:
        raise OwnFieldNotFoundError(detail=field_id)
    return row


def _record(session: Session, row: OwnField, action: str, after: dict[str, Any]) -> None:
    journal.record(session, action, subject=Subject("material-kind", row.material), after=after)
