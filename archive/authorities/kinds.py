"""The closed sets of authorities, and which fields and names belong to which kind."""

from collections.abc import Mapping
from enum import StrEnum


class AuthorityKind(StrEnum):
    """What an authority is a record of."""

    PERSON = "person"
    FAMILY = "family"
    ORGANISATION = "organisation"
    PLACE = "place"
    SUBJECT = "subject"
    SEAL = "seal"


class NameKind(StrEnum):
    """What a further name is: 字, 號, 諡, 堂號, one borne for some years, or just another one."""

    COURTESY = "courtesy"
    ART = "art"
    POSTHUMOUS = "posthumous"
    HALL = "hall"
    DATED = "dated"
    ALIAS = "alias"


class Role(StrEnum):
    """What an authority has to do with a title."""

    AUTHOR = "author"
    SUPERVISOR = "supervisor"
    COMPILER = "compiler"
    COLLECTOR = "collector"
    EDITOR = "editor"
    COMMENTATOR = "commentator"
    COLLATOR = "collator"
    TRANSLATOR = "translator"
    CARVER = "carver"
    ILLUSTRATOR = "illustrator"
    PHOTOGRAPHER = "photographer"
    CALLIGRAPHER = "calligrapher"
    PARTY = "party"
    PUBLISHER = "publisher"
    FORMER_OWNER = "former-owner"
    SUBJECT = "subject"
    DEPICTED = "depicted"
    PLACE = "place"
    FAMILY = "family"
    SEAL = "seal"


class SealScript(StrEnum):
    """Whether the characters of a seal are printed red (朱文), left white (白文), or both."""

    RED = "red"
    WHITE = "white"
    BOTH = "both"


OWN_FIELDS: Mapping[AuthorityKind, tuple[str, ...]] = {
    AuthorityKind.PERSON: ("dynasty", "life_text", "year_from", "year_to", "place_id", "note"),
    AuthorityKind.FAMILY: ("surname", "ancestor", "place_id", "note"),
    AuthorityKind.ORGANISATION: ("year_from", "year_to", "place_id", "note"),
    AuthorityKind.PLACE: ("note",),
    AuthorityKind.SUBJECT: ("broader_id", "note"),
    AuthorityKind.SEAL: ("owner_id", "script", "shape", "note"),
}
"""Which fields a kind has besides its name; the others stay empty."""

NAME_KINDS: Mapping[AuthorityKind, tuple[NameKind, ...]] = {
    AuthorityKind.PERSON: (
        NameKind.COURTESY, NameKind.ART, NameKind.POSTHUMOUS, NameKind.ALIAS,
    ),
    AuthorityKind.FAMILY: (NameKind.HALL, NameKind.ALIAS),
    AuthorityKind.ORGANISATION: (NameKind.DATED, NameKind.ALIAS),
    AuthorityKind.PLACE: (NameKind.DATED, NameKind.ALIAS),
    AuthorityKind.SUBJECT: (NameKind.ALIAS,),
    AuthorityKind.SEAL: (NameKind.ALIAS,),
}  # fmt: skip
"""Which further names a kind has."""

REFERS_TO: Mapping[str, frozenset[AuthorityKind]] = {
    "place_id": frozenset({AuthorityKind.PLACE}),
    "owner_id": frozenset({AuthorityKind.PERSON, AuthorityKind.FAMILY, AuthorityKind.ORGANISATION}),
    "broader_id": frozenset({AuthorityKind.SUBJECT}),
}
"""Of which kinds the authority may be that a field names."""

_MAKERS = tuple(
    role
    for role in Role
    if role not in {Role.SUBJECT, Role.DEPICTED, Role.PLACE, Role.FAMILY, Role.SEAL}
)
ROLES_OF: Mapping[AuthorityKind, tuple[Role, ...]] = {
    AuthorityKind.PERSON: (*_MAKERS, Role.SUBJECT, Role.DEPICTED),
    AuthorityKind.FAMILY: (Role.FAMILY, Role.SUBJECT, Role.PARTY, Role.FORMER_OWNER),
    AuthorityKind.ORGANISATION: (*_MAKERS, Role.SUBJECT),
    AuthorityKind.PLACE: (Role.PLACE, Role.SUBJECT, Role.DEPICTED),
    AuthorityKind.SUBJECT: (Role.SUBJECT,),
    AuthorityKind.SEAL: (Role.SEAL,),
}
"""What an authority of a kind may have to do with a title, the likeliest first."""
