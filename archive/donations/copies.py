"""Lines that are copies (复本) of something that is held or was offered: 册 and no 种."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.catalogue.queries import find_titles
from archive.donations.decisions import refuse_list_when_registered
from archive.donations.errors import CopyOfItselfError, DonationNotFoundError
from archive.donations.models import DonationLine
from archive.donations.moves import hold_donation
from archive.donations.queries import line_view, work_of
from archive.donations.schemas import LineView
from archive.donations.works import follow_copy
from archive.kernel import journal
from archive.kernel.identifiers import new_id
from archive.kernel.journal import Subject


@dataclass(frozen=True, slots=True)
class CopyOf:
    """What a line is a copy of: another line, a title, or something nobody knows any more."""

    line_id: str
    original_line_id: str | None = None
    original_title_id: str | None = None


def mark_copies(session: Session, copies: Iterable[CopyOf]) -> None:
    """Let lines on which nothing was decided yet count as copies: they add 册 and no 种.

    One whose original is unknown is a copy of a work that was held before all of them.
    """
    for copy in copies:
        row = session.get_one(DonationLine, copy.line_id)
        row.copy_of_line_id = copy.original_line_id
        row.copy_of_title_id = copy.original_title_id
        session.flush()
        work_id = work_of(session, copy.original_line_id, copy.original_title_id, row.id)
        row.work_id = work_id or new_id()
    session.flush()


def say_copy(session: Session, copy: CopyOf) -> LineView:
    """Say that a line is a copy of a line or a title; what was counted follows.

    Raises:
        CopyOfItselfError: the original is a copy of this very line.
        ConflictError: the line or the donation it came with stands in the registers.
    """
    row = _hold(session, copy.line_id)
    _check_original(session, row, copy)
    row.copy_of_line_id, row.copy_of_title_id = copy.original_line_id, copy.original_title_id
    follow_copy(session, row)
    _record(session, row, "line-copy-said")
    return line_view(row)


def say_no_copy(session: Session, line_id: str) -> LineView:
    """Take back that a line is a copy: it is a work (种) of its own again."""
    row = _hold(session, line_id)
    if row.copy_of_line_id is None and row.copy_of_title_id is None:
        return line_view(row)
    row.copy_of_line_id = row.copy_of_title_id = None
    follow_copy(session, row)
    _record(session, row, "line-copy-denied")
    return line_view(row)


def _hold(session: Session, line_id: str) -> DonationLine:
    row = session.get(DonationLine, line_id)
    if row is None:
        raise DonationNotFoundError(detail=f"no line {line_id}")
    hold_donation(session, row.donation_id)
    session.refresh(row)
    refuse_list_when_registered(session, row.donation_id, [row])
    return row


def _check_original(session: Session, row: DonationLine, copy: CopyOf) -> None:
    if copy.original_line_id is not None:
        if session.get(DonationLine, copy.original_line_id) is None:
            raise DonationNotFoundError(detail=f"no line {copy.original_line_id}")
        if copy.original_line_id in {row.id, *_copies_of(session, row.id)}:
            raise CopyOfItselfError(title=row.title)
    elif copy.original_title_id is not None:
        known = find_titles(session, [copy.original_title_id])
        if copy.original_title_id not in known:
            raise DonationNotFoundError(detail=f"no title {copy.original_title_id}")


def _copies_of(session: Session, line_id: str) -> list[str]:
    """Return the lines that are copies of a line, of its copies, and so on."""
    found: list[str] = []
    asked = [line_id]
    while asked:
        wanted = select(DonationLine.id).where(DonationLine.copy_of_line_id.in_(asked))
        asked = [each for each in session.scalars(wanted) if each not in {line_id, *found}]
        found += asked
    return found


def _record(session: Session, row: DonationLine, what: str) -> None:
    journal.record(
        session,
        f"donations.donation.{what}",
        subject=Subject("donation", row.donation_id),
        after={
            "line": row.sequence,
            "title": row.title,
            "copy_of_line": row.copy_of_line_id,
            "copy_of_title": row.copy_of_title_id,
        },
    )
