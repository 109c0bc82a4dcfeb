"""The front page shows what is there, in the order of the work."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy.orm import Session

from archive.dashboard.gathering import gather
from archive.web.worklists import Concern, Worker, WorkList, WorkLists

TODAY = dt.date(2026, 3, 2)
CLERK = Worker("account", "staff")


def source(*lists: WorkList) -> WorkLists:
    def say(_session: Session, _worker: Worker, _today: dt.date) -> Iterable[WorkList]:
        return lists

    return say


def test_lists_of_several_rooms_stand_in_their_order_and_empty_ones_are_left_out() -> None:
    first = source(WorkList("待公示", 3, "/a", order=90), WorkList("待决定", 0, "/b", order=20))
    second = source(WorkList("跟进线索", 1, "/c", order=5))
    late = source(WorkList("逾期", 2, "/d", Concern.OVERDUE))
    found = gather(Session(), [first, second, late], CLERK, TODAY)
    assert [x.name for x in found[Concern.WAITING]] == ["跟进线索", "待公示"]
    assert [x.name for x in found[Concern.OVERDUE]] == ["逾期"]
    assert found[Concern.INCOMPLETE] == []


def test_how_the_house_stands_is_said_also_when_it_stands_well() -> None:
    good = source(WorkList("上次备份完好", 0, "/desk/backups", Concern.STATE, tone="good"))
    assert gather(Session(), [good], CLERK, TODAY)[Concern.STATE]
