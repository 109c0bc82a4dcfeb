"""The closed sets of words of this room."""

from enum import StrEnum

from archive.donors.kinds import DonorKind
from archive.ledger.kinds import AcquisitionMode, MaterialKind

__all__ = ["AcquisitionMode", "Decision", "DonorKind", "MaterialKind", "Stage"]


class Decision(StrEnum):
    """What was decided on a line (决定)."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    PARTLY_ACCEPTED = "partly-accepted"
    COPIED_AND_RETURNED = "copied-and-returned"
    DEPOSITED = "deposited"
    DECLINED = "declined"


class Stage(StrEnum):
    """How far a gift has come on its way from the first lead to the public roll."""

    LEAD = "lead"
    INTENT = "intent"
    LISTED = "listed"
    APPRAISAL = "appraisal"
    DECIDED = "decided"
    AGREED = "agreed"
    HANDED_OVER = "handed-over"
    ACCESSIONED = "accessioned"
    CATALOGUED = "catalogued"
    THANKED = "thanked"
    ANNOUNCED = "announced"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
