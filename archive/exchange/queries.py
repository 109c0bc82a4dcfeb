"""Questions about imports."""

import datetime as dt

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from archive.exchange.errors import ImportNotFoundError
from archive.exchange.kinds import ImportState
from archive.exchange.models import ImportChange, ImportRun
from archive.exchange.schemas import ChangeView, ImportView

COUNTERS = "number-series"
"""What series stood at before an import and after it, so that undoing leaves no gap."""
_SHOWN = (ImportChange.subject_kind != COUNTERS,)


def import_view(row: ImportRun) -> ImportView:
    """Return what others see of a row."""
    return ImportView(**{name: getattr(row, name) for name in ImportView.__slots__})


def find_import(session: Session, import_id: str) -> ImportView:
    """Return an import; :class:`ImportNotFoundError` if there is none."""
    row = session.get(ImportRun, import_id, populate_existing=True)
    if row is None:
        raise ImportNotFoundError(detail=import_id)
    return import_view(row)


def list_imports(
    session: Session, offset: int = 0, limit: int = 50, waiting_of: str = ""
) -> list[ImportView]:
    """Return the imports, newest first; only those that wait for ``waiting_of``, if given."""
    wanted = select(ImportRun).order_by(ImportRun.sent_at.desc(), ImportRun.id)
    wanted = wanted.where(*_waiting(waiting_of))
    return [import_view(row) for row in session.scalars(wanted.offset(offset).limit(limit))]


def count_imports(session: Session, waiting_of: str = "") -> int:
    """Return how many imports there were, or wait for ``waiting_of``."""
    counted = select(func.count()).select_from(ImportRun).where(*_waiting(waiting_of))
    return session.scalar(counted) or 0


def _waiting(account_id: str) -> list[ColumnElement[bool]]:
    if not account_id:
        return []
    return [ImportRun.state == ImportState.PREVIEWED, ImportRun.sent_by == account_id]


def list_changes(
    session: Session, import_id: str, offset: int = 0, limit: int | None = None
) -> list[ChangeView]:
    """Return what an import made and changed, in the order in which it did.

    A part of it (``limit``) is for people to see: where number series stood is left out then.
    """
    wanted = (
        select(ImportChange)
        .where(ImportChange.import_id == import_id, *(_SHOWN if limit is not None else ()))
        .order_by(ImportChange.sequence)
        .offset(offset)
    )
    rows = session.scalars(wanted if limit is None else wanted.limit(limit))
    return [
        ChangeView(
            sequence=row.sequence,
            row_number=row.row_number,
            kind=row.subject_kind,
            id=row.subject_id,
            label=row.label,
            is_new=row.is_new,
            before=row.before,
            after=row.after,
        )
        for row in rows
    ]


def count_changes(session: Session, import_id: str) -> int:
    """Return how much an import made and changed that people see."""
    counted = select(func.count()).where(ImportChange.import_id == import_id, *_SHOWN)
    return session.scalar(counted) or 0


def imported_before(session: Session, sha256: str, apart_from: str) -> dt.datetime | None:
    """Return when a file of the same bytes was imported (and not undone), None if never."""
    return session.scalar(
        select(func.max(ImportRun.finished_at)).where(
            ImportRun.sha256 == sha256,
            ImportRun.id != apart_from,
            ImportRun.undone_at.is_(None),
        )
    )
