"""What may be done with donors; every change is written in the journal, contact data never.

The journal's actions keep the names they had when donors were a part of the room of donations.
"""

import dataclasses
from typing import Any

from sqlalchemy.orm import Session

from archive.donors.errors import DonorMergedError, DonorNameMissingError
from archive.donors.look_up import write_phone_terms, write_terms
from archive.donors.models import Donor, DonorContact
from archive.donors.news import tell_followers
from archive.donors.queries import find_contact, find_donor
from archive.donors.schemas import Contact, DonorView, NewDonor
from archive.kernel import journal
from archive.kernel.journal import Subject

_TOLD = ("name", "kind", "is_anonymous")
"""What the journal says of a donor in any case; of the rest, what there is."""


def create_donor(session: Session, donor: NewDonor) -> DonorView:
    """Enter a donor who has not given before."""
    fields = _tidy(donor, "donor_name")
    row = Donor(
        **fields,
        consent_on=journal.today(session) if donor.on_roll else None,
        created_at=journal.now(session),
    )
    session.add(row)
    write_terms(session, row)
    after = {name: value for name, value in fields.items() if name in _TOLD or value}
    journal.record(
        session, "donations.donor.created", subject=Subject("donor", row.id), after=after
    )
    return find_donor(session, row.id)


def change_donor(session: Session, donor_id: str, changed: NewDonor) -> DonorView:
    """Correct what is known of a donor, or whether and how he may be named."""
    row = hold_donor(session, donor_id)
    new = _tidy(changed, "name")
    old = {name: getattr(row, name) for name in new}
    names = [name for name in new if new[name] != old[name]]
    for name in names:
        setattr(row, name, new[name])
    if "on_roll" in names:
        row.consent_on = journal.today(session) if changed.on_roll else None
    if {"name", "unit"} & set(names):
        write_terms(session, row)
    if names:
        journal.record(
            session,
            "donations.donor.changed",
            subject=Subject("donor", donor_id),
            before={name: old[name] for name in names},
            after={name: new[name] for name in names},
        )
    if "kind" in names:
        tell_followers(session, donor_id)
    return find_donor(session, donor_id)


def hold_donor(session: Session, donor_id: str) -> Donor:
    """Return the row of a donor, which nobody else changes meanwhile.

    Raises:
        DonorMergedError: the record was merged into another one.
    """
    find_donor(session, donor_id)
    row = session.get_one(Donor, donor_id, with_for_update=True, populate_existing=True)
    if row.merged_into_id is not None:
        raise DonorMergedError(detail=f"{donor_id} is {row.merged_into_id}")
    return row


def _tidy(donor: NewDonor, field: str) -> dict[str, Any]:
    fields = dataclasses.asdict(donor)
    for name in ("name", "unit", "credit_name"):
        fields[name] = fields[name].strip()
    if not fields["name"]:
        raise DonorNameMissingError(field=field)
    return fields


def change_contact(session: Session, donor_id: str, contact: Contact) -> None:
    """Write down how to reach a donor. The journal learns that it changed, and nothing else."""
    hold_donor(session, donor_id)
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
    write_phone_terms(session, donor_id, contact.phone)
    subject = Subject("donor", donor_id)
    journal.record(session, "donations.donor.contact-changed", subject=subject)


def erase_contact(session: Session, donor_id: str) -> None:
    """Forget how to reach a donor, for good; he may ask for it at any time."""
    row = session.get(DonorContact, donor_id)
    if row is None:
        return
    session.delete(row)
    session.flush()
    write_phone_terms(session, donor_id, "")
    subject = Subject("donor", donor_id)
    journal.record(session, "donations.donor.contact-erased", subject=subject)
