"""What is typed about campaigns."""

import datetime as dt
from typing import Annotated, Any

from pydantic import Field

from archive.campaigns.schemas import CampaignView, NewCampaign
from archive.web.plain import PlainModel


class CampaignForm(PlainModel):
    """A campaign as it is opened or corrected."""

    name: Annotated[str, Field(max_length=200)] = ""
    starts_on: dt.date
    ends_on: dt.date | None = None
    place: Annotated[str, Field(max_length=300)] = ""
    branch_id: Annotated[str, Field(max_length=12)] = ""
    letter: Annotated[str, Field(max_length=10_000)] = ""
    note: Annotated[str, Field(max_length=2000)] = ""

    def campaign(self) -> NewCampaign:
        """Return the campaign that was typed."""
        return NewCampaign(
            name=self.name,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            place=self.place,
            letter=self.letter,
            note=self.note,
            branch_id=self.branch_id or None,
        )


def values_of(campaign: CampaignView) -> dict[str, Any]:
    """Return what the form of a campaign shows of it."""
    return {name: getattr(campaign, name) for name in CampaignForm.model_fields}
