"""Lines that are copies (复本), said of many at once before anything is decided on them."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from archive.donations.models import DonationLine
from archive.donations.queries import work_of
from archive.kernel.identifiers import new_id


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
