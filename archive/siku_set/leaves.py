"""Leaf lists of titles: taken in version by version, and taken back."""

import hashlib
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from archive.catalogue.queries import find_title
from archive.kernel import journal
from archive.kernel.journal import Subject
from archive.siku_set.errors import (
    LeafListNotCurrentError,
    LeafListNotFoundError,
    LeavesElsewhereError,
)
from archive.siku_set.leaf_files import lines_of
from archive.siku_set.leaf_runs import PlacedLeaf, Run, expand, runs_of
from archive.siku_set.models import LeafList, LeafRun
from archive.siku_set.queries import find_works
from archive.siku_set.schemas import LeafListView


def take_leaves(
    session: Session, title_id: str, leaves: Sequence[PlacedLeaf], file_name: str
) -> tuple[LeafListView, bool]:
    """Keep where the half-leaves of a title are; return the list, and whether it says more.

    The 卷 that it does not speak of stay as an earlier list has them.

    Raises:
        LeavesElsewhereError: they are in volumes in which the work is not.
    """
    _refuse_elsewhere(session, title_id, leaves)
    held = current_list(session, title_id)
    runs = runs_of(_joined(session, held, leaves))
    sha256 = hashlib.sha256(lines_of(expand(runs)).encode()).hexdigest()
    if held is not None and held.sha256 == sha256:
        return held, False
    row = _new_list(session, title_id, runs, sha256, file_name)
    journal.record(
        session,
        "siku_set.leaves.taken",
        subject=Subject("title", title_id),
        after={"file": row.file_name, "juan": row.juan_count, "leaves": row.leaf_count},
    )
    return leaf_list_view(row), True


def _new_list(
    session: Session, title_id: str, runs: Sequence[Run], sha256: str, file_name: str
) -> LeafList:
    wanted = select(LeafList).where(LeafList.title_id == title_id)
    earlier = list(session.scalars(wanted.with_for_update()))
    for each in earlier:
        each.is_current = False
    row = LeafList(
        title_id=title_id,
        version=max((each.version for each in earlier), default=0) + 1,
        is_current=True,
        sha256=sha256,
        file_name=file_name[:300],
        leaf_count=sum(run.length for run in runs),
        juan_count=len({run.juan for run in runs}),
        run_count=len(runs),
        taken_at=journal.now(session),
        taken_by_name=journal.current_actor(session).name,
    )
    session.add(row)
    session.flush()
    session.add_all(_row(row.id, place, run) for place, run in enumerate(runs, start=1))
    session.flush()
    return row


def _joined(
    session: Session, held: LeafListView | None, leaves: Sequence[PlacedLeaf]
) -> list[PlacedLeaf]:
    said = {each.leaf.juan for each in leaves}
    kept = expand(runs_in(session, held.id)) if held is not None else ()
    joined = [*(each for each in kept if each.leaf.juan not in said), *leaves]
    return sorted(joined, key=lambda each: each.leaf.juan)  # within a 卷 as they were listed


def _refuse_elsewhere(session: Session, title_id: str, leaves: Sequence[PlacedLeaf]) -> None:
    title = find_title(session, title_id)
    work = find_works(session, [title_id]).get(title_id)
    first = title.reprint_volume
    last = (work.last_volume if work else None) or first
    outside = sorted({each.place.volume for each in leaves if not _is_within(each, first, last)})
    if outside:
        found = "、".join(map(str, outside[:5]))
        raise LeavesElsewhereError(
            field="file", title=title.title, found=found, first=first, last=last
        )


def _is_within(placed: PlacedLeaf, first: int | None, last: int | None) -> bool:
    return first is None or last is None or first <= placed.place.volume <= last


def undo_leaves(session: Session, list_id: str) -> LeafListView:
    """Take back the list of a title that counts now; an earlier one counts again.

    Raises:
        LeafListNotFoundError: there is none such.
        LeafListNotCurrentError: another list counts.
    """
    row = session.get(LeafList, list_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise LeafListNotFoundError(detail=list_id)
    if not row.is_current:
        raise LeafListNotCurrentError
    row.is_current, row.undone_at = False, journal.now(session)
    row.undone_by_name = journal.current_actor(session).name
    earlier = select(LeafList).where(
        LeafList.title_id == row.title_id, LeafList.undone_at.is_(None), LeafList.id != row.id
    )
    before = session.scalar(earlier.order_by(LeafList.version.desc()).limit(1))
    if before is not None:
        before.is_current = True
    session.flush()
    journal.record(
        session,
        "siku_set.leaves.undone",
        subject=Subject("title", row.title_id),
        after={"file": row.file_name},
    )
    return leaf_list_view(row)


def current_list(session: Session, title_id: str) -> LeafListView | None:
    """Return the leaf list of a title that counts, if it has one."""
    wanted = select(LeafList).where(LeafList.title_id == title_id, LeafList.is_current)
    row = session.scalar(wanted)
    return None if row is None else leaf_list_view(row)


def count_lists(session: Session) -> int:
    """Return how many titles have a leaf list."""
    counted = select(func.count()).select_from(LeafList).where(LeafList.is_current)
    return session.scalar(counted) or 0


def runs_in(session: Session, list_id: str) -> list[Run]:
    """Return the runs of a list in their order."""
    wanted = select(LeafRun).where(LeafRun.list_id == list_id).order_by(LeafRun.sequence)
    return [run_of(row) for row in session.scalars(wanted)]


def run_of(row: LeafRun) -> Run:
    """Return the run that a row of ``leaf_runs`` keeps."""
    length = (row.last_half - row.first_half) // row.stride + 1
    return Run(
        row.juan, row.mark, row.first_half, row.volume, row.first_quarter, row.stride, length
    )


def _row(list_id: str, sequence: int, run: Run) -> LeafRun:
    return LeafRun(
        list_id=list_id,
        sequence=sequence,
        juan=run.juan,
        mark=run.mark,
        first_half=run.first_half,
        last_half=run.last_half,
        volume=run.volume,
        first_quarter=run.first_quarter,
        last_quarter=run.last_quarter,
        stride=run.stride,
    )


def leaf_list_view(row: LeafList) -> LeafListView:
    """Return what others see of a row of ``leaf_lists``."""
    return LeafListView(**{name: getattr(row, name) for name in LeafListView.__slots__})
