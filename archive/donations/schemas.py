"""What other rooms, and this room's own screens, see of donations."""

import datetime as dt
from dataclasses import dataclass, field

from archive.donations.kinds import Decision, DonorKind, MaterialKind
from archive.donations.progress import LineCounts, Progress, count_lines, progress_of

__all__ = [
    "Contact",
    "Decision",
    "DonationRow",
    "DonationView",
    "DonorKind",
    "DonorSuggestion",
    "DonorView",
    "LineView",
    "MaterialKind",
    "NewDonation",
    "NewDonor",
    "NewLine",
    "Progress",
]


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach a donor: personal data, for staff only, never in the journal."""

    phone: str = ""
    email: str = ""
    address: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known."""
        return not (self.phone or self.email or self.address)


@dataclass(frozen=True, slots=True)
class NewDonor:
    """A donor who has not given before."""

    name: str
    kind: DonorKind = DonorKind.PERSON
    is_anonymous: bool = False


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line of the list that comes with a gift."""

    title: str
    author: str = ""
    date_text: str = ""
    material: MaterialKind = MaterialKind.OTHER
    volume_count: int = 1
    note: str = ""


@dataclass(frozen=True, slots=True)
class NewDonation:
    """A gift to be logged. ``submission`` is the token of the form, one for each filling-in.

    ``donor`` is the identifier of a known donor or a new one. An empty ``contact`` leaves what is
    known of him as it is.
    """

    submission: str
    donor: str | NewDonor
    received_on: dt.date
    lines: tuple[NewLine, ...]
    contact: Contact = field(default_factory=Contact)
    note: str = ""


@dataclass(frozen=True, slots=True)
class DonorView:
    """A donor without the ways to reach him."""

    id: str
    kind: DonorKind
    name: str
    is_anonymous: bool
    created_at: dt.datetime


@dataclass(frozen=True, slots=True)
class DonorSuggestion:
    """A donor that the typed name may mean, with what tells him from a namesake."""

    donor: DonorView
    donation_count: int
    last_received_on: dt.date | None
    phone_ending: str
    is_exact: bool


@dataclass(frozen=True, slots=True)
class LineView:
    """A line as listed, and what was decided on it."""

    id: str
    donation_id: str
    sequence: int
    title: str
    author: str
    date_text: str
    material: MaterialKind
    volume_count: int
    note: str
    decision: Decision
    decision_reason: str
    decided_at: dt.datetime | None
    title_id: str | None

    @property
    def is_registered(self) -> bool:
        """Whether the line has been entered in the registers."""
        return self.title_id is not None


@dataclass(frozen=True, slots=True)
class DonationView:
    """A gift with its donor and its lines."""

    id: str
    number: str
    donor: DonorView
    received_on: dt.date
    note: str
    logged_at: dt.datetime
    lines: tuple[LineView, ...]

    @property
    def counts(self) -> LineCounts:
        """How many lines stand where."""
        return count_lines((line.decision, line.is_registered) for line in self.lines)

    @property
    def progress(self) -> Progress:
        """Where the gift as a whole stands."""
        return progress_of(self.counts)


@dataclass(frozen=True, slots=True)
class DonationRow:
    """A line of the list of donations."""

    id: str
    number: str
    donor: DonorView
    received_on: dt.date
    logged_at: dt.datetime
    first_title: str
    volume_count: int
    counts: LineCounts

    @property
    def progress(self) -> Progress:
        """Where the gift as a whole stands."""
        return progress_of(self.counts)
