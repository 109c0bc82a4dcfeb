"""What other rooms, and this room's own screens, see of agreements."""

import datetime as dt
from dataclasses import dataclass

from archive.agreements.models import AgreementKind, AgreementState
from archive.rights.limits import Attribution, NetworkScope

__all__ = [
    "AgreementKind",
    "AgreementState",
    "AgreementView",
    "Attribution",
    "NetworkScope",
    "Terms",
]


@dataclass(frozen=True, slots=True)
class Terms:
    """What is agreed. ``restricted_until`` is the day from which it may be opened."""

    kind: AgreementKind = AgreementKind.GIFT
    transfers_ownership: bool = True
    may_reproduce: bool = True
    network_scope: NetworkScope = NetworkScope.NONE
    restricted_until: dt.date | None = None
    restriction_note: str = ""
    attribution: Attribution = Attribution.NAMED
    credit_text: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class AgreementView:
    """One version of an agreement."""

    id: str
    donation_id: str
    version: int
    state: AgreementState
    terms: Terms
    signed_on: dt.date | None
    signed_by: str
    scan_sha256: str
    scan_type: str
    created_at: dt.datetime
