"""What the screens see of batch edits."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from archive.batch_edits.models import BatchState, ItemState

__all__ = ["BatchState", "BatchView", "ItemState", "ItemView", "Preview"]


@dataclass(frozen=True, slots=True)
class ItemView:
    """What is done to one record."""

    record_id: str
    label: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    state: ItemState
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """Every difference that a change would make; ``same_count`` records read so already.

    ``left_out`` are the records that cannot be changed, each with the reason.
    """

    items: tuple[ItemView, ...]
    same_count: int
    left_out: tuple[ItemView, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchView:
    """A batch edit and how far it is; ``counts`` holds how many records are in which state."""

    id: str
    kind: str
    changes: Mapping[str, Any]
    why: str
    state: BatchState
    total_count: int
    asked_at: dt.datetime
    asked_by_name: str
    finished_at: dt.datetime | None
    undo_asked_by_name: str
    undone_at: dt.datetime | None
    counts: Mapping[ItemState, int]
    same_count: int = 0

    @property
    def is_previewed(self) -> bool:
        """Whether it was only shown yet."""
        return self.state is BatchState.PREVIEWED

    @property
    def left_out_count(self) -> int:
        """How many records the preview said it would leave out."""
        return self.counts.get(ItemState.LEFT_OUT, 0)

    @property
    def is_busy(self) -> bool:
        """Whether a worker still has to do something."""
        return self.state in {BatchState.APPLYING, BatchState.UNDOING}

    @property
    def done_count(self) -> int:
        """How many records the present pass has dealt with."""
        if self.state in {BatchState.APPLYING, BatchState.APPLIED}:
            return self.total_count - self.counts.get(ItemState.WAITING, 0)
        return self.total_count - self.counts.get(ItemState.APPLIED, 0)
