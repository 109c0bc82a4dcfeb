"""What other rooms, and this room's own screens, see of the registers."""

import datetime as dt
from dataclasses import dataclass, field

from archive.accessions.models import DeregistrationReason, EntryKind, Source, TakenFrom
from archive.catalogue.schemas import NewVolume, TitleFields, TitleKind, VolumeView
from archive.donations.schemas import LineView

__all__ = [
    "BatchView",
    "DeregistrationReason",
    "DeregistrationRow",
    "EntryKind",
    "ItemRow",
    "NewHolding",
    "Plan",
    "PlannedLine",
    "Source",
    "TakenFrom",
]


@dataclass(frozen=True, slots=True)
class NewHolding:
    """A holding that came before the registers were kept here, or without a donor."""

    submission: str
    kind: TitleKind
    fields: TitleFields
    volumes: tuple[NewVolume, ...]
    provenance: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """What a line of a donation is to become: a new title, or a copy of ``existing_title_id``.

    ``first_number`` and ``last_number`` are the accession numbers it will be given if nobody
    registers anything else before.
    """

    line: LineView
    existing_title_id: str
    first_number: int
    last_number: int
    first_label: str = ""
    last_label: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be written when a donation is registered now."""

    batch_number: str
    lines: tuple[PlannedLine, ...]

    @property
    def title_count(self) -> int:
        """How many 种 the batch counts."""
        copied = {planned.existing_title_id for planned in self.lines if planned.existing_title_id}
        return sum(not planned.existing_title_id for planned in self.lines) + len(copied)

    @property
    def volume_count(self) -> int:
        """How many 册 the batch counts."""
        return sum(planned.line.kept.volumes for planned in self.lines)

    @property
    def piece_count(self) -> int:
        """How many 件 the batch counts."""
        return sum(planned.line.kept.pieces for planned in self.lines)


@dataclass(frozen=True, slots=True)
class BatchView:
    """An entry of the summary register (总括登记).

    ``first_number`` and ``last_number`` count what was ever registered; the labels are the
    accession numbers as they are printed. ``mode`` is how it came, empty for older holdings. An
    entry of an old summary register may have fewer volumes (``item_count``) than it counts.
    """

    id: str
    number: str
    source: Source
    donation_id: str | None
    registered_on: dt.date
    title_count: int
    volume_count: int
    note: str
    first_number: int
    last_number: int
    volumes: tuple[VolumeView, ...] = field(default=())
    first_label: str = ""
    last_label: str = ""
    piece_count: int = 0
    value_cents: int = 0
    mode: str = ""
    taken_from: TakenFrom = TakenFrom.HERE
    source_text: str = ""
    remark: str = ""
    item_count: int = 0


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A line of the individual register (个别登记)."""

    number: int
    batch_number: str
    registered_on: dt.date
    source: Source
    volume: VolumeView
    label: str = ""
    value_cents: int | None = None
    mode: str = ""
    source_text: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class DeregistrationRow:
    """An entry of the register of withdrawals (注销登记)."""

    number: str
    label: str
    reason: DeregistrationReason
    approval: str
    deregistered_on: dt.date
    volume: VolumeView
    remark: str = ""
