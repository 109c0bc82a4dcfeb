"""The fields around the list: who gives, how it comes in, and when."""

import datetime as dt
from typing import Annotated

from pydantic import Field

from archive.donations.schemas import (
    AcquisitionMode,
    Contact,
    DonorKind,
    NewDonation,
    NewDonor,
    NewLine,
)
from archive.web.forms import Submission
from archive.web.plain import PlainModel


class GiftForm(PlainModel):
    """A gift as it is logged. ``donor`` is an identifier, "new", or not chosen yet."""

    submission: Submission
    mode: AcquisitionMode = AcquisitionMode.DONATION
    campaign_id: Annotated[str, Field(max_length=12)] = ""
    branch_id: Annotated[str, Field(max_length=12)] = ""
    donor: Annotated[str, Field(max_length=12)] = ""
    donor_name: Annotated[str, Field(max_length=200)] = ""
    donor_kind: DonorKind = DonorKind.PERSON
    unit: Annotated[str, Field(max_length=200)] = ""
    is_anonymous: bool = False
    credit_name: Annotated[str, Field(max_length=200)] = ""
    on_roll: bool = False
    phone: Annotated[str, Field(max_length=100)] = ""
    email: Annotated[str, Field(max_length=200)] = ""
    address: Annotated[str, Field(max_length=500)] = ""
    received_on: dt.date
    note: Annotated[str, Field(max_length=2000)] = ""

    @property
    def contact(self) -> Contact:
        """How to reach the donor, as far as it was typed."""
        return Contact(self.phone, self.email, self.address)

    @property
    def new_donor(self) -> NewDonor:
        """The donor, if it is a new one."""
        return NewDonor(
            self.donor_name,
            self.donor_kind,
            self.is_anonymous,
            self.unit,
            self.credit_name,
            self.on_roll,
        )

    def gift(self, donor: str | NewDonor, lines: tuple[NewLine, ...]) -> NewDonation:
        """Return the gift of ``donor`` that was typed."""
        return NewDonation(
            submission=self.submission,
            donor=donor,
            received_on=self.received_on,
            lines=lines,
            contact=self.contact,
            note=self.note,
            campaign_id=self.campaign_id or None,
            branch_id=self.branch_id or None,
            mode=self.mode,
        )
