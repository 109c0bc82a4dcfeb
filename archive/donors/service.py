"""What may be done with donors; every change is written in the journal, contact data never.

The journal's actions keep the names they had when donors were a part of the room of donations.
"""

import dataclasses
import datetime as dt
from typing import Any

from sqlalchemy import delete, select
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


def date_consent(session: Session, donor_id: str, day: str) -> None:
    """Say since when (an ISO date) a donor's consent to stand on the roll holds, if he gave it."""
    row = hold_donor(session, donor_id)
    given_on = dt.date.fromisoformat(day)
    if not row.on_roll or row.consent_on == given_on:
        return
    before = {"consent_on": row.consent_on.isoformat() if row.consent_on else ""}
    row.consent_on = given_on
    journal.record(
        session,
        "donations.donor.changed",
        subject=Subject("donor", donor_id),
        before=before,
        after={"consent_on": day},
    )


def hold_donor(session: Session, donor_id: str) -> Donor:
    """Return the row of a donor, which nobody else changes meanwhile.

    Whoever also takes the turn, a number or another donor holds the donors first, in the order of
    their identifiers. That he is named by something new is hindered by nobody.

    Raises:
        DonorMergedError: the record was merged into another one.
    """
    find_donor(session, donor_id)
    row = session.get_one(
        Donor, donor_id, with_for_update={"key_share": True}, populate_existing=True
    )
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
    write_contact(session, donor_id, contact)
    subject = Subject("donor", donor_id)
    journal.record(session, "donations.donor.contact-changed", subject=subject)


def write_contact(session: Session, donor_id: str, contact: Contact) -> None:
    """Write how to reach a donor, and by what digits he is found; the journal is the caller's."""
    if contact.is_empty:
        session.execute(delete(DonorContact).where(DonorContact.donor_id == donor_id))
    else:
        fields = dataclasses.asdict(contact)
        session.merge(DonorContact(donor_id=donor_id, **fields))
    session.flush()
    write_phone_terms(session, donor_id, contact.phone)


def erase_contact(session: Session, donor_id: str) -> None:
    """Forget how to reach a donor, for good; he may ask for it at any time.

    What the records that became a part of his say of it goes too.
    """
    merged = select(Donor.id).where(Donor.merged_into_id == donor_id)
    own = DonorContact.donor_id.in_([donor_id, *session.scalars(merged)])
    known = session.scalars(select(DonorContact.donor_id).where(own)).all()
    for each in known:
        write_contact(session, each, Contact())
    if not known:
        return
    subject = Subject("donor", donor_id)
    journal.record(session, "donations.donor.contact-erased", subject=subject)
