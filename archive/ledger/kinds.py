"""The words by which what came in is counted."""

from enum import StrEnum

from archive.catalogue.materials.kinds import MaterialKind

__all__ = ["GIVEN", "AcquisitionMode", "EntryReason", "MaterialKind"]


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
