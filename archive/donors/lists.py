"""The list of donors: all of them, those of a kind, or those whom something typed may mean."""

from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from archive.donors.kinds import DonorKind
from archive.donors.look_up import find_typed
from archive.donors.models import Donor
from archive.donors.queries import donor_view, find_donors
from archive.donors.schemas import DonorView
from archive.kernel.bounded_counts import MOST_COUNTED, BoundedCount, count_up_to
from archive.kernel.sorting import sorted_by

SORTS = {"name": Donor.name_key, "created": Donor.created_at}


@dataclass(frozen=True, slots=True)
class DonorFilter:
    """Which donors a list shows; what is None or empty does not narrow it."""

    text: str = ""
    kind: DonorKind | None = None


@dataclass(frozen=True, slots=True)
class DonorList:
    """The donors of a filter, counted; a part of them is read at a time."""

    count: BoundedCount
    found: tuple[str, ...] | None = None
    kind: DonorKind | None = None

    def part(
        self, session: Session, sort: str = "-created", offset: int = 0, limit: int = 50
    ) -> list[DonorView]:
        """Return a part; ``sort`` is a key of ``SORTS``, "-" turns it.

        Those found by what was typed stand in the order of how well they fit.
        """
        if self.found is not None:
            wanted = self.found[offset : offset + limit]
            donors = find_donors(session, wanted)
            return [donors[donor_id] for donor_id in wanted]
        order = sorted_by(sort, SORTS, Donor.created_at, Donor.id)
        statement = _standing(self.kind).order_by(*order)
        rows = session.scalars(statement.offset(offset).limit(limit))
        return [donor_view(row) for row in rows]


def open_list(session: Session, wanted: DonorFilter) -> DonorList:
    """Return the list of the donors ``wanted``; no more than 1,000 are counted or gone through."""
    if wanted.text.strip():
        found = find_typed(session, wanted.text, MOST_COUNTED, wanted.kind)
        count = BoundedCount(len(found.ids), found.is_more)
        return DonorList(count, tuple(found.ids))
    return DonorList(count_up_to(session, _standing(wanted.kind)), kind=wanted.kind)


def _standing(kind: DonorKind | None) -> Select[Donor]:
    """Select the donors whose records were not merged into others."""
    statement = select(Donor).where(Donor.merged_into_id.is_(None))
    return statement if kind is None else statement.where(Donor.kind == kind)
