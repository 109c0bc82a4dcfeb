"""What the screens see of mailings."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from archive.documents.schemas import DocumentView
from archive.mailings.models import LetterState

__all__ = ["LetterState", "MailingView", "RecipientView"]


@dataclass(frozen=True, slots=True)
class MailingView:
    """A mailing and how far it is; ``counts`` says how many letters are in which state."""

    id: str
    campaign_id: str
    total_count: int
    asked_at: dt.datetime
    asked_by: str
    finished_at: dt.datetime | None
    pdf_sha256: str
    zip_sha256: str
    counts: Mapping[LetterState, int]

    @property
    def done_count(self) -> int:
        """How many letters no longer wait."""
        return self.total_count - self.counts.get(LetterState.WAITING, 0)

    @property
    def is_busy(self) -> bool:
        """Whether letters or files are still being made."""
        return self.finished_at is None


@dataclass(frozen=True, slots=True)
class RecipientView:
    """An addressee; ``document`` is the letter that he got, None if he got none."""

    position: int
    name: str
    unit: str
    donor_id: str
    state: LetterState
    problem: str
    document: DocumentView | None
