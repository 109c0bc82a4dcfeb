"""Two people edited one title: what each meant, side by side, to be taken field by field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from archive.catalogue import service
from archive.catalogue.field_words import FieldWords
from archive.catalogue.merging import merge_fields
from archive.catalogue.queries import find_title
from archive.catalogue.schemas import TitleFields, is_field

TAKE = "take."
"""Before the name of a field, where a form says whose value is taken."""


@dataclass(frozen=True, slots=True)
class Both:
    """A field in which what was typed differs from what was kept, in words."""

    name: str
    label: str
    seen: str
    held: str
    typed: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """What somebody typed, when another had saved meanwhile.

    ``merged`` is what was typed, with what the other changed elsewhere. ``both`` are the fields to
    choose in; ``theirs`` those that were taken over: (label, before, after).
    """

    merged: TitleFields
    revision: int
    both: Sequence[Both]
    theirs: Sequence[tuple[str, str, str]]


def compare(session: Session, title_id: str, revision: int, typed: TitleFields) -> Conflict:
    """Return what differs between ``typed``, written against ``revision``, and what is held."""
    view = find_title(session, title_id)
    base = service.seen_at(session, title_id, revision)
    held = view.fields()
    merged = merge_fields(base, held, typed)
    words, old, new = FieldWords.of(session), held.flat(), merged.flat()
    differing = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    both = [
        Both(
            name,
            words.label(name),
            words.value(name, base.get(name, old.get(name))),
            words.value(name, old.get(name)),
            words.value(name, new.get(name)),
        )
        for name in differing
    ]
    theirs = {name: value for name, value in base.items() if name not in differing}
    now = {name: old.get(name) for name in theirs}
    return Conflict(merged, view.revision, both, words.changes(theirs, now))


def take_over(typed: TitleFields, held: TitleFields, choices: Mapping[str, str]) -> TitleFields:
    """Return ``typed``, with the held value in each field of which a form says so."""
    kept = held.flat()
    taken = [key.removeprefix(TAKE) for key, whose in choices.items() if whose == "held"]
    return typed.with_flat({name: kept.get(name) for name in taken if is_field(name)})
