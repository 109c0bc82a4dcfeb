"""What other rooms see of where volumes are."""

import dataclasses
import datetime as dt

from archive.catalogue.schemas import VolumeView
from archive.documents.code128 import is_encodable
from archive.locations.schemas import PlaceView
from archive.stock.models import CarrierKind, Cause

__all__ = [
    "Carrier",
    "CarrierKind",
    "Cause",
    "MissingView",
    "MovementView",
    "VolumeRow",
    "Whereabouts",
    "barcode_of",
    "printed_number",
]


def printed_number(volume: VolumeView) -> str:
    """Return the accession number (登录号) as it stands on labels and lists; empty without one."""
    return volume.accession_label or ""


def barcode_of(volume: VolumeView) -> str:
    """Return what the barcode of a volume says: its accession number, else its identifier.

    A number with Chinese characters in it cannot be scanned, so the identifier stands in.
    """
    number = printed_number(volume)
    return number if is_encodable(number) else volume.id


@dataclasses.dataclass(frozen=True, slots=True)
class Carrier:
    """What volumes are in on their way: a transfer, a crate."""

    kind: CarrierKind
    id: str
    name: str


@dataclasses.dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a volume is: at a place, in a carrier, or not known (neither)."""

    place: PlaceView | None = None
    carrier: Carrier | None = None
    since: dt.datetime | None = None

    @property
    def name(self) -> str:
        """The way to it in words; empty if nobody knows."""
        if self.place is not None:
            return self.place.path
        return self.carrier.name if self.carrier is not None else ""


UNKNOWN = Whereabouts()


@dataclasses.dataclass(frozen=True, slots=True)
class VolumeRow:
    """A volume with where it is, for a list."""

    volume: VolumeView
    whereabouts: Whereabouts

    @property
    def number(self) -> str:
        """Its accession number as printed."""
        return printed_number(self.volume)


@dataclasses.dataclass(frozen=True, slots=True)
class MovementView:
    """A movement of a volume; the names are empty where it was, or went, nowhere known."""

    number: int
    volume_id: str
    from_place_id: str | None
    to_place_id: str | None
    from_name: str
    to_name: str
    cause: Cause
    slip: str
    why: str
    at: dt.datetime
    actor_name: str


@dataclasses.dataclass(frozen=True, slots=True)
class MissingView:
    """A volume that was looked for in vain, and where it was found again if it was."""

    id: str
    volume: VolumeView
    expected_at: str
    slip: str
    since: dt.datetime
    found_at: dt.datetime | None
    found_by: str
    found_where: str

    @property
    def number(self) -> str:
        """Its accession number as printed."""
        return printed_number(self.volume)
