"""The words by which what came in is counted."""

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


class AcquisitionMode(StrEnum):
    """How it comes to the library (征集方式)."""

    DONATION = "donation"
    PURCHASE = "purchase"
    COPYING = "copying"
    EXCHANGE = "exchange"
    DEPOSIT = "deposit"
    LEGAL_DEPOSIT = "legal-deposit"
    COLLECTING = "collecting"


GIVEN = (AcquisitionMode.DONATION, AcquisitionMode.COLLECTING, AcquisitionMode.LEGAL_DEPOSIT)
"""What a roll thanks for: neither what was bought, exchanged or copied, nor what was lent."""


class EntryReason(StrEnum):
    """Why an entry of the ledger was made."""

    COUNTED = "counted"
    CORRECTED = "corrected"
    ENDED = "ended"
