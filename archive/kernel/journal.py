"""The journal: one append-only table, written in the same transaction as the change.

Audit trail, search index, caches, change feed and undo read it; nothing else notifies. Numbers
follow the order of commits (writers are serialised by SQLite's write lock or, on PostgreSQL, by an
advisory lock that is held to the end), so a reader who asks for ``number > last`` skips nothing.
Contact data never enters it: an entry says that such data changed, not what it was.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Index,
    Integer,
    String,
    func,
    select,
    tuple_,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, selectinload

from archive.kernel.clock import Clock, SystemClock, to_local
from archive.kernel.database import Base, take_turn

ACTOR = "fangzhi.actor"
CLOCK = "fangzhi.clock"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: an account, or the system itself (empty ``id``)."""

    id: str
    name: str


SYSTEM = Actor("", "系统")


@dataclass(frozen=True, slots=True)
class Subject:
    """What an entry is about: a kind of thing and its identifier."""

    kind: str
    id: str


class JournalEntry(Base):
    """Who did what, when, why, and how the thing looked before and after."""

    __tablename__ = "journal_entries"

    number: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    )
    at: Mapped[dt.datetime]
    actor_id: Mapped[str] = mapped_column(String(12))
    actor_name: Mapped[str] = mapped_column(String(200))
    action: Mapped[str] = mapped_column(String(80))
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(80))
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    why: Mapped[str]
    links: Mapped[list["JournalLink"]] = relationship(
        lazy="raise", order_by="JournalLink.position", cascade="all"
    )

    __table_args__ = ({"sqlite_autoincrement": True},)

    @property
    def subject(self) -> Subject:
        """What the entry is about first of all."""
        return Subject(self.subject_kind, self.subject_id)


class JournalLink(Base):
    """A thing an entry is about, its subject included, so that histories are found by index."""

    __tablename__ = "journal_links"

    entry_number: Mapped[int] = mapped_column(
        ForeignKey("journal_entries.number"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    id: Mapped[str] = mapped_column(String(80))

    __table_args__ = (Index(None, "kind", "id", "entry_number"),)


def record(  # noqa: PLR0913 - who, what, when, why, before and after are one sentence
    session: Session,
    action: str,
    *,
    subject: Subject,
    also: Iterable[Subject] = (),
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    why: str = "",
) -> JournalEntry:
    """Append an entry to the journal in the transaction of ``session``.

    Args:
        session: the write session that makes the change; its ``info`` may hold an actor and a
            clock (see :func:`act_as`).
        action: ``<room>.<thing>.<past participle>``, e.g. ``donations.donation.logged``.
        subject: what was changed.
        also: what else a history of should show this entry, e.g. the title of a volume.
        before: the fields that changed, as they were; JSON values only.
        after: the same fields as they are now.
        why: the reason given by the person, if one was asked for.
    """
    take_turn(session)
    actor: Actor = session.info.get(ACTOR, SYSTEM)
    clock: Clock = session.info.get(CLOCK) or SystemClock()
    linked = list(dict.fromkeys([subject, *also]))
    entry = JournalEntry(
        at=clock.now(),
        actor_id=actor.id,
        actor_name=actor.name,
        action=action,
        subject_kind=subject.kind,
        subject_id=subject.id,
        before=before or {},
        after=after or {},
        why=why,
        links=[
            JournalLink(position=position, kind=thing.kind, id=thing.id)
            for position, thing in enumerate(linked)
        ],
    )
    session.add(entry)
    session.flush()  # the number must be taken in our turn
    return entry


def act_as(session: Session, actor: Actor, clock: Clock | None = None) -> None:
    """Sign what ``session`` records from now on with ``actor``."""
    session.info[ACTOR] = actor
    if clock is not None:
        session.info[CLOCK] = clock


def current_actor(session: Session) -> Actor:
    """Return who signs what ``session`` records."""
    actor: Actor = session.info.get(ACTOR, SYSTEM)
    return actor


def now(session: Session) -> dt.datetime:
    """Return the present moment by the clock of ``session``."""
    clock: Clock = session.info.get(CLOCK) or SystemClock()
    return clock.now()


def today(session: Session) -> dt.date:
    """Return the day that it is at the library, by the clock of ``session``."""
    return to_local(now(session)).date()


def entries_after(session: Session, number: int, limit: int = 500) -> Sequence[JournalEntry]:
    """Return entries with a number above ``number`` in their order, each with its links."""
    return session.scalars(
        select(JournalEntry)
        .where(JournalEntry.number > number)
        .order_by(JournalEntry.number)
        .limit(limit)
        .options(selectinload(JournalEntry.links))
    ).all()


def last_entry_number(session: Session) -> int:
    """Return the number of the newest entry, 0 when there is none."""
    return session.scalar(select(func.max(JournalEntry.number))) or 0


def history(
    session: Session, subjects: Iterable[Subject], limit: int = 200
) -> Sequence[JournalEntry]:
    """Return what happened to any of ``subjects``, newest first."""
    wanted = [(thing.kind, thing.id) for thing in subjects]
    if not wanted:
        return []
    numbers = select(JournalLink.entry_number).where(
        tuple_(JournalLink.kind, JournalLink.id).in_(wanted)
    )
    return session.scalars(
        select(JournalEntry)
        .where(JournalEntry.number.in_(numbers))
        .order_by(JournalEntry.number.desc())
        .limit(limit)
    ).all()
