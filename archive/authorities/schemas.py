"""What other rooms see of authorities."""

import dataclasses
import datetime as dt
from typing import Any

from archive.authorities.kinds import AuthorityKind, NameKind, Role, SealScript

__all__ = [
    "FIELDS",
    "AuthorityFields",
    "AuthorityKind",
    "AuthorityView",
    "LinkView",
    "NameKind",
    "NameView",
    "NewLink",
    "NewName",
    "Role",
    "SealScript",
]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityFields:
    """What a cataloguer writes about an authority; which of it, its kind says."""

    name: str
    dynasty: str = ""
    life_text: str = ""
    year_from: int | None = None
    year_to: int | None = None
    place_id: str | None = None
    owner_id: str | None = None
    broader_id: str | None = None
    surname: str = ""
    ancestor: str = ""
    script: str = ""
    shape: str = ""
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the fields as JSON values, for the journal."""
        return {field.name: getattr(self, field.name) for field in FIELDS}


FIELDS = dataclasses.fields(AuthorityFields)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityView(AuthorityFields):
    """An authority as it is held."""

    id: str
    kind: AuthorityKind
    created_at: dt.datetime
    merged_into_id: str | None
    standing_id: str
    revision: int

    def fields(self) -> AuthorityFields:
        """Return what the cataloguer wrote, without what the system keeps."""
        return AuthorityFields(**{field.name: getattr(self, field.name) for field in FIELDS})


@dataclasses.dataclass(frozen=True, slots=True)
class NewName:
    """A further name as it is written."""

    kind: NameKind
    text: str
    year_from: int | None = None
    year_to: int | None = None
    parent_id: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class NameView:
    """A further name. ``authority_id`` is the record that it was written in."""

    id: str
    authority_id: str
    kind: NameKind
    text: str
    year_from: int | None
    year_to: int | None
    parent_id: str | None


@dataclasses.dataclass(frozen=True, slots=True)
class NewLink:
    """What an authority has to do with a title; ``dynasty`` and ``said`` as printed."""

    authority_id: str
    role: Role
    dynasty: str = ""
    said: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class LinkView:
    """A link of a title, with the authority that stands for it now.

    ``linked_id`` is the record that it was made to, another one if that was merged since.
    """

    id: str
    title_id: str
    linked_id: str
    authority: AuthorityView
    role: Role
    dynasty: str
    said: str
