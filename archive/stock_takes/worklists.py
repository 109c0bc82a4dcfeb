"""Which stock-takings are still open."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy.orm import Session

from archive.accounts.models import Role
from archive.accounts.permissions import Permission, is_granted
from archive.kernel.errors import N_
from archive.stock_takes.queries import count_stock_takes
from archive.web.worklists import Worker, WorkList

_ORDER = 121


def work_lists(session: Session, worker: Worker, today: dt.date) -> Iterable[WorkList]:
    """Say how many stock-takings wait to be finished."""
    del today
    if not is_granted(Role(worker.role), Permission.TAKE_STOCK):
        return
    yield WorkList(
        name=N_("清点进行中"),
        count=count_stock_takes(session, only_open=True),
        href="/desk/stock-takes?state=open",
        tone="busy",
        unit=N_("次"),
        order=_ORDER,
    )
