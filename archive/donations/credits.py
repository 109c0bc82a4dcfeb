"""Whom a title is owed to, as far as the donors want it known."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.donations.models import Donation, DonationLine
from archive.donors.models import Donor


@dataclass(frozen=True, slots=True)
class Credit:
    """A gift that a title came with; ``donor`` is None for one who wants to stay unnamed."""

    donor: str | None
    received_on: dt.date


def credits_of(session: Session, title_id: str) -> list[Credit]:
    """Return the gifts that volumes of a title came with, oldest first."""
    rows = session.execute(
        select(Donor.name, Donor.is_anonymous, Donation.received_on)
        .select_from(Donation)
        .join(Donor, Donation.donor_id == Donor.id)
        .join(DonationLine, DonationLine.donation_id == Donation.id)
        .where(DonationLine.title_id == title_id)
        .order_by(Donation.received_on, Donation.number)
        .distinct()
        .add_columns(Donation.number)
    )
    return [
        Credit(None if is_anonymous else name, received_on)
        for name, is_anonymous, received_on, _number in rows
    ]
