"""What is typed about leads."""

import datetime as dt
from typing import Annotated

from pydantic import Field

from archive.donors.kinds import DonorKind
from archive.donors.schemas import Contact, NewDonor
from archive.web.plain import PlainModel


class LeadForm(PlainModel):
    """A lead as it is written down. ``donor`` is an identifier, "new", or not chosen yet."""

    subject: Annotated[str, Field(max_length=500)] = ""
    donor: Annotated[str, Field(max_length=12)] = ""
    donor_name: Annotated[str, Field(max_length=200)] = ""
    donor_kind: DonorKind = DonorKind.PERSON
    phone: Annotated[str, Field(max_length=100)] = ""
    told_by: Annotated[str, Field(max_length=200)] = ""
    next_step: Annotated[str, Field(max_length=300)] = ""
    next_step_on: dt.date | None = None
    owner_id: Annotated[str, Field(max_length=12)] = ""
    campaign_id: Annotated[str, Field(max_length=12)] = ""
    branch_id: Annotated[str, Field(max_length=12)] = ""
    note: Annotated[str, Field(max_length=2000)] = ""

    @property
    def new_donor(self) -> NewDonor:
        """The donor, if it is a new one."""
        return NewDonor(self.donor_name, self.donor_kind)

    @property
    def contact(self) -> Contact:
        """How to reach the donor, as far as it was typed."""
        return Contact(self.phone)


class StepForm(PlainModel):
    """What was done, and what is to be done then."""

    done: Annotated[str, Field(max_length=300)] = ""
    then: Annotated[str, Field(max_length=300)] = ""
    then_on: dt.date | None = None


class SnoozeForm(PlainModel):
    """Until when the next step is put off."""

    until: dt.date


class DropForm(PlainModel):
    """Why a lead is followed no more."""

    reason: Annotated[str, Field(max_length=500)] = ""
