"""Campaigns (征集活动), with what came of each."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, status
from pydantic import Field

from archive.api.door import PROBLEMS, Collector, Logger
from archive.api.known import expect_known
from archive.campaigns import queries, service
from archive.campaigns.schemas import CampaignView, NewCampaign
from archive.collecting.queries import Harvest, harvests
from archive.kernel.clock import to_local
from archive.web.plain import PlainModel
from archive.web.sessions import CurrentHouse, ReadSession, WriteSession

router = APIRouter(prefix="/campaigns", tags=["campaigns"], responses=PROBLEMS)


class CampaignIn(PlainModel):
    """A campaign as it is written down."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    starts_on: dt.date
    ends_on: dt.date | None = None
    place: Annotated[str, Field(max_length=200)] = ""
    letter: Annotated[str, Field(max_length=20_000)] = ""
    note: Annotated[str, Field(max_length=4000)] = ""
    branch_id: str | None = None

    @property
    def new(self) -> NewCampaign:
        """The campaign as the room's service takes it."""
        return NewCampaign(**self.model_dump())


@router.get("", summary="List campaigns")
def list_campaigns(
    session: ReadSession, _who: Logger, *, only_open: bool = False
) -> list[CampaignView]:
    """Return the campaigns, the latest first."""
    return queries.list_campaigns(session, only_open=only_open)


@router.post("", status_code=status.HTTP_201_CREATED, summary="Open a campaign")
def create_campaign(session: WriteSession, _who: Collector, campaign: CampaignIn) -> CampaignView:
    """Open a campaign; its name must be its own."""
    expect_known(session, branch_id=campaign.branch_id)
    return service.create_campaign(session, campaign.new)


@router.get("/{campaign_id}", summary="Show a campaign")
def show_campaign(session: ReadSession, _who: Logger, campaign_id: str) -> CampaignView:
    """Return a campaign."""
    return queries.find_campaign(session, campaign_id)


@router.put("/{campaign_id}", summary="Correct a campaign")
def change_campaign(
    session: WriteSession, _who: Collector, campaign_id: str, campaign: CampaignIn
) -> CampaignView:
    """Put right what is said of a campaign."""
    expect_known(session, branch_id=campaign.branch_id)
    return service.change_campaign(session, campaign_id, campaign.new)


@router.get("/{campaign_id}/harvest", summary="Count what came of a campaign")
def show_harvest(
    session: ReadSession, house: CurrentHouse, _who: Logger, campaign_id: str
) -> Harvest:
    """Return how many gifts and open leads a campaign has, and what of it was kept by today."""
    queries.find_campaign(session, campaign_id)
    today = to_local(house.clock.now()).date()
    return harvests(session, [campaign_id], today).get(campaign_id, Harvest())


@router.post("/{campaign_id}/close", summary="Close a campaign")
def close_campaign(session: WriteSession, _who: Collector, campaign_id: str) -> CampaignView:
    """Offer a campaign no more; what belongs to it stays."""
    return service.close_campaign(session, campaign_id)


@router.post("/{campaign_id}/reopen", summary="Open a campaign again")
def reopen_campaign(session: WriteSession, _who: Collector, campaign_id: str) -> CampaignView:
    """Let a campaign be chosen again."""
    return service.reopen_campaign(session, campaign_id)
