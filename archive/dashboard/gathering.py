"""What the rooms say waits, laid out as the front page shows it."""

import datetime as dt
from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from archive.kernel.errors import N_
from archive.web.worklists import Concern, Worker, WorkList, WorkLists

HEADINGS: Mapping[Concern, str] = {
    Concern.WAITING: N_("待办"),
    Concern.OVERDUE: N_("逾期"),
    Concern.INCOMPLETE: N_("不完整"),
}
WORRYING = frozenset({"attention", "bad"})


def gather(
    session: Session, sources: Iterable[WorkLists], worker: Worker, today: dt.date
) -> dict[Concern, list[WorkList]]:
    """Return the lists of every room by concern, in their order; empty ones are left out."""
    found = [each for source in sources for each in source(session, worker, today)]
    full = [each for each in found if each.count or each.concern is Concern.STATE]
    return {
        concern: sorted((x for x in full if x.concern is concern), key=lambda x: x.order)
        for concern in Concern
    }
