"""The list behind a number: lines as listed, with what each contributes."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.donations.kinds import AcquisitionMode, MaterialKind
from archive.donations.models import Donation, DonationLine
from archive.donors.models import Donor
from archive.ledger.counting import Amount
from archive.ledger.queries import Asked, LineSum, line_sums


@dataclass(frozen=True, slots=True)
class CountedLine:
    """A line with the gift it came with, as they are named now, and what it contributes."""

    line_id: str
    donation_id: str
    donation_number: str
    sequence: int
    title: str
    author: str
    date_text: str
    material: MaterialKind
    mode: AcquisitionMode
    donor_id: str
    donor_name: str
    is_anonymous: bool
    counted_on: dt.date
    amount: Amount

    @property
    def href(self) -> str:
        """The line on the page of its gift."""
        return f"/desk/donations/{self.donation_id}#line-{self.sequence}"


def counted_lines(
    session: Session, asked: Asked, *, is_deposit: bool, offset: int = 0, limit: int = 50
) -> list[CountedLine]:
    """Return a part of the lines that make up a sum, in the order of their days."""
    found = line_sums(session, asked, is_deposit=is_deposit, offset=offset, limit=limit)
    named = {
        line.id: (line, donation, donor)
        for line, donation, donor in session.execute(
            select(DonationLine, Donation, Donor)
            .join(Donation, DonationLine.donation_id == Donation.id)
            .join(Donor, Donation.donor_id == Donor.id)
            .where(DonationLine.id.in_([each.line_id for each in found]))
        )
    }
    return [_counted(each, *named[each.line_id]) for each in found]


def _counted(found: LineSum, line: DonationLine, donation: Donation, donor: Donor) -> CountedLine:
    return CountedLine(
        line_id=line.id,
        donation_id=donation.id,
        donation_number=donation.number,
        sequence=line.sequence,
        title=line.title,
        author=line.author,
        date_text=line.date_text,
        material=line.material,
        mode=donation.mode,
        donor_id=donor.id,
        donor_name=donor.name,
        is_anonymous=donor.is_anonymous,
        counted_on=found.first_on,
        amount=found.amount,
    )
