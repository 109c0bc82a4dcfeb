"""Imports that somebody looked at and neither confirmed nor gave up."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy.orm import Session

from archive.accounts.permissions import Permission, roles_with
from archive.exchange.queries import count_imports
from archive.kernel.errors import N_
from archive.web.worklists import Worker, WorkList

_LAST = 90


def work_lists(session: Session, worker: Worker, _today: dt.date) -> Iterable[WorkList]:
    """Say how many imports of this person wait to be confirmed."""
    if worker.role not in roles_with(Permission.EXCHANGE):
        return
    yield WorkList(
        name=N_("我的导入待确认"),
        count=count_imports(session, worker.account_id),
        href="/desk/exchange?show=mine",
        order=_LAST,
    )
