"""The closed sets of words of this room."""

from enum import StrEnum


class DonorKind(StrEnum):
    """Whether a donor is one person, a family or an organisation."""

    PERSON = "person"
    FAMILY = "family"
    ORGANISATION = "organisation"
