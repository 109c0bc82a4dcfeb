"""The closed sets of words of this room."""

from enum import StrEnum


class DonorKind(StrEnum):
    """Whether a donor is one person, a family or an organisation."""

    PERSON = "person"
    FAMILY = "family"
    ORGANISATION = "organisation"


class Decision(StrEnum):
    """What was decided on a line."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class MaterialKind(StrEnum):
    """What sort of document a line is."""

    GAZETTEER = "gazetteer"
    GENEALOGY = "genealogy"
    PHOTOGRAPH = "photograph"
    CONTRACT = "contract"
    NEWSPAPER = "newspaper"
    BOOK = "book"
    OTHER = "other"
