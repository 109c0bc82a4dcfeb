"""What other rooms see of campaigns."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NewCampaign:
    """A campaign to be opened, or what it is to be called from now on."""

    name: str
    starts_on: dt.date
    ends_on: dt.date | None = None
    place: str = ""
    letter: str = ""
    note: str = ""
    branch_id: str | None = None


@dataclass(frozen=True, slots=True)
class CampaignView:
    """A campaign (征集活动)."""

    id: str
    name: str
    starts_on: dt.date
    ends_on: dt.date | None
    place: str
    letter: str
    note: str
    branch_id: str | None
    created_at: dt.datetime
    closed_at: dt.datetime | None

    def is_on(self, day: dt.date) -> bool:
        """Whether it is open and ``day`` falls into its time."""
        is_over = self.ends_on is not None and self.ends_on < day
        return self.closed_at is None and self.starts_on <= day and not is_over
