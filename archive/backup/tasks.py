"""Making the backups that are due or asked for, for as long as a worker lives.

A thread of its own looks at the table: a backup takes long and must not keep pages waiting, and
what the table says cannot be lost like a bell.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import structlog

from archive.backup import runs
from archive.backup.errors import BackupFailedError, BackupRunningError
from archive.backup.folder import BackupFolder, opened
from archive.backup.keep import KeepRule
from archive.backup.manifest import Manifest
from archive.backup.queries import unfinished_backups, was_good_at
from archive.backup.taking import take_backup
from archive.kernel.errors import AppError
from archive.kernel.house import House
from archive.kernel.journal import SYSTEM, act_as
from archive.kernel.settings import Settings

log = structlog.stdlib.get_logger("fangzhi.backup")

PAUSE_SECONDS = 5.0
STOP_SECONDS = 20.0
TELL_SECONDS = 1.0


@contextmanager
def keeping_backups(house: House, pause_seconds: float = PAUSE_SECONDS) -> Iterator[None]:
    """Make backups in a thread, as they fall due, until the block ends."""
    stop = threading.Event()
    keeper = threading.Thread(
        target=_keep, args=(house, stop, pause_seconds), name="backup-keeper", daemon=True
    )
    keeper.start()
    try:
        yield
    finally:
        stop.set()
        keeper.join(STOP_SECONDS)


def _keep(house: House, stop: threading.Event, pause_seconds: float) -> None:
    while not stop.wait(pause_seconds):
        try:
            look(house, stop)
        except Exception:  # the database may be well again next time
            log.exception("looking after the backups failed")


def look(house: House, stop: threading.Event) -> None:
    """Make the backup that waits or is due, if there is one and nobody else is at it."""
    place = house.settings.backup_dir
    if place is None or not _has_work(house):
        return
    _give_up_elsewhere(house, place)
    had_backups = _was_good_at(house, place)
    try:
        with opened(place, house.settings.data_dir, had_backups=had_backups) as folder:
            _give_up(house, place)
            run_id = _claim(house)
            if run_id is not None:
                with suppress(AppError):  # it is kept with the run
                    run_backup(house, folder, run_id, stop.is_set)
    except BackupRunningError:
        return
    except AppError as error:
        run_id = _claim(house)
        if run_id is not None:
            _fail(house, run_id, error)


def run_backup(
    house: House,
    folder: BackupFolder,
    run_id: str,
    is_stopping: Callable[[], bool] = lambda: False,
    tell: Callable[[int, int], None] = lambda _done, _total: None,
) -> tuple[str, Manifest]:
    """Make the backup of a run that has begun, in a folder that is open; return its name too.

    Raises:
        AppError: it failed; the run tells why.
    """
    teller = _Teller(house, run_id, tell)
    try:
        name, manifest = take_backup(house, folder, run_id, teller.tell, is_stopping)
    except AppError as error:
        _fail(house, run_id, error)
        raise
    except Exception as error:
        log.exception("a backup failed")
        failed = BackupFailedError(reason=type(error).__name__)
        _fail(house, run_id, failed)
        raise failed from error
    with house.database.write() as session:
        act_as(session, SYSTEM, house.clock)
        state = runs.finish(session, run_id, name, manifest)
    log.info("backed up", name=name, state=state.value, bytes=manifest.size_bytes)
    if manifest.is_good:
        folder.prune(rule_of(house.settings))
    return name, manifest


def rule_of(settings: Settings) -> KeepRule:
    """Return how many backups a site keeps."""
    return KeepRule(
        settings.backup_keep_daily, settings.backup_keep_weekly, settings.backup_keep_monthly
    )


class _Teller:
    """Writes down how far a backup is, now and then."""

    def __init__(self, house: House, run_id: str, also: Callable[[int, int], None]) -> None:
        self._house = house
        self._run_id = run_id
        self._also = also
        self._told_at = time.monotonic()

    def tell(self, done: int, total: int) -> None:
        """Say how far it is, at most once a second in the database."""
        self._also(done, total)
        if time.monotonic() - self._told_at < TELL_SECONDS:
            return
        self._told_at = time.monotonic()
        with self._house.database.write() as session:
            runs.note_progress(session, self._run_id, done, total)


def _has_work(house: House) -> bool:
    with house.database.read() as session:
        return bool(unfinished_backups(session)) or runs.is_night_due(
            session, house.settings, house.clock.now()
        )


def _give_up(house: House, place: Path) -> None:
    with house.database.write() as session:
        act_as(session, SYSTEM, house.clock)
        runs.fail_interrupted(session, place)


def _give_up_elsewhere(house: House, own: Path) -> None:
    """Settle what a command that was killed left behind in a folder of its own."""
    with house.database.read() as session:
        running = {each.place for each in unfinished_backups(session)} - {str(own)}
    for place in map(Path, running):
        with suppress(AppError), opened(place, house.settings.data_dir):
            _give_up(house, place)


def _was_good_at(house: House, place: Path) -> bool:
    with house.database.read() as session:
        return was_good_at(session, str(place))


def _claim(house: House) -> str | None:
    with house.database.write() as session:
        act_as(session, SYSTEM, house.clock)
        return runs.claim(session, house.settings, house.clock.now())


def _fail(house: House, run_id: str, error: AppError) -> None:
    log.warning("no backup", code=error.code, why=error.message, detail=error.detail)
    with house.database.write() as session:
        act_as(session, SYSTEM, house.clock)
        runs.fail(session, run_id, error)
