"""Photographs of forms that nobody sent: erased after a month, since they may show private things.

Every sweep of a worker looks, but asks the database only once an hour.
"""

import datetime as dt

from sqlalchemy import literal_column, select
from sqlalchemy.orm import Session

from archive.counter.models import GiftPhoto
from archive.donations.models import DonationLine
from archive.kernel import journal
from archive.kernel.house import House
from archive.kernel.journal import SYSTEM, Subject

KEPT = dt.timedelta(days=30)
"""How long a form may lie open with its photographs before these are erased."""
PAUSE = dt.timedelta(hours=1)
AT_ONCE = 100


class AbandonedPhotos:
    """The photographs of a house that belong to no line of any gift."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._next_look: dt.datetime | None = None

    def look(self) -> None:
        """Erase what was abandoned, unless that was looked after less than an hour ago."""
        now = self._house.clock.now()
        if self._next_look is not None and now < self._next_look:
            return
        self._next_look = now + PAUSE
        after = ""
        while after := self._forget_some(now - KEPT, after):
            pass

    def _forget_some(self, before: dt.datetime, after: str) -> str:
        """Go through the next photographs; return the last that was looked at, or empty."""
        with self._house.database.write() as session:
            journal.act_as(session, SYSTEM, self._house.clock)
            old = _hold_old(session, before, after)
            used = _used(session, [photo.sha256 for photo in old])
            for photo in old:
                if photo.sha256 not in used:
                    self._forget(session, photo)
            return old[-1].sha256 if old else ""

    def _forget(self, session: Session, photo: GiftPhoto) -> None:
        journal.record(
            session,
            "counter.photo.forgotten",
            subject=Subject("gift-photo", photo.sha256),
            before={"added_at": photo.added_at.isoformat(), "size_bytes": photo.size_bytes},
        )
        session.delete(photo)
        # While the row is held: should the transaction fail, the next look finds it again.
        session.flush()
        self._house.documents.erase(photo.sha256)


def _hold_old(session: Session, before: dt.datetime, after: str) -> list[GiftPhoto]:
    """Hold the next old photographs; those that somebody is about to use are passed over."""
    wanted = (
        select(GiftPhoto)
        .where(GiftPhoto.added_at < before, GiftPhoto.sha256 > after)
        .order_by(GiftPhoto.sha256)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    return list(session.scalars(wanted))


def _used(session: Session, photos: list[str]) -> set[str]:
    """Return which of the photographs stand in a line, as that is known once they are held."""
    named = select(DonationLine.photo_sha256).where(
        DonationLine.photo_sha256.in_(photos), DonationLine.photo_sha256 != literal_column("''")
    )
    return set(session.scalars(named))
