"""The rows that tell of backups: asked for, begun, done."""

import datetime as dt
import socket
from pathlib import Path

from sqlalchemy import update
from sqlalchemy.orm import Session

from archive.backup.errors import (
    BackupFolderChangedError,
    BackupInterruptedError,
    BackupNotSetUpError,
    BackupRunningError,
)
from archive.backup.manifest import Manifest
from archive.backup.models import BackupRun
from archive.backup.queries import tries_of_night, unfinished_backups, view_of
from archive.backup.schedule import is_due, night_of
from archive.backup.schemas import UNFINISHED, BackupKind, BackupState, BackupView
from archive.kernel import journal
from archive.kernel.clock import Clock
from archive.kernel.database import take_turn
from archive.kernel.errors import AppError
from archive.kernel.journal import SYSTEM, Subject, act_as
from archive.kernel.settings import Settings

HISTORY = Subject("backup", "all")
MISSING = "有 %(count)s 个文件无法读取，没有备份：%(names)s"
NAMED = 3


def request_backup(session: Session, settings: Settings) -> BackupView:
    """Ask for a backup now; the worker makes it.

    Raises:
        BackupNotSetUpError: nobody has said where to.
        BackupRunningError: one is being made, or waits to be.
    """
    if settings.backup_dir is None:
        raise BackupNotSetUpError
    take_turn(session)
    place = str(settings.backup_dir)
    if any(each.place == place for each in unfinished_backups(session)):
        raise BackupRunningError
    row = _add(session, BackupKind.REQUESTED, settings.backup_dir)
    journal.record(session, "backup.run.requested", subject=HISTORY, after={"run": row.id})
    return view_of(row)


def is_same_disk(settings: Settings) -> bool:
    """Whether the backups lie on the very disk that holds the archive, and would go with it."""
    if settings.backup_dir is None:
        return False
    try:
        return settings.backup_dir.stat().st_dev == settings.data_dir.stat().st_dev
    except OSError:
        return False


def begin_command(session: Session, place: Path) -> str:
    """Note that a person at the terminal makes a backup at ``place``; return the run."""
    row = _add(session, BackupKind.COMMAND, place)
    _begin(session, row)
    return row.id


def claim(session: Session, settings: Settings, now: dt.datetime) -> str | None:
    """Begin the backup that waits or that this night is due, if any; return the run.

    Only one of several workers that ask is given it. What was asked for in a folder that is not
    the library's any more is not made in another one behind its back: it is given up.
    """
    take_turn(session)
    own = str(settings.backup_dir)
    waiting = [each for each in unfinished_backups(session) if each.state is BackupState.WAITING]
    for each in waiting:
        if each.place != own:
            fail(session, each.id, BackupFolderChangedError())
    waiting = [each for each in waiting if each.place == own]
    if waiting:
        row = session.get_one(BackupRun, waiting[0].id)
    elif settings.backup_dir is not None and is_night_due(session, settings, now):
        row = _add(session, BackupKind.NIGHTLY, settings.backup_dir)
        row.night = night_of(now)
    else:
        return None
    _begin(session, row)
    return row.id


def is_night_due(session: Session, settings: Settings, now: dt.datetime) -> bool:
    """Whether tonight's backup is still to be begun."""
    tries = [(row.state, row.finished_at) for row in tries_of_night(session, night_of(now))]
    return is_due(now, settings.backup_hour, tries)


def note_progress(session: Session, run_id: str, done_bytes: int, total_bytes: int) -> None:
    """Say how far a backup is."""
    session.execute(
        update(BackupRun)
        .where(BackupRun.id == run_id)
        .values(done_bytes=done_bytes, total_bytes=total_bytes)
    )


def finish(session: Session, run_id: str, name: str, manifest: Manifest) -> BackupState:
    """Note that a backup was made."""
    row = session.get_one(BackupRun, run_id)
    row.state = BackupState.GOOD if manifest.is_good else BackupState.INCOMPLETE
    row.name, row.finished_at = name, journal.now(session)
    row.size_bytes, row.file_count = manifest.size_bytes, manifest.file_count
    row.done_bytes = row.total_bytes
    if manifest.gaps:
        names = "、".join(f"{gap.store}/{gap.sha256[:12]}…" for gap in manifest.gaps[:NAMED])
        row.error = MISSING % {"count": len(manifest.gaps), "names": names}
    return row.state


def fail(session: Session, run_id: str, error: AppError) -> None:
    """Note that a backup was not made, and why."""
    row = session.get_one(BackupRun, run_id)
    row.state, row.finished_at = BackupState.FAILED, journal.now(session)
    row.error = error.message[:1000]


def fail_interrupted(session: Session, place: Path) -> int:
    """Give up the backups that were begun at ``place`` by a process that is gone.

    Only for who has opened that folder: nobody else can then be making one there.
    """
    given_up = session.execute(
        update(BackupRun)
        .where(
            BackupRun.state == BackupState.RUNNING,
            BackupRun.place == str(place),
            BackupRun.host == socket.gethostname(),
        )
        .values(
            state=BackupState.FAILED,
            finished_at=journal.now(session),
            error=BackupInterruptedError().message,
        )
        .returning(BackupRun.id)
    )
    return len(given_up.all())


def note_restored(session: Session, name: str, manifest: Manifest, clock: Clock) -> None:
    """Let a database that came back say so, and that the backup it came from was made."""
    act_as(session, SYSTEM, clock)
    session.execute(
        update(BackupRun)
        .where(BackupRun.state.in_(UNFINISHED), BackupRun.id != manifest.run_id)
        .values(
            state=BackupState.FAILED,
            finished_at=clock.now(),
            error=BackupInterruptedError().message,
        )
    )
    own = session.get(BackupRun, manifest.run_id)
    if own is not None:
        finish(session, own.id, name, manifest)
        own.finished_at = manifest.taken_at
    taken = manifest.taken_at.isoformat(timespec="minutes")
    journal.record(session, "backup.archive.restored", subject=HISTORY, after={"taken_at": taken})


def _add(session: Session, kind: BackupKind, place: Path) -> BackupRun:
    actor = journal.current_actor(session)
    row = BackupRun(
        kind=kind,
        state=BackupState.WAITING,
        place=str(place),
        asked_by=actor.id,
        asked_by_name=actor.name,
        asked_at=journal.now(session),
    )
    session.add(row)
    session.flush()
    return row


def _begin(session: Session, row: BackupRun) -> None:
    row.state, row.started_at = BackupState.RUNNING, journal.now(session)
    row.host = socket.gethostname()
    session.flush()
