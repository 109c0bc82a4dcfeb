"""What other rooms see of branches, rooms and places."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Protocol

from sqlalchemy.orm import Session

from archive.locations.models import PlaceKind

__all__ = [
    "BranchView",
    "NewPlaces",
    "Occupancy",
    "PlaceKind",
    "PlaceView",
    "RoomView",
    "Step",
]

SIGNS: Mapping[PlaceKind, str] = {
    PlaceKind.BOOKCASE: "架",
    PlaceKind.LEVEL: "层",
    PlaceKind.CASE: "函",
}
"""What is painted before a place's code on the furniture itself, in whatever language we speak."""

BELOW: Mapping[PlaceKind, PlaceKind] = {
    PlaceKind.ROOM: PlaceKind.BOOKCASE,
    PlaceKind.BOOKCASE: PlaceKind.LEVEL,
    PlaceKind.LEVEL: PlaceKind.CASE,
}

BETWEEN = " · "


@dataclasses.dataclass(frozen=True, slots=True)
class BranchView:
    """A branch (馆)."""

    id: str
    code: str
    name: str
    closed_at: dt.datetime | None


@dataclasses.dataclass(frozen=True, slots=True)
class RoomView:
    """A room (室) with the branch it is in."""

    id: str
    code: str
    name: str
    branch: BranchView
    closed_at: dt.datetime | None

    @property
    def path(self) -> str:
        """Branch and room, as people say it."""
        return f"{self.branch.name}{BETWEEN}{self.name}"


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    """One step on the way from the room to a place."""

    id: str
    kind: PlaceKind
    code: str
    label: str

    @property
    def name(self) -> str:
        """What the place is called beside its neighbours: 架03（县志）."""
        return f"{SIGNS.get(self.kind, '')}{self.code}{f'（{self.label}）' if self.label else ''}"


@dataclasses.dataclass(frozen=True, slots=True)
class PlaceView:
    """A place, with the way to it; ``steps`` begin below the room and end with the place."""

    id: str
    room: RoomView
    kind: PlaceKind
    parent_id: str | None
    steps: tuple[Step, ...]
    order_key: str
    barcode: str
    closed_at: dt.datetime | None

    @property
    def name(self) -> str:
        """What it is called beside its neighbours."""
        return self.steps[-1].name if self.steps else self.room.name

    @property
    def code(self) -> str:
        """Its own code, without those of what it is in."""
        return self.steps[-1].code if self.steps else self.room.code

    @property
    def label(self) -> str:
        """What is kept there, if somebody wrote it down."""
        return self.steps[-1].label if self.steps else ""

    @property
    def short_path(self) -> str:
        """The way within the room: 架03 · 层2 · 函5; the room's name for the room itself."""
        return BETWEEN.join(step.name for step in self.steps) or self.room.name

    @property
    def path(self) -> str:
        """The whole way: 总馆 · 四库全书（古籍）室 · 架03 · 层2 · 函5."""
        return BETWEEN.join((self.room.path, *(step.name for step in self.steps)))

    @property
    def address(self) -> str:
        """The whole way in codes, as it can be typed: ZG-SK-03-2-5."""
        codes = (self.room.branch.code, self.room.code, *(step.code for step in self.steps))
        return "-".join(codes)

    def holds(self, other: "PlaceView") -> bool:
        """Whether ``other`` is this place or inside it."""
        return self.room.id == other.room.id and other.order_key.startswith(self.order_key)


@dataclasses.dataclass(frozen=True, slots=True)
class NewPlaces:
    """A run of places to be made at once: 架 ``first`` to ``last``, each with levels and cases.

    ``each_holds`` says how many places of the next kind each gets, and how many each of those.
    """

    first: int
    last: int
    each_holds: tuple[int, ...] = ()

    @property
    def total_count(self) -> int:
        """How many places that makes."""
        total = row = self.last - self.first + 1
        for count in self.each_holds:
            row *= count
            total += row
        return total


class Occupancy(Protocol):
    """What locations must know of volumes, which a higher room keeps."""

    def volumes_by_room(self, session: Session) -> Mapping[str, int]:
        """Return how many volumes stand in each room, by its identifier."""
        ...

    def unshelved_by_room(self, session: Session) -> Mapping[str, int]:
        """Return how many volumes were registered into each room and stand nowhere yet."""
        ...

    def volumes_by_place(self, session: Session, room_id: str) -> Mapping[str, int]:
        """Return how many volumes stand directly at each place of a room."""
        ...
