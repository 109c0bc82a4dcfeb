"""Which gifts a list shows, as its address says."""

import datetime as dt

from fastapi import Request

from archive.donations.filters import DonationFilter, Month
from archive.donations.schemas import AcquisitionMode, Stage
from archive.kernel.clock import to_local
from archive.kernel.house import House

MOST_IDLE_DIGITS = 4


def read_filter(request: Request, house: House) -> DonationFilter:
    """Return the filter of an address; what cannot be understood does not narrow it."""
    asked = request.query_params
    stage, mode = asked.get("stage", ""), asked.get("mode", "")
    return DonationFilter(
        text=asked.get("q", ""),
        donor_id=asked.get("donor", ""),
        campaign_id=asked.get("campaign", ""),
        branch_id=asked.get("branch", ""),
        mode=AcquisitionMode(mode) if mode in set(AcquisitionMode) else None,
        stage=Stage(stage) if stage in set(Stage) else None,
        month=Month.read(asked.get("month", "")),
        idle_since=_days_ago(house, asked.get("idle", "")),
        lacks_agreement=asked.get("lacks", "") == "agreement",
    )


def _days_ago(house: House, days: str) -> dt.date | None:
    if not (days.isdecimal() and len(days) <= MOST_IDLE_DIGITS):
        return None
    return to_local(house.clock.now()).date() - dt.timedelta(days=int(days))
