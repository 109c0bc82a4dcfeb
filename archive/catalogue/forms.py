"""The fields by which a title is described, as they are typed."""

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from pydantic import Field

from archive.catalogue.errors import NotAReprintPlaceError
from archive.catalogue.materials.fields import KindField
from archive.catalogue.materials.kinds import MaterialKind
from archive.catalogue.materials.typed import form_values
from archive.catalogue.reprint import parse_reprint_place
from archive.catalogue.schemas import AccessLevel, TitleFields
from archive.catalogue.siku import FIVE_DIVISIONS, division_of
from archive.text.juan_counts import read_juan_count
from archive.web.plain import PlainModel

_SAME = (
    "title",
    "material",
    "author",
    "edition",
    "date_text",
    "juan_text",
    "call_class",
    "call_number",
    "five_division",
    "language",
    "siku_class",
    "siku_subclass",
    "note",
)


class DescriptionForm(PlainModel):
    """What a title is, without who may see it."""

    title: Annotated[str, Field(max_length=500)] = ""
    material: MaterialKind | None = None
    author: Annotated[str, Field(max_length=500)] = ""
    edition: Annotated[str, Field(max_length=300)] = ""
    date_text: Annotated[str, Field(max_length=100)] = ""
    juan_count: Annotated[int | None, Field(ge=1, le=99_999)] = None
    juan_text: Annotated[str, Field(max_length=100)] = ""
    call_class: Annotated[str, Field(max_length=40)] = ""
    call_number: Annotated[str, Field(max_length=40)] = ""
    five_division: Annotated[str, Field(pattern=f"^({'|'.join(FIVE_DIVISIONS)})?$")] = ""
    language: Annotated[str, Field(pattern="^(zh-Hant|zh-Hans|en|ja|und)$")] = "zh-Hant"
    siku_division: Annotated[str, Field(max_length=10)] = ""
    siku_class: Annotated[str, Field(max_length=20)] = ""
    siku_subclass: Annotated[str, Field(max_length=20)] = ""
    reprint: Annotated[str, Field(max_length=30)] = ""
    note: Annotated[str, Field(max_length=4000)] = ""

    def title_fields(self, **more: Any) -> TitleFields:
        """Return the fields of the title; a 類 chosen without its 部 brings it along.

        Raises:
            NotAReprintPlaceError: the place in the facsimile cannot be read.
        """
        place = parse_reprint_place(self.reprint) if self.reprint else None
        if self.reprint and place is None:
            raise NotAReprintPlaceError(field="reprint")
        counted = read_juan_count(self.juan_text)
        return TitleFields(
            juan_count=self.juan_count or (counted.main if counted else None),
            **{name: getattr(self, name) for name in _SAME},
            siku_division=self.siku_division or division_of(self.siku_class),
            reprint_volume=place.volume if place else None,
            reprint_page=place.page if place else None,
            reprint_column=place.column if place else "",
            **more,
        )


class TitleForm(DescriptionForm):
    """What a title is and who may see it, as changed from ``revision``."""

    revision: int
    rights_uri: Annotated[str, Field(max_length=300)] = ""
    access_level: AccessLevel = AccessLevel.STAFF
    access_reason: Annotated[str, Field(max_length=300)] = ""

    def changed_fields(self, details: Mapping[str, Any] | None = None) -> TitleFields:
        """Return the fields of the title with its access and those of its kind."""
        return self.title_fields(
            details=details or {},
            rights_uri=self.rights_uri,
            access_level=self.access_level,
            access_reason=self.access_reason,
        )


def values_of(
    fields: TitleFields, revision: int, known: Iterable[KindField] = ()
) -> dict[str, Any]:
    """Return ``fields`` as they stand in the form, with the details that are ``known``."""
    typed = dataclasses.asdict(fields)
    typed |= form_values(known, typed.pop("details"))
    place = fields.reprint_place
    return typed | {"reprint": str(place) if place else "", "revision": revision}
