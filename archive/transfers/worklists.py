"""Which slips wait to be received."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy.orm import Session

from archive.accounts.models import Role
from archive.accounts.permissions import Permission, is_granted
from archive.kernel.errors import N_
from archive.transfers.queries import count_transfers
from archive.transfers.schemas import TransferState
from archive.web.worklists import Worker, WorkList

_ORDER = 120


def work_lists(session: Session, worker: Worker, today: dt.date) -> Iterable[WorkList]:
    """Say how many slips have been sent and not been received."""
    del today
    if not is_granted(Role(worker.role), Permission.MOVE_STOCK):
        return
    yield WorkList(
        name=N_("移库单待签收"),
        count=count_transfers(session, TransferState.SENT),
        href="/desk/transfers?state=sent",
        tone="busy",
        unit=N_("张"),
        order=_ORDER,
    )
