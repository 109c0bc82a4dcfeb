"""Finding donors while somebody types, by ranges of an index and never by looking at them all."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, CompoundSelect, Select, delete, select, union
from sqlalchemy.orm import Session

from archive.donors.kinds import DonorKind
from archive.donors.models import Donor, DonorContactTerm, DonorTerm
from archive.donors.terms import TermRank, donor_terms, phone_terms, typed_phone
from archive.text import pinyin
from archive.text.endings import AFTER_ALL, LONGEST_TERM
from archive.text.lookup_keys import lookup_key

MOST_FOUND = 200
_PER_FOUND = 4
"""A donor is found by several of its terms at once; so many rows are read for each one wanted."""


@dataclass(frozen=True, slots=True)
class FoundDonors:
    """Identifiers of donors, the likeliest first; ``is_more`` says that others fit as well."""

    ids: Sequence[str]
    is_more: bool = False


def look_up(session: Session, typed: str, limit: int = 8) -> list[str]:
    """Return the identifiers of the donors that ``typed`` may mean, the likeliest first.

    A name or unit in any script or a part of it, its pinyin or the initials of that, a telephone
    number or at least four digits of it. At most four short statements, whatever is typed.
    """
    return list(find_typed(session, typed, min(limit, MOST_FOUND)).ids)


def find_typed(
    session: Session, typed: str, most: int, kind: DonorKind | None = None
) -> FoundDonors:
    """Return as :func:`look_up` at most ``most`` donors, only those of ``kind`` if it is given."""
    wanted = _Wanted(session, kind, (most + 1) * _PER_FOUND)
    found = dict.fromkeys(wanted.by_phone(typed_phone(typed)))
    key = lookup_key(typed)[:LONGEST_TERM] if typed.strip() else ""
    for rank in TermRank:
        if not key or len(found) > most:
            break
        found |= dict.fromkeys(wanted.by_term(rank, key))
    return FoundDonors(list(found)[:most], wanted.was_cut or len(found) > most)


def typed_donors(typed: str) -> CompoundSelect[str] | None:
    """Return a statement that selects all donors that ``typed`` may name, None if it names none.

    For lists of what donors gave; a telephone number is not looked at, for it is searched by post.
    """
    key = lookup_key(typed)[:LONGEST_TERM] if typed.strip() else ""
    if not key:
        return None
    return union(
        *(
            select(DonorTerm.donor_id).where(
                DonorTerm.rank == rank, DonorTerm.term >= key, DonorTerm.term < key + AFTER_ALL
            )
            for rank in TermRank
        )
    )


class _Wanted:
    """Reads the terms of donors, never more than ``limit`` rows at a time."""

    def __init__(self, session: Session, kind: DonorKind | None, limit: int) -> None:
        self._session, self._kind, self._limit = session, kind, limit
        self.was_cut = False

    def by_term(self, rank: TermRank, key: str) -> Sequence[str]:
        """Return whose names or units have a part that begins with ``key``."""
        wanted = select(DonorTerm.donor_id).where(
            DonorTerm.rank == rank, DonorTerm.term >= key, DonorTerm.term < key + AFTER_ALL
        )
        ordered = wanted.order_by(DonorTerm.term, DonorTerm.donor_id)
        return self._read(ordered, Donor.id == DonorTerm.donor_id)

    def by_phone(self, digits: str) -> Sequence[str]:
        """Return whose telephone number has a part that begins with ``digits``."""
        if not digits:
            return ()
        wanted = select(DonorContactTerm.donor_id).where(
            DonorContactTerm.term >= digits, DonorContactTerm.term < digits + AFTER_ALL
        )
        ordered = wanted.order_by(DonorContactTerm.term, DonorContactTerm.donor_id)
        return self._read(ordered, Donor.id == DonorContactTerm.donor_id)

    def _read(self, wanted: Select[str], is_same: ColumnElement[bool]) -> Sequence[str]:
        if self._kind is not None:
            wanted = wanted.join(Donor, is_same).where(Donor.kind == self._kind)
        found = self._session.scalars(wanted.limit(self._limit)).all()
        self.was_cut = self.was_cut or len(found) == self._limit
        return found


def write_terms(session: Session, donor: Donor) -> None:
    """Keep what a donor is found by in step with name and unit; a merged one is found no more."""
    donor.name_initials = pinyin.initials(donor.name)[:200]
    session.flush()
    session.execute(delete(DonorTerm).where(DonorTerm.donor_id == donor.id))
    if donor.merged_into_id is None:
        terms = donor_terms(donor.name, donor.unit)
        session.add_all(
            DonorTerm(rank=rank, term=term, donor_id=donor.id) for term, rank in terms.items()
        )
    session.flush()


def write_phone_terms(session: Session, donor_id: str, phones: str) -> None:
    """Keep the digits by which a donor is found in step with his numbers; none erases them."""
    of_donor = DonorContactTerm.donor_id == donor_id
    session.execute(delete(DonorContactTerm).where(of_donor))
    terms = sorted(phone_terms(phones))
    session.add_all(DonorContactTerm(term=term, donor_id=donor_id) for term in terms)
    session.flush()
