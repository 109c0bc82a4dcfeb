"""What is seen of a stock-taking."""

import dataclasses
import datetime as dt

from archive.catalogue.schemas import VolumeView
from archive.locations.schemas import PlaceView
from archive.stock.schemas import printed_number
from archive.stock_takes.compare import Finding

__all__ = ["Counts", "ExpectedRow", "Finding", "ScanView", "StockTakeView"]


@dataclasses.dataclass(frozen=True, slots=True)
class StockTakeView:
    """A stock-taking with its scope."""

    id: str
    number: str
    place: PlaceView
    note: str
    opened_at: dt.datetime
    opened_by: str
    closed_at: dt.datetime | None
    closed_by: str
    expected_count: int

    @property
    def is_open(self) -> bool:
        """Whether scans are still taken."""
        return self.closed_at is None


@dataclasses.dataclass(frozen=True, slots=True)
class Counts:
    """How far a stock-taking is: volumes by what was found, and scans that nobody knows.

    ``seen_count`` counts the expected volumes that were scanned anywhere, ``twice_count`` and
    ``unknown_count`` scans.
    """

    expected_count: int
    seen_count: int
    found_count: int
    misplaced_count: int
    twice_count: int
    unknown_count: int
    improvable_count: int

    @property
    def missing_count(self) -> int:
        """How many expected volumes nobody has scanned yet."""
        return self.expected_count - self.seen_count


@dataclasses.dataclass(frozen=True, slots=True)
class ScanView:
    """One scan with the volume it names, if it names one; ``here`` is where it was made."""

    number: int
    text: str
    volume: VolumeView | None
    here: PlaceView
    recorded_name: str
    finding: Finding
    is_improvable: bool
    at: dt.datetime
    actor_name: str
    corrected_at: dt.datetime | None
    undone_at: dt.datetime | None

    @property
    def printed(self) -> str:
        """The accession number of the volume, or what was read."""
        return (printed_number(self.volume) if self.volume else "") or self.text

    @property
    def can_correct(self) -> bool:
        """Whether the volume may be recorded where it was scanned, which would be more right."""
        is_open = self.corrected_at is None and self.undone_at is None
        return self.is_improvable and is_open and self.finding is not Finding.TWICE


@dataclasses.dataclass(frozen=True, slots=True)
class ExpectedRow:
    """A volume that should be found, with the place where it should be."""

    volume: VolumeView
    place: PlaceView

    @property
    def number(self) -> str:
        """Its accession number as printed."""
        return printed_number(self.volume)
