"""Which leads wait for somebody, and which have waited too long."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy.orm import Session

from archive.kernel.errors import N_
from archive.leads.queries import LeadFilter, count_each
from archive.web.worklists import Concern, Worker, WorkList

_UNIT = N_("条")
_FIRST = 5


def work_lists(session: Session, worker: Worker, today: dt.date) -> Iterable[WorkList]:
    """Say how many leads are to be followed today, and how many should have been before."""
    tomorrow = today + dt.timedelta(days=1)
    filters = (
        LeadFilter(owner_id=worker.account_id, due_before=tomorrow),
        LeadFilter(due_before=today),
    )
    mine, overdue = count_each(session, filters)
    yield WorkList(
        name=N_("我要跟进的线索"),
        count=mine,
        href="/desk/leads?owner=mine&due=today",
        tone="attention",
        unit=_UNIT,
        order=_FIRST,
    )
    yield WorkList(
        name=N_("线索过期未跟进"),
        count=overdue,
        href="/desk/leads?due=overdue",
        concern=Concern.OVERDUE,
        tone="bad",
        unit=_UNIT,
        order=_FIRST,
    )
