"""What other rooms, and this room's own screens, see of leads."""

import datetime as dt
from dataclasses import dataclass, field

from archive.donors.schemas import Contact, DonorView, NewDonor
from archive.leads.models import LeadOutcome

__all__ = ["LeadOutcome", "LeadView", "NewLead"]


@dataclass(frozen=True, slots=True)
class NewLead:
    """A lead to be written down: what there may be, whose it is, what to do next and when.

    ``donor`` is the identifier of a known donor, a new one, or None while nobody knows whose it is.
    """

    subject: str
    donor: str | NewDonor | None = None
    contact: Contact = field(default_factory=Contact)
    told_by: str = ""
    next_step: str = ""
    next_step_on: dt.date | None = None
    owner_id: str = ""
    campaign_id: str | None = None
    branch_id: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class LeadView:
    """A lead (线索), with the donor it is about if he is known."""

    id: str
    subject: str
    told_by: str
    donor: DonorView | None
    campaign_id: str | None
    branch_id: str | None
    next_step: str
    next_step_on: dt.date | None
    owner_id: str
    owner_name: str
    note: str
    created_at: dt.datetime
    outcome: LeadOutcome
    closed_at: dt.datetime | None
    closed_reason: str
    donation_id: str | None

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.outcome is LeadOutcome.OPEN
