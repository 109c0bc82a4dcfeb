"""Which lines are of one work (种): what is a copy of what, and the ledger's word on it."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from archive.donations.counted import tell_ledger
from archive.donations.models import DonationLine
from archive.donations.queries import work_of


def join_work(session: Session, row: DonationLine, work_id: str | None) -> None:
    """Count a line, and every line of its work, as copies of another work."""
    if work_id is None or work_id == row.work_id:
        return
    same = select(DonationLine.id).where(DonationLine.work_id == row.work_id)
    _move(session, set(session.scalars(same)), row.work_id, work_id)
    session.refresh(row, ["work_id"])


def follow_copy(session: Session, row: DonationLine) -> None:
    """Count a line where it belongs, after what it is a copy of was put right; its copies too."""
    session.flush()
    named = work_of(session, row.copy_of_line_id, row.copy_of_title_id, row.id)
    work_id, left = named or row.id, row.work_id
    if work_id != left:
        _move(session, _with_its_copies(session, row), left, work_id)
        session.refresh(row, ["work_id"])


def _with_its_copies(session: Session, row: DonationLine) -> set[str]:
    """Return a line, the lines that name it as what they are copies of, and so on."""
    same = select(DonationLine.id, DonationLine.copy_of_line_id).where(
        DonationLine.work_id == row.work_id
    )
    origins = dict(session.execute(same).all())
    found, grown = {row.id}, True
    while grown:
        copies = {line_id for line_id, origin in origins.items() if origin in found}
        grown = not copies <= found
        found |= copies
    return found


def _move(session: Session, line_ids: set[str], left: str, work_id: str) -> None:
    session.execute(
        update(DonationLine)
        .where(DonationLine.id.in_(line_ids))
        .values(work_id=work_id)
        .execution_options(synchronize_session=False)
    )
    tell_ledger(session, [left, work_id])
