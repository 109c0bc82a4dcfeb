"""What other rooms see of the catalogue."""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from archive.catalogue.materials.fields import FieldType, KindField
from archive.catalogue.materials.kinds import MaterialKind
from archive.catalogue.materials.values import PREFIX
from archive.catalogue.models import TitleKind
from archive.catalogue.reprint import ReprintPlace
from archive.catalogue.siku import SikuPlace
from archive.rights.levels import AccessLevel

MOST_VOLUMES = 9999
"""More 册 than one copy of one title can have; a larger number is a slip of the pen."""

__all__ = [
    "MOST_VOLUMES",
    "AccessLevel",
    "FieldType",
    "KindField",
    "MaterialKind",
    "NewOwnField",
    "NewVolume",
    "OwnFieldView",
    "TitleFields",
    "TitleKind",
    "TitleRow",
    "TitleView",
    "VolumeView",
    "is_field",
]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TitleFields:
    """What a cataloguer writes about a title.

    ``juan_text`` is how many 卷 there are as it is printed, ``juan_count`` their number. The call
    number (索书号) is ``call_class`` (类号) and ``call_number`` (书次号). ``five_division`` is its
    place by the scheme of five (五部), beside the four of the Siku. ``details`` are the fields of
    its kind of document, by name; see ``materials``.
    """

    title: str
    material: MaterialKind | None = None
    author: str = ""
    edition: str = ""
    date_text: str = ""
    juan_count: int | None = None
    juan_text: str = ""
    call_class: str = ""
    call_number: str = ""
    five_division: str = ""
    language: str = "zh-Hant"
    siku_division: str = ""
    siku_class: str = ""
    siku_subclass: str = ""
    reprint_volume: int | None = None
    reprint_page: int | None = None
    reprint_column: str = ""
    rights_uri: str = ""
    access_level: AccessLevel = AccessLevel.STAFF
    access_reason: str = ""
    note: str = ""
    details: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def siku_place(self) -> SikuPlace | None:
        """The place in the Siku scheme, if one was given."""
        if not self.siku_division:
            return None
        return SikuPlace(self.siku_division, self.siku_class, self.siku_subclass)

    @property
    def reprint_place(self) -> ReprintPlace | None:
        """The place in the printed facsimile, if one was given."""
        if self.reprint_volume is None or self.reprint_page is None:
            return None
        return ReprintPlace(self.reprint_volume, self.reprint_page, self.reprint_column)

    def as_json(self) -> dict[str, Any]:
        """Return the fields as JSON values."""
        return {field.name: getattr(self, field.name) for field in FIELDS}

    def flat(self) -> dict[str, Any]:
        """Return the fields as the journal tells them: each detail by itself, as details.name."""
        values = self.as_json()
        details = values.pop("details")
        return values | {PREFIX + name: value for name, value in details.items()}

    def with_flat(self, changes: Mapping[str, Any]) -> "TitleFields":
        """Return the fields with ``changes``, named as in :meth:`flat`; None takes a detail out."""
        details = dict(self.details)
        for name in (each for each in changes if each.startswith(PREFIX)):
            if changes[name] is None:
                details.pop(name.removeprefix(PREFIX), None)
            else:
                details[name.removeprefix(PREFIX)] = changes[name]
        rest = {name: value for name, value in changes.items() if not name.startswith(PREFIX)}
        return dataclasses.replace(self, **rest, details=details)


FIELDS = dataclasses.fields(TitleFields)
_NAMES = frozenset(field.name for field in FIELDS) - {"details"}


def is_field(name: str) -> bool:
    """Whether a field is called so where the details are told one by one; see ``flat``."""
    return name in _NAMES or name.startswith(PREFIX)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TitleView(TitleFields):
    """A title as it is held; ``part_of_id`` is the series (丛书) of which it is a part (子目)."""

    id: str
    kind: TitleKind
    created_at: dt.datetime
    revision: int
    part_of_id: str | None = None

    def fields(self) -> TitleFields:
        """Return what the cataloguer wrote, without what the system keeps."""
        return TitleFields(**{field.name: getattr(self, field.name) for field in FIELDS})


@dataclasses.dataclass(frozen=True, slots=True)
class NewOwnField:
    """A field to be added to a kind; ``options`` are what a choice is chosen from."""

    label: str
    type: FieldType = FieldType.TEXT
    hint: str = ""
    is_repeated: bool = False
    options: Sequence[str] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class OwnFieldView:
    """A field that the library added to a kind, and when it was given up."""

    id: str
    field: KindField
    given_up_at: dt.datetime | None


@dataclasses.dataclass(frozen=True, slots=True)
class NewVolume:
    """A volume to be added to a copy; ``is_piece`` if it is counted as 件 and not as 册."""

    label: str = ""
    shelfmark: str = ""
    is_piece: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class VolumeView:
    """A volume with its title. ``accession_label`` (登录号) is None until it is registered."""

    id: str
    sequence: int
    label: str
    shelfmark: str
    published_at: dt.datetime | None
    copy_id: str
    copy_number: int
    accession_number: int | None
    title: TitleView
    accession_label: str | None = None
    deregistered_on: dt.date | None = None

    @property
    def is_published(self) -> bool:
        """Whether the volume has been published."""
        return self.published_at is not None


@dataclasses.dataclass(frozen=True, slots=True)
class TitleRow:
    """A line of the list of titles; what was withdrawn is not among its volumes."""

    title: TitleView
    volume_count: int
    published_count: int
    withdrawn_count: int
