"""What is asked about backups."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from archive.backup.models import BackupRun
from archive.backup.schemas import UNFINISHED, BackupHealth, BackupState, BackupView
from archive.kernel.settings import Settings

OLD_AFTER = dt.timedelta(days=2)


def last_good_backup(session: Session) -> BackupView | None:
    """Return the newest backup in which nothing is missing, or None if there never was one."""
    row = session.scalars(
        select(BackupRun)
        .where(BackupRun.state == BackupState.GOOD)
        .order_by(BackupRun.finished_at.desc())
        .limit(1)
    ).first()
    return None if row is None else view_of(row)


def backup_health(session: Session, settings: Settings, now: dt.datetime) -> BackupHealth:
    """Say whether the backups need somebody's attention."""
    last = last_good_backup(session)
    if last is not None and last.finished_at is not None and now - last.finished_at <= OLD_AFTER:
        return BackupHealth.FINE
    if settings.backup_dir is None:
        return BackupHealth.NOT_SET_UP
    return BackupHealth.NEVER if last is None else BackupHealth.OLD


def list_backups(session: Session, offset: int = 0, limit: int = 50) -> list[BackupView]:
    """Return the tries to make a backup, newest first."""
    rows = session.scalars(
        select(BackupRun).order_by(BackupRun.asked_at.desc()).offset(offset).limit(limit)
    )
    return [view_of(row) for row in rows]


def count_backups(session: Session) -> int:
    """Return how many tries are remembered."""
    return session.scalar(select(func.count()).select_from(BackupRun)) or 0


def unfinished_backups(session: Session) -> list[BackupView]:
    """Return the backups that wait or are being made, oldest first."""
    rows = session.scalars(
        select(BackupRun).where(BackupRun.state.in_(UNFINISHED)).order_by(BackupRun.asked_at)
    )
    return [view_of(row) for row in rows]


def was_good_at(session: Session, place: str) -> bool:
    """Whether a good backup was ever made in the folder ``place``."""
    found = select(BackupRun.id).where(
        BackupRun.place == place, BackupRun.state == BackupState.GOOD
    )
    return session.scalars(found.limit(1)).first() is not None


def tries_of_night(session: Session, night: dt.date) -> Sequence[BackupRun]:
    """Return the nightly tries for the library's day ``night``."""
    return session.scalars(select(BackupRun).where(BackupRun.night == night)).all()


def view_of(row: BackupRun) -> BackupView:
    """Return what others see of a row."""
    return BackupView(**{name: getattr(row, name) for name in BackupView.__slots__})
