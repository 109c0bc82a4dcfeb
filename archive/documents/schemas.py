"""What a paper says, and what is known of one that was issued."""

import dataclasses
import datetime as dt
import hashlib
import json

from archive.documents.models import DocumentKind

__all__ = ["DocumentKind", "DocumentView", "Imprint", "Receipt", "ReceiptLine"]


@dataclasses.dataclass(frozen=True, slots=True)
class ReceiptLine:
    """A line of the list on a receipt; ``verdict`` is accepted, declined or pending."""

    sequence: int
    title: str
    author: str
    date_text: str
    volume_count: int
    verdict: str
    reason: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Receipt:
    """What a receipt says, apart from its own number and date.

    ``donor_name`` is empty where the donor wishes not to be named.
    """

    library_name: str
    donation_number: str
    donor_name: str
    received_on: dt.date
    lines: tuple[ReceiptLine, ...]

    @property
    def volume_count(self) -> int:
        """How many volumes were handed over."""
        return sum(line.volume_count for line in self.lines)

    @property
    def state_sha256(self) -> str:
        """The SHA-256 of everything it says."""
        said = json.dumps(dataclasses.asdict(self), sort_keys=True, default=str)
        return hashlib.sha256(said.encode()).hexdigest()


@dataclasses.dataclass(frozen=True, slots=True)
class Imprint:
    """What makes a paper this very one. Without a number it is a preview."""

    number: str
    issued_on: dt.date
    issued_by: str
    check_url: str
    note: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class DocumentView:
    """A paper that was issued; its bytes never change."""

    id: str
    kind: DocumentKind
    number: str
    note: str
    sha256: str
    size_bytes: int
    issued_at: dt.datetime
