"""What the fields of a title and what stands in them are called, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy.orm import Session

from archive.catalogue.materials.fields import KindField
from archive.catalogue.materials.own import known_fields
from archive.catalogue.materials.values import PREFIX, in_words
from archive.catalogue.rights_statements import RIGHTS_STATEMENTS
from archive.catalogue.words import ACCESS_LEVELS, FIELD_LABELS, LANGUAGES, MATERIALS
from archive.web.i18n import translate

_VALUES: Mapping[str, Mapping[Any, str]] = {
    "material": MATERIALS,
    "access_level": ACCESS_LEVELS,
    "rights_uri": RIGHTS_STATEMENTS,
    "language": LANGUAGES,
}


@dataclass(frozen=True, slots=True)
class FieldWords:
    """The words for the fields of every title and of every kind, named as the journal does."""

    known: Mapping[str, KindField]

    @classmethod
    def of(cls, session: Session) -> Self:
        """Return the words, those of a library's own fields among them."""
        return cls(known_fields(session))

    def label(self, name: str) -> str:
        """Return what a field is called; one that nobody knows is its name."""
        field = self.known.get(name.removeprefix(PREFIX)) if name.startswith(PREFIX) else None
        return translate(field.label) if field else translate(FIELD_LABELS.get(name, name))

    def value(self, name: str, value: Any) -> str:
        """Return what stands in a field, empty if nothing does."""
        field = self.known.get(name.removeprefix(PREFIX)) if name.startswith(PREFIX) else None
        if field is not None:
            return in_words(field, value)
        known = _VALUES.get(name, {}).get(value)
        return translate(known) if known else str(value or "")

    def changes(
        self, before: Mapping[str, Any], after: Mapping[str, Any]
    ) -> list[tuple[str, str, str]]:
        """Return each field that differs, with what stood in it and what stands in it."""
        names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
        return [
            (
                self.label(name),
                self.value(name, before.get(name)),
                self.value(name, after.get(name)),
            )
            for name in names
            if self.is_known(name)
        ]

    def is_known(self, name: str) -> bool:
        """Whether a field of titles is called so; an entry of the journal may tell more."""
        return name in FIELD_LABELS or name.removeprefix(PREFIX) in self.known
