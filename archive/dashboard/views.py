"""The front page of the desk."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, signed_in
from archive.catalogue.queries import count_held
from archive.dashboard.gathering import HEADINGS, WORRYING, gather
from archive.donations.desk import words
from archive.donations.queries import DonationFilter, list_donations
from archive.kernel.clock import to_local
from archive.reports.yearly.sentences import headline_of
from archive.web.i18n import fill, translate
from archive.web.sessions import CurrentHouse, ReadSession
from archive.web.templating import render
from archive.web.worklists import Concern, Worker, WorkList, WorkLists

router = APIRouter(include_in_schema=False)

SHOWN_GIFTS = 8

Logger = Annotated[Visitor, Depends(signed_in(Permission.LOG_DONATIONS))]


@router.get("/desk")
def show(request: Request, session: ReadSession, house: CurrentHouse, who: Logger) -> Response:
    """Show what waits for this person, and what came last."""
    sources: tuple[WorkLists, ...] = house.services.get(WorkLists, ())
    worker = Worker(who.account_id, str(who.role or ""))
    today = to_local(house.clock.now()).date()
    lists = gather(session, sources, worker, today)
    return render(
        request,
        "dashboard/show.html",
        headings={concern.value: translate(name) for concern, name in HEADINGS.items()},
        lists={concern.value: lists[concern] for concern in HEADINGS},
        worries=[x for x in lists[Concern.STATE] if x.tone in WORRYING],
        states=[x for x in lists[Concern.STATE] if x.tone not in WORRYING],
        say=say,
        sentence=headline_of(session, today),
        year=today.year,
        held=count_held(session),
        recent=list_donations(session, DonationFilter(), limit=SHOWN_GIFTS),
        **words(),
    )


def say(work: WorkList) -> str:
    """Return what a list is called, in the reader's language."""
    values = {name: translate(v) if isinstance(v, str) else v for name, v in work.values}
    return fill(work.name, values)
