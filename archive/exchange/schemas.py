"""What others see of imports."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from archive.donations.kinds import AcquisitionMode, Decision
from archive.exchange.kinds import ImportState, SheetKind
from archive.exchange.recognising.lines import Assumptions


@dataclass(frozen=True, slots=True)
class ImportView:
    """An import: its file, how it stands, and the figures of its preview or its outcome."""

    id: str
    kind: SheetKind
    state: ImportState
    file_name: str
    size_bytes: int
    sheet: str
    columns: Mapping[str, str]
    assumed: Mapping[str, Any]
    choices: Mapping[str, str]
    counts: Mapping[str, int]
    digest: str
    sent_at: dt.datetime
    sent_by_name: str
    finished_at: dt.datetime | None
    undone_at: dt.datetime | None
    undone_by_name: str
    sha256: str
    last_entry: int | None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be confirmed."""
        return self.state is ImportState.PREVIEWED

    @property
    def settings(self) -> "Settings":
        """What the person chose in the preview."""
        return Settings(self.sheet, self.columns, self.assumed, self.choices)


@dataclass(frozen=True, slots=True)
class ChangeView:
    """Something that an import made or changed."""

    sequence: int
    row_number: int | None
    kind: str
    id: str
    label: str
    is_new: bool
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person chose in the preview, as it is kept: sheet, columns, what is assumed, donors.

    ``columns`` holds the field of each column that was set by hand, by the column's number.
    """

    sheet: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    assumed: Mapping[str, Any] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def assumptions(self) -> Assumptions:
        """What holds where a cell is blank."""
        day = str(self.assumed.get("day") or "")
        return Assumptions(
            day=dt.date.fromisoformat(day) if day else None,
            donor=str(self.assumed.get("donor") or ""),
            campaign=str(self.assumed.get("campaign") or ""),
            branch=str(self.assumed.get("branch") or ""),
            mode=AcquisitionMode(self.assumed.get("mode") or AcquisitionMode.DONATION),
            decision=Decision(self.assumed.get("decision") or Decision.PENDING),
        )
