"""Counting readers without making them wait: counts are gathered and written every few seconds.

What a process that dies had not yet written is lost: a few readers of a statistic, never a record.
"""

import threading
from collections import Counter
from collections.abc import Iterable

import structlog
from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from archive.catalogue.models import Title
from archive.kernel.clock import Clock, to_local
from archive.kernel.database import Database
from archive.visits.models import TitleVisits

log = structlog.stdlib.get_logger("fangzhi.visits")

PAUSE_SECONDS = 5.0
STOP_SECONDS = 10.0
AT_ONCE = 500


class VisitCounter:
    """Gathers visits in memory and writes them from a thread of its own."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._waiting: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._writer: threading.Thread | None = None

    def count(self, title_id: str) -> None:
        """Count one opening of a title."""
        with self._lock:
            self._waiting[title_id] += 1

    def start(self) -> None:
        """Write what was counted every few seconds, until :meth:`close`."""
        self._stop.clear()
        self._writer = threading.Thread(target=self._write_regularly, name="visits", daemon=True)
        self._writer.start()

    def close(self) -> None:
        """Stop, and write what is left."""
        self._stop.set()
        if self._writer is not None:
            self._writer.join(STOP_SECONDS)
        self._try_flush()

    def flush(self) -> None:
        """Write what was counted since the last time."""
        with self._lock:
            counted, self._waiting = self._waiting, Counter()
        if not counted:
            return
        try:
            with self._database.write() as session:
                add_visits(session, counted, self._clock)
        except Exception:
            with self._lock:
                self._waiting.update(counted)
            raise

    def _write_regularly(self) -> None:
        while not self._stop.wait(PAUSE_SECONDS):
            self._try_flush()

    def _try_flush(self) -> None:
        try:
            self.flush()
        except Exception:  # the database may be well again next time
            log.exception("visits could not be written")


def add_visits(session: Session, counted: Counter[str], clock: Clock) -> None:
    """Add ``counted`` visits by title to those of the library's day; no title, no visits."""
    day = to_local(clock.now()).date()
    there = _titles_there(session, sorted(counted))
    rows = [{"title_id": t, "day": day, "count": counted[t]} for t in there]
    if not rows:
        return
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    statement = (sqlite if is_sqlite else postgresql).insert(TitleVisits)
    more = {"count": TitleVisits.count + statement.excluded.count}
    session.execute(
        statement.on_conflict_do_update(index_elements=["title_id", "day"], set_=more), rows
    )


def _titles_there(session: Session, title_ids: list[str]) -> list[str]:
    """Return which of the titles exist: one that does not must not keep the others waiting."""
    there: list[str] = []
    for start in range(0, len(title_ids), AT_ONCE):
        part = Title.id.in_(title_ids[start : start + AT_ONCE])
        there.extend(session.scalars(select(Title.id).where(part).order_by(Title.id)))
    return there


def visits_of(session: Session, title_ids: Iterable[str]) -> dict[str, int]:
    """Return how often each of the titles was opened, in all."""
    counted = (
        select(TitleVisits.title_id, func.sum(TitleVisits.count))
        .where(TitleVisits.title_id.in_(list(title_ids)))
        .group_by(TitleVisits.title_id)
    )
    return {title_id: int(count) for title_id, count in session.execute(counted)}
