"""The number series of the registers: which mask counts for what, and the next number of it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.accessions.errors import MasksCollideError, RoomUnknownError
from archive.accessions.masks import Mask, may_collide, read_mask
from archive.accessions.models import NumberMask
from archive.catalogue.schemas import TitleKind
from archive.kernel import journal
from archive.kernel.database import take_turn
from archive.kernel.journal import Subject
from archive.kernel.numbers import last_number, next_number
from archive.locations.errors import PlaceNotFoundError
from archive.locations.queries import find_room
from archive.locations.schemas import RoomView

DEFAULT_MASK = "{seq:06}"
DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Series:
    """A series of accession numbers: its name among the counters, and how its numbers print."""

    name: str
    mask: Mask

    def counter(self, day: dt.date) -> str:
        """Return the name of the counter that counts on ``day``."""
        period = self.mask.period(day)
        return f"accession-labels-{self.name}" + (f"-{period}" if period else "")


@dataclass(frozen=True, slots=True)
class Taken:
    """A number that was taken: its series, its count there, and how it is printed."""

    series: str
    sequence: int
    label: str


def series_for(session: Session, room_id: str | None, kind: TitleKind) -> Series:
    """Return the series for what comes to a room: the most special mask counts."""
    rows = session.scalars(select(NumberMask)).all()
    for wanted in ((room_id, kind.value), (room_id, ""), (None, kind.value), (None, "")):
        for row in rows:
            if (row.room_id, row.kind) == wanted:
                return _series(session, row)
    return Series(DEFAULT, read_mask(DEFAULT_MASK))


def expect_room(session: Session, room_id: str) -> RoomView:
    """Return a room that a form names; :class:`RoomUnknownError` if there is none."""
    try:
        return find_room(session, room_id)
    except PlaceNotFoundError:
        raise RoomUnknownError(field="room", detail=room_id) from None


def take_number(session: Session, series: Series, day: dt.date) -> Taken:
    """Take the next number of a series; it goes back if the transaction does not end well."""
    sequence = next_number(session, series.counter(day))
    return Taken(series.name, sequence, series.mask.write(day, sequence))


def following_number(session: Session, series: Series, day: dt.date, ahead: int = 1) -> str:
    """Return the number that would be taken ``ahead`` from now, if nobody else takes one."""
    return series.mask.write(day, last_number(session, series.counter(day)) + ahead)


def every_series(session: Session) -> list[Series]:
    """Return every series that numbers are taken from."""
    found = [_series(session, row) for row in list_masks(session)]
    has_default = any(series.name == DEFAULT for series in found)
    return found if has_default else [*found, Series(DEFAULT, read_mask(DEFAULT_MASK))]


def list_masks(session: Session) -> Sequence[NumberMask]:
    """Return every mask that was set."""
    return session.scalars(select(NumberMask).order_by(NumberMask.room_id, NumberMask.kind)).all()


def set_mask(session: Session, room_id: str | None, kind: TitleKind | None, text: str) -> None:
    """Set how numbers of a room and kind are printed from now on; those given out stay.

    Raises:
        RoomUnknownError: there is no such room.
        MaskInvalidError: it cannot print numbers.
        MasksCollideError: another series could print the same.
    """
    take_turn(session)
    of_kind = kind.value if kind else ""
    room = expect_room(session, room_id).code if room_id else ""
    mask = read_mask(text, room)
    for other in _others(session, room_id, of_kind):
        if may_collide(mask, other):
            raise MasksCollideError(other=other.text)
    wanted = select(NumberMask).where(NumberMask.room_id == room_id, NumberMask.kind == of_kind)
    row = session.scalar(wanted)
    before = row.text if row else ""
    if row is None:
        row = NumberMask(room_id=room_id, kind=of_kind, text=mask.text)
        session.add(row)
    row.text = mask.text
    session.flush()
    journal.record(
        session,
        "accessions.mask.set",
        subject=Subject("number-mask", row.id),
        before={"mask": before},
        after={"mask": mask.text, "room_id": room_id, "kind": of_kind},
    )


def _others(session: Session, room_id: str | None, kind: str) -> list[Mask]:
    rows = [row for row in list_masks(session) if (row.room_id, row.kind) != (room_id, kind)]
    masks = [_series(session, row).mask for row in rows]
    has_default = any((row.room_id, row.kind) == (None, "") for row in rows)
    is_default = (room_id, kind) == (None, "")
    return masks if has_default or is_default else [*masks, read_mask(DEFAULT_MASK)]


def _series(session: Session, row: NumberMask) -> Series:
    room = find_room(session, row.room_id).code if row.room_id else ""
    is_default = row.room_id is None and not row.kind
    return Series(DEFAULT if is_default else row.id, read_mask(row.text, room))
