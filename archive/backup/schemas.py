"""What others see of backups."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class BackupKind(StrEnum):
    """Who asked for a backup."""

    NIGHTLY = "nightly"
    REQUESTED = "requested"
    COMMAND = "command"


class BackupState(StrEnum):
    """How a backup stands; ``INCOMPLETE`` was kept although some stored files are missing."""

    WAITING = "waiting"
    RUNNING = "running"
    GOOD = "good"
    INCOMPLETE = "incomplete"
    FAILED = "failed"


UNFINISHED = frozenset({BackupState.WAITING, BackupState.RUNNING})


class BackupHealth(StrEnum):
    """What the administrator should know about the backups."""

    NOT_SET_UP = "not-set-up"
    NEVER = "never"
    OLD = "old"
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class BackupView:
    """One backup: made, being made, or failed.

    Attributes:
        size_bytes: everything it saves, the files that other backups share included.
        done_bytes: how much of the stored files has been looked at, out of ``total_bytes``.
        error: why it failed or what is missing, as a zh-Hans sentence.
    """

    id: str
    kind: BackupKind
    state: BackupState
    place: str
    name: str
    asked_by_name: str
    asked_at: dt.datetime
    started_at: dt.datetime | None
    finished_at: dt.datetime | None
    size_bytes: int
    file_count: int
    done_bytes: int
    total_bytes: int
    error: str

    @property
    def is_unfinished(self) -> bool:
        """Whether it waits or is being made."""
        return self.state in UNFINISHED

    @property
    def duration_s(self) -> float | None:
        """How long it took, in seconds."""
        if self.started_at is None or self.finished_at is None:
            return None
        return (self.finished_at - self.started_at).total_seconds()
