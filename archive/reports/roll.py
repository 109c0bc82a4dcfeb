"""Who gave in a period, and how each wants to be named."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.donor_files.queries import merged_by
from archive.donors.models import Donor
from archive.donors.queries import donor_view
from archive.donors.schemas import DonorView
from archive.ledger.counting import NOTHING, Amount
from archive.ledger.kinds import AcquisitionMode
from archive.ledger.queries import Asked, Bearing, sums

GIVING = frozenset(
    {
        AcquisitionMode.DONATION.value,
        AcquisitionMode.LEGAL_DEPOSIT.value,
        AcquisitionMode.COLLECTING.value,
        AcquisitionMode.COPYING.value,
    }
)
"""Ways of coming for which thanks are due; what was bought, exchanged or lent is none."""
_AT_ONCE = 500


class Naming(StrEnum):
    """How a donor may be named in public."""

    NAMED = "named"
    UNASKED = "unasked"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True)
class RollEntry:
    """A donor with what came of him in the period, under whichever of his records it was entered.

    ``donor_ids`` are those records, his own and those that were merged into it by then.
    """

    donor: DonorView
    amount: Amount
    donor_ids: tuple[str, ...]

    @property
    def naming(self) -> Naming:
        """Whether he stands on the roll, and if not, why not."""
        if self.donor.is_anonymous:
            return Naming.ANONYMOUS
        return Naming.NAMED if self.donor.on_roll else Naming.UNASKED


def donor_roll(session: Session, asked: Asked) -> list[RollEntry]:
    """Return who gave something that was kept, those who gave most first."""
    given: dict[str, Amount] = {}
    records: dict[str, set[str]] = {}
    kept_as = merged_by(session, asked.last)
    found = sums(session, asked, [Bearing.SOURCE, Bearing.MODE])
    for (is_deposit, (donor_id, mode)), amount in found.items():
        if mode in GIVING and not is_deposit:
            kept_id = kept_as.get(donor_id, donor_id)
            given[kept_id] = given.get(kept_id, NOTHING).plus(amount)
            records.setdefault(kept_id, set()).add(donor_id)
    donors = donors_named(session, given)
    entries = [
        RollEntry(donors[key], amount, tuple(sorted(records[key])))
        for key, amount in given.items()
        if amount.volumes > 0 or amount.titles > 0 or amount.pieces > 0
    ]
    return sorted(
        entries,
        key=lambda each: (-each.amount.titles, -each.amount.volumes, each.donor.created_at),
    )


def donors_named(session: Session, donor_ids: Mapping[str, object]) -> dict[str, DonorView]:
    """Return donors by identifier, however many."""
    listed, donors = list(donor_ids), dict[str, DonorView]()
    for start in range(0, len(listed), _AT_ONCE):
        part = select(Donor).where(Donor.id.in_(listed[start : start + _AT_ONCE]))
        donors.update((row.id, donor_view(row)) for row in session.scalars(part))
    return donors
