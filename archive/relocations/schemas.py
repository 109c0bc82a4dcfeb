"""What is seen of a move, its crates and what is in them."""

import dataclasses
import datetime as dt

from archive.catalogue.schemas import VolumeView
from archive.locations.schemas import PlaceView
from archive.relocations.models import CrateState
from archive.stock.schemas import printed_number

__all__ = [
    "CrateCounts",
    "CrateState",
    "CrateView",
    "ItemView",
    "RelocationCounts",
    "RelocationView",
]


@dataclasses.dataclass(frozen=True, slots=True)
class RelocationCounts:
    """How far a move is, in volumes: still on the shelf, in crates, arrived, and what went wrong.

    ``missing`` were packed in a crate that has arrived, and were not in it; ``unexpected`` were
    found in a crate that they were not packed in.
    """

    waiting: int
    packed: int
    arrived: int
    missing: int
    unexpected: int

    @property
    def total(self) -> int:
        """How many volumes the move is about, as far as is known."""
        return self.waiting + self.packed + self.arrived


@dataclasses.dataclass(frozen=True, slots=True)
class RelocationView:
    """The move of what stands at ``origin`` to the room ``target``."""

    id: str
    name: str
    origin: PlaceView
    target: PlaceView
    note: str
    created_at: dt.datetime
    created_by: str
    closed_at: dt.datetime | None
    closed_by: str
    closing_counts: RelocationCounts | None = None

    @property
    def is_open(self) -> bool:
        """Whether anything may still be packed or unpacked."""
        return self.closed_at is None


@dataclasses.dataclass(frozen=True, slots=True)
class CrateCounts:
    """What is in a crate: packed in it, of those arrived, and found in it besides."""

    packed: int = 0
    arrived: int = 0
    unexpected: int = 0

    @property
    def pending(self) -> int:
        """How many of those packed have not turned up yet."""
        return self.packed - self.arrived


@dataclasses.dataclass(frozen=True, slots=True)
class CrateView:
    """A crate."""

    id: str
    relocation_id: str
    sequence: int
    barcode: str
    target: PlaceView | None
    state: CrateState
    sealed_at: dt.datetime | None
    sealed_by: str
    arrived_at: dt.datetime | None
    arrived_by: str


@dataclasses.dataclass(frozen=True, slots=True)
class ItemView:
    """A volume of a move; crates are given by their numbers, None where there was none."""

    volume: VolumeView
    sequence: int
    crate_id: str | None
    crate_number: int | None
    arrived_crate_id: str | None
    arrived_crate_number: int | None
    from_name: str
    packed_at: dt.datetime | None
    packed_by: str
    arrived_at: dt.datetime | None
    arrived_by: str

    @property
    def number(self) -> str:
        """Its accession number as printed."""
        return printed_number(self.volume)

    @property
    def is_unexpected(self) -> bool:
        """Whether it was found in a crate that it was not packed in."""
        return self.arrived_crate_id is not None and self.arrived_crate_id != self.crate_id
