"""What the front page of the desk says of the backups, to those who look after them."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy.orm import Session

from archive.accounts.permissions import Permission, roles_with
from archive.backup.queries import OLD_AFTER, last_good_backup
from archive.kernel.clock import to_local
from archive.kernel.errors import N_
from archive.web.worklists import Concern, Worker, WorkList

_PAGE = "/desk/backups"


def work_lists(session: Session, worker: Worker, today: dt.date) -> Iterable[WorkList]:
    """Say when the last good backup was made, and complain if that is long ago."""
    if worker.role not in roles_with(Permission.BACK_UP):
        return
    last = last_good_backup(session)
    if last is None or last.finished_at is None:
        name = N_("还没有一份完好的备份")
        yield WorkList(name=name, count=0, href=_PAGE, concern=Concern.STATE, tone="bad")
        return
    day = to_local(last.finished_at).date()
    yield WorkList(
        name=N_("最近一份完好的备份：%(day)s"),
        count=0,
        href=_PAGE,
        concern=Concern.STATE,
        tone="bad" if today - day > OLD_AFTER else "good",
        values=(("day", day.isoformat()),),
    )
