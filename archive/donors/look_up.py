"""Finding donors while somebody types, by ranges of an index and never by looking at them all."""

from collections.abc import Iterable

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from archive.donors.models import Donor, DonorContactTerm, DonorTerm
from archive.donors.terms import (
    AFTER_ALL,
    LONGEST_TERM,
    TermRank,
    donor_terms,
    phone_terms,
    typed_phone,
)
from archive.text import pinyin
from archive.text.lookup_keys import lookup_key

MOST_FOUND = 200
_PER_FOUND = 4
"""A donor is found by several of its terms at once; so many rows are read for each one wanted."""


def look_up(session: Session, typed: str, limit: int = 8) -> list[str]:
    """Return the identifiers of the donors that ``typed`` may mean, the likeliest first.

    A name or unit in any script or a part of it, its pinyin or the initials of that, a telephone
    number or at least four digits of it. At most four short statements, whatever is typed.
    """
    limit = min(limit, MOST_FOUND)
    found = dict.fromkeys(_by_phone(session, typed_phone(typed), limit))
    key = lookup_key(typed)[:LONGEST_TERM] if typed.strip() else ""
    for rank in TermRank:
        if not key or len(found) >= limit:
            break
        found |= dict.fromkeys(_by_term(session, rank, key, limit * _PER_FOUND))
    return list(found)[:limit]


def _by_term(session: Session, rank: TermRank, key: str, limit: int) -> Iterable[str]:
    wanted = (
        select(DonorTerm.donor_id)
        .where(
            DonorTerm.rank == rank,
            DonorTerm.term >= key,
            DonorTerm.term < key + AFTER_ALL,
        )
        .order_by(DonorTerm.term, DonorTerm.donor_id)
    )
    return session.scalars(wanted.limit(limit)).all()


def _by_phone(session: Session, digits: str, limit: int) -> Iterable[str]:
    if not digits:
        return ()
    wanted = (
        select(DonorContactTerm.donor_id)
        .where(DonorContactTerm.term >= digits, DonorContactTerm.term < digits + AFTER_ALL)
        .order_by(DonorContactTerm.term, DonorContactTerm.donor_id)
    )
    return session.scalars(wanted.limit(limit * _PER_FOUND)).all()


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
