"""What may be done with donors; every change is written in the journal, contact data never.

The journal's actions keep the names they had when donors were a part of the room of donations.
"""

from sqlalchemy.orm import Session

from archive.donors.errors import DonorNameMissingError
from archive.donors.models import Donor, DonorContact
from archive.donors.queries import find_contact, find_donor
from archive.donors.schemas import Contact, DonorView, NewDonor
from archive.kernel import journal
from archive.kernel.journal import Subject


def create_donor(session: Session, donor: NewDonor) -> DonorView:
    """Enter a donor who has not given before."""
    if not donor.name.strip():
        raise DonorNameMissingError(field="donor_name")
    row = Donor(
        kind=donor.kind,
        name=donor.name.strip(),
        is_anonymous=donor.is_anonymous,
        created_at=journal.now(session),
    )
    session.add(row)
    session.flush()
    after = {"name": row.name, "kind": row.kind, "is_anonymous": row.is_anonymous}
    journal.record(
        session, "donations.donor.created", subject=Subject("donor", row.id), after=after
    )
    return find_donor(session, row.id)


def change_donor(session: Session, donor_id: str, changed: NewDonor) -> DonorView:
    """Correct a donor's name or kind, or whether he may be named."""
    find_donor(session, donor_id)
    if not changed.name.strip():
        raise DonorNameMissingError(field="name")
    row = session.get_one(Donor, donor_id)
    new = {
        "name": changed.name.strip(),
        "kind": changed.kind,
        "is_anonymous": changed.is_anonymous,
    }
    old = {name: getattr(row, name) for name in new}
    names = [name for name in new if new[name] != old[name]]
    for name in names:
        setattr(row, name, new[name])
    if names:
        journal.record(
            session,
            "donations.donor.changed",
            subject=Subject("donor", donor_id),
            before={name: old[name] for name in names},
            after={name: new[name] for name in names},
        )
    return find_donor(session, donor_id)


def change_contact(session: Session, donor_id: str, contact: Contact) -> None:
    """Write down how to reach a donor. The journal learns that it changed, and nothing else."""
    find_donor(session, donor_id)
    if find_contact(session, donor_id) == contact:
        return
    if contact.is_empty:
        erase_contact(session, donor_id)
        return
    session.merge(
        DonorContact(
            donor_id=donor_id, phone=contact.phone, email=contact.email, address=contact.address
        )
    )
    session.flush()
    subject = Subject("donor", donor_id)
    journal.record(session, "donations.donor.contact-changed", subject=subject)


def erase_contact(session: Session, donor_id: str) -> None:
    """Forget how to reach a donor, for good; he may ask for it at any time."""
    row = session.get(DonorContact, donor_id)
    if row is None:
        return
    session.delete(row)
    session.flush()
    subject = Subject("donor", donor_id)
    journal.record(session, "donations.donor.contact-erased", subject=subject)
