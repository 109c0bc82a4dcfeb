"""Which old books nobody has graded yet."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy.orm import Session

from archive.accounts.models import Role
from archive.accounts.permissions import Permission, is_granted
from archive.census.queries import NONE, count_each
from archive.census.schemas import RecordFilter
from archive.kernel.errors import N_
from archive.web.worklists import Concern, Worker, WorkList

_ORDER = 80


def work_lists(session: Session, worker: Worker, today: dt.date) -> Iterable[WorkList]:
    """Say how many copies of the census have no grade, and how many no damage grade."""
    del today
    if not is_granted(Role(worker.role), Permission.CATALOGUE):
        return
    ungraded, unmeasured = count_each(
        session, [RecordFilter(grade=NONE), RecordFilter(damage=NONE)]
    )
    for name, count, column in (
        (N_("古籍未定级"), ungraded, "grade"),
        (N_("古籍未定损"), unmeasured, "damage"),
    ):
        yield WorkList(
            name=name,
            count=count,
            href=f"/desk/census?{column}={NONE}",
            concern=Concern.INCOMPLETE,
            unit=N_("部"),
            order=_ORDER,
        )
