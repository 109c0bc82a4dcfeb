"""Whom a title is owed to, as far as the donors want it known."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.donations.models import Donation, DonationLine
from archive.donors.models import Donor
from archive.donors.queries import donor_view


@dataclass(frozen=True, slots=True)
class Credit:
    """A gift that a title came with.

    ``donor`` is how its donor wants to be named in public, None for one who stays unnamed.
    """

    donor: str | None
    received_on: dt.date


def credits_of(session: Session, title_id: str) -> list[Credit]:
    """Return the gifts that volumes of a title came with, oldest first."""
    return [credit for _, credit in gifts_of(session, title_id)]


def gifts_of(session: Session, title_id: str) -> list[tuple[str, Credit]]:
    """Return the same with the identifier of each gift."""
    of_title = select(DonationLine.donation_id).where(DonationLine.title_id == title_id)
    rows = session.execute(
        select(Donor, Donation.received_on, Donation.id)
        .select_from(Donation)
        .join(Donor, Donation.donor_id == Donor.id)
        .where(Donation.id.in_(of_title))
        .order_by(Donation.received_on, Donation.number)
    )
    return [
        (donation_id, Credit(donor_view(donor).public_name or None, received_on))
        for donor, received_on, donation_id in rows
    ]


def titles_brought(session: Session, donation_id: str) -> list[str]:
    """Return the titles that a gift brought and that were not held before it came."""
    return list(
        session.scalars(
            select(DonationLine.title_id)
            .where(
                DonationLine.donation_id == donation_id,
                DonationLine.title_id.is_not(None),
                DonationLine.work_id == DonationLine.id,
            )
            .distinct()
        )
    )
