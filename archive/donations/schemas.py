"""What other rooms, and this room's own screens, see of donations."""

import datetime as dt
from dataclasses import dataclass, field

from archive.donations.kinds import AcquisitionMode, Decision, DonorKind, MaterialKind, Stage
from archive.donations.progress import LineCounts, Progress, count_lines, progress_of
from archive.donations.things import Things, kept_of
from archive.donors.schemas import Contact, DonorView, NewDonor

__all__ = [
    "AcquisitionMode",
    "Contact",
    "CorrectedGift",
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
    "Stage",
]


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line of the list that comes with a gift."""

    title: str
    author: str = ""
    date_text: str = ""
    material: MaterialKind = MaterialKind.OTHER
    volume_count: int = 1
    note: str = ""
    piece_count: int = 0
    condition: str = ""
    value_note: str = ""
    value_cents: int | None = None
    year_from: int | None = None
    year_to: int | None = None
    copy_of_line_id: str | None = None
    copy_of_title_id: str | None = None
    photo_sha256: str = ""


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
    campaign_id: str | None = None
    branch_id: str | None = None
    mode: AcquisitionMode = AcquisitionMode.DONATION


@dataclass(frozen=True, slots=True)
class CorrectedGift:
    """What a gift says of itself, without its lines, as it should have been logged."""

    donor_id: str
    received_on: dt.date
    mode: AcquisitionMode
    campaign_id: str | None
    branch_id: str | None
    note: str


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
    piece_count: int = 0
    condition: str = ""
    value_note: str = ""
    value_cents: int | None = None
    year_from: int | None = None
    year_to: int | None = None
    work_id: str = ""
    copy_of_line_id: str | None = None
    copy_of_title_id: str | None = None
    photo_sha256: str = ""
    accepted_volume_count: int | None = None
    decided_on: dt.date | None = None
    decided_by: str = ""
    deposit_until: dt.date | None = None
    returned_on: dt.date | None = None

    @property
    def is_registered(self) -> bool:
        """Whether the line has been entered in the registers."""
        return self.title_id is not None

    @property
    def decision_seen(self) -> str:
        """What a form carries to tell whether the decision is still the one it shows."""
        return f"{self.decision} {self.decided_at.isoformat() if self.decided_at else ''}".strip()

    @property
    def kept(self) -> Things:
        """How much of the line is kept, or would be if it were accepted."""
        return kept_of(self.volume_count, self.piece_count, self.accepted_volume_count)


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
    campaign_id: str | None = None
    branch_id: str | None = None
    mode: AcquisitionMode = AcquisitionMode.DONATION
    stage: Stage = Stage.LISTED

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
    stage: Stage
