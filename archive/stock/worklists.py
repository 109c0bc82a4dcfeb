"""Which volumes nobody has put anywhere, and which were looked for in vain."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy.orm import Session

from archive.accounts.models import Role
from archive.accounts.permissions import Permission, is_granted
from archive.kernel.errors import N_
from archive.stock.queries import count_waiting
from archive.web.worklists import Concern, Worker, WorkList

_UNIT = N_("册")
_ORDER = 60


def work_lists(session: Session, worker: Worker, today: dt.date) -> Iterable[WorkList]:
    """Say how many volumes have no place, and how many are missing."""
    del today
    if not is_granted(Role(worker.role), Permission.MOVE_STOCK):
        return
    unplaced, missing = count_waiting(session)
    yield WorkList(
        name=N_("没有架位"),
        count=unplaced,
        href="/desk/stock/unplaced",
        concern=Concern.INCOMPLETE,
        unit=_UNIT,
        order=_ORDER,
    )
    yield WorkList(
        name=N_("清点未找到"),
        count=missing,
        href="/desk/stock/missing",
        concern=Concern.OVERDUE,
        tone="bad",
        unit=_UNIT,
        order=_ORDER,
    )
