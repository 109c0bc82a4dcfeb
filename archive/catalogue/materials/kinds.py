"""The kinds of documents, by which holdings and gifts alike are sorted."""

from enum import StrEnum


class MaterialKind(StrEnum):
    """What sort of document it is (文献类型)."""

    GAZETTEER = "gazetteer"
    GENEALOGY = "genealogy"
    YEARBOOK = "yearbook"
    HISTORICAL_ACCOUNT = "historical-account"
    MANUSCRIPT = "manuscript"
    PHOTOGRAPH = "photograph"
    CONTRACT = "contract"
    RUBBING = "rubbing"
    MAP = "map"
    NEWSPAPER = "newspaper"
    BOOK = "book"
    AUDIOVISUAL = "audiovisual"
    OTHER = "other"
