"""Donations, made by the room's own service."""

import datetime as dt

from sqlalchemy.orm import Session

from archive.donations import service
from archive.donations.schemas import (
    AcquisitionMode,
    Contact,
    Decision,
    DonationView,
    DonorKind,
    NewDonation,
    NewDonor,
    NewLine,
)
from archive.kernel.identifiers import new_id
from tests.fixtures.houses import MORNING

TODAY = MORNING.date()
LISTED = (
    NewLine("醴陵縣志", "徐淦", "清同治十年", volume_count=3),
    NewLine("渌江书院讲义", volume_count=1, note="封面破损"),
)
ZHANG = NewDonor("张毓鋆", DonorKind.PERSON)


def make_donation(
    session: Session,
    *lines: NewLine,
    donor: str | NewDonor = ZHANG,
    contact: Contact | None = None,
    submission: str = "",
    received_on: dt.date = TODAY,
    mode: AcquisitionMode = AcquisitionMode.DONATION,
    campaign_id: str | None = None,
) -> DonationView:
    """Log a gift; of :data:`LISTED` unless lines are given."""
    gift = NewDonation(
        submission or new_id(),
        donor,
        received_on,
        lines or LISTED,
        contact or Contact(),
        mode=mode,
        campaign_id=campaign_id,
    )
    return service.log_donation(session, gift)


def make_accepted(session: Session, *lines: NewLine) -> DonationView:
    """Log a gift and accept all of it."""
    donation = make_donation(session, *lines)
    for line in donation.lines:
        service.decide_line(session, line.id, Decision.ACCEPTED)
    return donation
