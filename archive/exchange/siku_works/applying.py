"""Writing a list of works, and taking it back."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from archive.exchange.applying import Made, naming
from archive.exchange.kinds import Action
from archive.exchange.plans import Plan, RowPlan
from archive.exchange.schemas import ChangeView
from archive.kernel.journal import Subject
from archive.siku_set import service as siku_set
from archive.siku_set.schemas import NewWork
from archive.siku_set.service import Tell

SET = "siku-set"


def enter_list(session: Session, plan: Plan, why: str, tell: Tell | None = None) -> list[Made]:
    """Write everything that ``plan`` says of a list of works.

    Raises:
        RowRefusedError: a row cannot be written after all; nothing is to be kept then.
    """
    series, is_new = siku_set.ensure_set(session)
    made = [Made(Subject(SET, series.id), series.title, is_new=True)] if is_new else []
    adopted = [row for row in plan.rows if row.action is Action.UPDATE]
    for place, row in enumerate(adopted, start=1):
        made.append(_adopt(session, row))
        if tell is not None:
            tell(place)
    created = [row for row in plan.rows if row.action is Action.CREATE]
    works = [_work(row) for row in created]
    told = None if tell is None else lambda done: tell(len(adopted) + done)
    ids = siku_set.enter_works(session, works, why, told) if works else []
    return made + [
        Made(Subject("title", title_id), row.row.title, is_new=True, row_number=row.row.number)
        for title_id, row in zip(ids, created, strict=True)
    ]


def _adopt(session: Session, row: RowPlan) -> Made:
    with naming(row.row.number):
        before = siku_set.adopt_work(session, row.title_id, _work(row))
    subject, number = Subject("title", row.title_id), row.row.number
    return Made(subject, row.row.title, is_new=False, row_number=number, before=before)


def _work(row: RowPlan) -> NewWork:
    work = row.row.work
    assert work is not None  # noqa: S101 - the reader of such a list makes one of every row
    return work


def take_back_list(
    session: Session, changes: Sequence[ChangeView], why: str, *, keep_set: bool
) -> None:
    """Undo :func:`enter_list`; ``keep_set`` if something was done with the set since.

    Raises:
        WorkHasLeavesError, TitleHasVolumesError: something of it is in use.
    """
    for change in changes:
        if change.kind == "title" and not change.is_new:
            siku_set.release_work(session, change.id, change.before)
    new = [change.id for change in changes if change.kind == "title" and change.is_new]
    siku_set.remove_works(session, new, why)
    if any(change.kind == SET for change in changes) and not keep_set:
        siku_set.remove_set(session, why)
