"""What others see of the census."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from archive.catalogue.schemas import TitleView


@dataclass(frozen=True, slots=True)
class CopyView:
    """A copy as the census sees it: what is held of it is counted, never typed.

    ``call_number`` is the shelfmark of its first volume, ``provenance`` what the catalogue says.
    """

    id: str
    number: int
    provenance: str
    volume_count: int
    call_number: str
    title: TitleView


@dataclass(frozen=True, slots=True)
class RecordView:
    """A record of the census with the copy that it is about."""

    id: str
    census_number: str
    details: Mapping[str, Any]
    grade: str
    damage: str
    created_at: dt.datetime
    changed_at: dt.datetime
    revision: int
    copy: CopyView


@dataclass(frozen=True, slots=True)
class RecordFilter:
    """Which records a list shows; what is empty does not narrow it.

    ``grade`` and ``damage`` are a grade, or ``none`` for those that have none yet.
    """

    text: str = ""
    grade: str = ""
    damage: str = ""
    is_unnumbered: bool = False


@dataclass(frozen=True, slots=True)
class Codes:
    """What every census number of the library begins with: area (六位) and unit (四位)."""

    area: str = ""
    unit: str = ""

    @property
    def prefix(self) -> str:
        """The beginning of a number, "" until both are known."""
        return f"{self.area}-{self.unit}-" if self.area and self.unit else ""
