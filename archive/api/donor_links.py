"""A donor's private link, and the roll of honour (芳名录)."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Response, status

from archive.api.door import PROBLEMS, Limit, Logger, Offset
from archive.donor_pages import queries, service
from archive.donor_pages.queries import RollEntry
from archive.donors.queries import find_donor
from archive.web.sessions import CurrentHouse, ReadSession, WriteSession

router = APIRouter(tags=["donor pages"], responses=PROBLEMS)


@dataclass(frozen=True, slots=True)
class LinkState:
    """Whether a link opens a donor's page; the link itself is not kept."""

    has_link: bool


@dataclass(frozen=True, slots=True)
class Link:
    """The address that opens a donor's page; it is told this once."""

    address: str


@router.get("/donors/{donor_id}/link", summary="Say whether a donor has a link")
def show_link(session: ReadSession, _who: Logger, donor_id: str) -> LinkState:
    """Return whether a donor has a private link."""
    find_donor(session, donor_id)
    return LinkState(service.has_link(session, donor_id))


@router.post(
    "/donors/{donor_id}/link", status_code=status.HTTP_201_CREATED, summary="Make a donor's link"
)
def make_link(
    response: Response, session: WriteSession, house: CurrentHouse, _who: Logger, donor_id: str
) -> Link:
    """Make a private link or renew it; a former one, wherever it is printed, opens nothing then."""
    response.headers["Cache-Control"] = "private, no-store"
    return Link(f"{house.settings.base_url}/gifts/{service.make_link(session, donor_id)}")


@router.delete(
    "/donors/{donor_id}/link",
    status_code=status.HTTP_204_NO_CONTENT,
    summary="Revoke a donor's link",
)
def end_link(session: WriteSession, _who: Logger, donor_id: str) -> None:
    """Let the private link of a donor open nothing any more."""
    find_donor(session, donor_id)
    service.end_link(session, donor_id)


@router.get("/roll", summary="Show the roll of honour")
def show_roll(
    session: ReadSession,
    _who: Logger,
    year: Annotated[int | None, Query(ge=1000, le=9999)] = None,
    offset: Offset = 0,
    limit: Limit = 50,
) -> list[RollEntry]:
    """Return the donors who agreed to be named, of a year or of all, as everybody may read it."""
    return queries.roll_of(session, year)[offset : offset + limit]
