"""Which titles nobody has decided the rights of yet: until then they are for the staff alone."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy.orm import Session

from archive.accounts.models import Role
from archive.accounts.permissions import Permission, is_granted
from archive.catalogue.queries import TitleFilter, count_titles
from archive.kernel.errors import N_
from archive.web.worklists import Concern, Worker, WorkList

_ORDER = 70


def work_lists(session: Session, worker: Worker, today: dt.date) -> Iterable[WorkList]:
    """Say how many titles are held of whose rights nothing was decided."""
    del today
    if not is_granted(Role(worker.role), Permission.CATALOGUE):
        return
    yield WorkList(
        name=N_("没有核定版权"),
        count=count_titles(session, TitleFilter(is_undecided=True)),
        href="/desk/titles?rights=undecided",
        concern=Concern.INCOMPLETE,
        unit=N_("种"),
        order=_ORDER,
    )
