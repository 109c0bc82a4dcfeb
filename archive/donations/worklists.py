"""What waits of the gifts, stage by stage, and what has waited too long."""

import datetime as dt
from collections.abc import Iterable, Mapping

from sqlalchemy import func, literal, select, union_all
from sqlalchemy.orm import Session

from archive.donations.filters import lacks_agreement
from archive.donations.kinds import Stage
from archive.donations.models import Donation
from archive.donations.queries import is_idle_since
from archive.kernel.errors import N_
from archive.web.worklists import Concern, Worker, WorkList

PATIENCE_DAYS = 30
WAITING: Mapping[Stage, str] = {
    Stage.INTENT: N_("有意向，待送来"),
    Stage.LISTED: N_("待决定"),
    Stage.APPRAISAL: N_("鉴定中，待决定"),
    Stage.DECIDED: N_("待签协议"),
    Stage.AGREED: N_("待交接"),
    Stage.HANDED_OVER: N_("待入藏"),
    Stage.ACCESSIONED: N_("待编目"),
    Stage.CATALOGUED: N_("待致谢"),
    Stage.THANKED: N_("待公示"),
}
"""What is to be done with a gift that stands at a stage."""
OVERDUE = (
    Stage.LISTED,
    Stage.APPRAISAL,
    Stage.DECIDED,
    Stage.AGREED,
    Stage.HANDED_OVER,
    Stage.CATALOGUED,
)
"""Where somebody outside waits for us; cataloguing and the public roll take the time they take."""
_UNIT = N_("笔")
_Counts = dict[Stage, int]
URGENT = frozenset({Stage.LISTED, Stage.APPRAISAL})


def work_lists(session: Session, worker: Worker, today: dt.date) -> Iterable[WorkList]:
    """Say how many gifts stand at each stage, and how many have stood there too long."""
    del worker
    waiting, idle, lacking = _count(session, today - dt.timedelta(days=PATIENCE_DAYS))
    yield WorkList(
        name=N_("没有签订的协议"),
        count=lacking,
        href="/desk/donations?lacks=agreement",
        concern=Concern.INCOMPLETE,
        tone="attention",
        unit=_UNIT,
        order=20,
    )
    for place, (stage, name) in enumerate(WAITING.items(), start=1):
        yield WorkList(
            name=name,
            count=waiting.get(stage, 0),
            href=f"/desk/donations?stage={stage}",
            tone="attention" if stage in URGENT else "neutral",
            unit=_UNIT,
            order=10 * place,
        )
        yield WorkList(
            name=N_("%(what)s，已过 %(days)s 天"),
            count=idle.get(stage, 0) if stage in OVERDUE else 0,
            href=f"/desk/donations?stage={stage}&idle={PATIENCE_DAYS}",
            concern=Concern.OVERDUE,
            tone="bad",
            unit=_UNIT,
            order=10 * place,
            values=(("what", name), ("days", PATIENCE_DAYS)),
        )


def _count(session: Session, idle_since: dt.date) -> tuple[_Counts, _Counts, int]:
    """Return the gifts at each stage, those idle there, and those without a signed agreement.

    One question asks all three: the front page has many.
    """
    is_idle = Donation.stage.in_(OVERDUE) & is_idle_since(idle_since)
    asked = (
        ("waiting", Donation.stage.in_(list(WAITING))),
        ("idle", is_idle),
        ("lacking", lacks_agreement()),
    )
    counted: dict[str, _Counts] = {name: {} for name, _ in asked}
    parts = [
        select(literal(name), Donation.stage, func.count()).where(said).group_by(Donation.stage)
        for name, said in asked
    ]
    for name, stage, count in session.execute(union_all(*parts)):
        counted[name][Stage(stage)] = count
    return counted["waiting"], counted["idle"], sum(counted["lacking"].values())
