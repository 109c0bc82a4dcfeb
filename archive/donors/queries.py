"""Questions about donors."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.donors.errors import DonorNotFoundError
from archive.donors.models import Donor, DonorContact
from archive.donors.schemas import Contact, DonorView


def donor_view(row: Donor) -> DonorView:
    """Return the view of a row of ``donors``."""
    return DonorView(
        id=row.id,
        kind=row.kind,
        name=row.name,
        is_anonymous=row.is_anonymous,
        created_at=row.created_at,
        unit=row.unit,
        credit_name=row.credit_name,
        on_roll=row.on_roll,
        consent_on=row.consent_on,
        merged_into_id=row.merged_into_id,
    )


def find_donor(session: Session, donor_id: str) -> DonorView:
    """Return a donor; :class:`DonorNotFoundError` if there is none."""
    row = session.get(Donor, donor_id)
    if row is None:
        raise DonorNotFoundError(detail=donor_id)
    return donor_view(row)


def find_contact(session: Session, donor_id: str) -> Contact:
    """Return how to reach a donor, empty if nothing is known or it was erased."""
    row = session.get(DonorContact, donor_id)
    return Contact(row.phone, row.email, row.address) if row else Contact()


def find_donors(session: Session, donor_ids: Iterable[str]) -> dict[str, DonorView]:
    """Return those of the donors that exist, by identifier."""
    rows = session.scalars(select(Donor).where(Donor.id.in_(list(donor_ids))))
    return {row.id: donor_view(row) for row in rows}


def phones_of(session: Session, donor_ids: Iterable[str]) -> dict[str, str]:
    """Return the telephone numbers that are known of these donors."""
    wanted = select(DonorContact.donor_id, DonorContact.phone)
    rows = session.execute(wanted.where(DonorContact.donor_id.in_(list(donor_ids))))
    return {donor_id: phone for donor_id, phone in rows if phone}
