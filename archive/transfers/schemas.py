"""What is seen of a transfer."""

import dataclasses
import datetime as dt

from archive.catalogue.schemas import VolumeView
from archive.locations.schemas import RoomView
from archive.stock.schemas import printed_number
from archive.transfers.models import LineState, TransferState

__all__ = ["LineState", "LineView", "TransferCounts", "TransferState", "TransferView"]


@dataclasses.dataclass(frozen=True, slots=True)
class TransferCounts:
    """How many volumes are on a slip, and what became of them; ``titles`` counts 种."""

    volumes: int
    titles: int
    received: int
    returned: int

    @property
    def pending(self) -> int:
        """How many have neither arrived nor come back."""
        return self.volumes - self.received - self.returned


@dataclasses.dataclass(frozen=True, slots=True)
class TransferView:
    """A transfer from one room to another."""

    id: str
    number: str
    origin: RoomView
    target: RoomView
    reason: str
    state: TransferState
    created_at: dt.datetime
    created_by: str
    sent_at: dt.datetime | None
    sent_by: str
    received_at: dt.datetime | None
    received_by: str

    @property
    def is_between_branches(self) -> bool:
        """Whether it leaves the building: a 移交单; else it is a 移库单."""
        return self.origin.branch.id != self.target.branch.id


@dataclasses.dataclass(frozen=True, slots=True)
class LineView:
    """A volume on a slip."""

    volume: VolumeView
    sequence: int
    from_place_id: str | None
    from_name: str
    state: LineState
    settled_at: dt.datetime | None
    settled_by: str

    @property
    def number(self) -> str:
        """Its accession number as printed."""
        return printed_number(self.volume)
