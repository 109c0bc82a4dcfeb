"""Which old books nobody has graded yet."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy.orm import Session

from archive.accounts.models import Role
from archive.accounts.permissions import Permission, is_granted
from archive.census.queries import NONE, count_records
from archive.census.schemas import RecordFilter
from archive.kernel.errors import N_
from archive.web.worklists import Concern, Worker, WorkList

_ORDER = 80


def work_lists(session: Session, worker: Worker, today: dt.date) -> Iterable[WorkList]:
    """Say how many copies of the census have no grade, and how many no damage grade."""
    del today
    if not is_granted(Role(worker.role), Permission.CATALOGUE):
        return
    for name, asked in (
        (N_("古籍未定级"), RecordFilter(grade=NONE)),
        (N_("古籍未定损"), RecordFilter(damage=NONE)),
    ):
        yield WorkList(
            name=name,
            count=count_records(session, asked),
            href=f"/desk/census?{'grade' if asked.grade else 'damage'}=none",
            concern=Concern.INCOMPLETE,
            unit=N_("部"),
            order=_ORDER,
        )
