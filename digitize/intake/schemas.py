"""What other rooms see of batches and scans."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from digitize.intake.models import BatchState, ImportState

__all__ = [
    "BatchState",
    "BatchView",
    "ImportState",
    "ImportView",
    "MasterView",
    "Received",
    "RefusedView",
    "ScanView",
]


@dataclass(frozen=True, slots=True)
class BatchView:
    """The scans of one volume made in one go. ``profile`` is "" for "find out yourself"."""

    id: str
    volume_id: str
    state: BatchState
    profile: str
    opened_at: dt.datetime
    opened_by: str
    approved_at: dt.datetime | None

    @property
    def is_open(self) -> bool:
        """Whether the batch still takes scans."""
        return self.state is BatchState.OPEN


@dataclass(frozen=True, slots=True)
class MasterView:
    """An image file as it came. Sizes in pixels, before any turn that EXIF asks for."""

    sha256: str
    size_bytes: int
    media_type: str
    width: int
    height: int
    dpi: float | None
    colour_profile: str


@dataclass(frozen=True, slots=True)
class ScanView:
    """One exposure in a batch."""

    id: str
    batch_id: str
    sequence: int
    file_name: str
    received_at: dt.datetime
    master: MasterView


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a file that was taken; ``is_new`` is False if the batch had it already."""

    scan_id: str
    file_name: str
    sequence: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class RefusedView:
    """A file that could not be taken, and why: a zh-Hans sentence and what fills it."""

    id: str
    file_name: str
    error_code: str
    sentence: str
    values: dict[str, Any]
    refused_at: dt.datetime


@dataclass(frozen=True, slots=True)
class ImportView:
    """How far the import of a folder has come."""

    id: str
    batch_id: str
    folder: str
    state: ImportState
    file_count: int
    done_count: int
