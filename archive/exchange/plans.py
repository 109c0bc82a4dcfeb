"""What an import would write, worked out before anything is written."""

import dataclasses
import datetime as dt
import hashlib
from dataclasses import dataclass, field

from archive.donations.kinds import AcquisitionMode, Stage
from archive.donors.schemas import Contact, NewDonor
from archive.exchange.kinds import Action, SheetKind
from archive.exchange.recognising.fields import Field
from archive.exchange.recognising.lines import TypedRow
from archive.exchange.recognising.problems import Problem, Severity


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of something that is known, as it is and as the row says."""

    field: Field
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A donor of the same name, with what tells him from the others."""

    id: str
    name: str
    hint: str


@dataclass(slots=True)
class DonorPlan:
    """One donor of the sheet: a known one (``donor_id``), or the one to be made (``new``).

    ``key`` names him in the choices of the person who imports. ``changed`` is how a known one is
    to read, ``contact`` how he is to be reached; None where nothing changes.
    """

    key: str
    name: str
    donor_id: str | None = None
    new: NewDonor | None = None
    changed: NewDonor | None = None
    contact: Contact | None = None
    candidates: tuple[Candidate, ...] = ()
    differences: list[Difference] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    is_open: bool = False


@dataclass(slots=True)
class RowPlan:
    """What is done with a row.

    ``original_row`` or one of the other originals is what a copy is a copy of; ``is_copy_alone``
    says that it is one of something unknown. ``batch_id`` is an entry of the summary register that
    is completed, ``volume_id`` a volume that is taken out, ``title_id`` a title that is
    matched.
    """

    row: TypedRow
    action: Action
    donor: DonorPlan | None = None
    differences: list[Difference] = field(default_factory=list)
    line_id: str = ""
    donation_id: str = ""
    original_row: int | None = None
    original_line_id: str | None = None
    original_title_id: str | None = None
    batch_id: str = ""
    volume_id: str = ""
    title_id: str = ""
    is_copy_alone: bool = False

    @property
    def problems(self) -> list[Problem]:
        """Everything that is said about the row."""
        return self.row.problems

    @property
    def is_refused(self) -> bool:
        """Whether something is wrong with it."""
        return any(each.severity is Severity.ERROR for each in self.problems)


@dataclass(slots=True)
class GiftPlan:
    """Rows that become one gift."""

    donor: DonorPlan
    received_on: dt.date
    mode: AcquisitionMode
    campaign: str
    branch_id: str | None
    leaves: Stage | None
    note: str
    rows: list[RowPlan] = field(default_factory=list)


@dataclass(slots=True)
class BatchPlan:
    """Rows that become one entry of the summary register; without a number it is given one."""

    number: str
    registered_on: dt.date
    rows: list[RowPlan] = field(default_factory=list)


@dataclass(slots=True)
class Plan:
    """Everything that an import would do. ``campaigns`` are the names of those to be made."""

    kind: SheetKind
    rows: list[RowPlan]
    gifts: list[GiftPlan] = field(default_factory=list)
    donors: list[DonorPlan] = field(default_factory=list)
    campaigns: dict[str, dt.date] = field(default_factory=dict)
    batches: list[BatchPlan] = field(default_factory=list)

    @property
    def refused_count(self) -> int:
        """How many rows cannot be taken in."""
        return sum(row.action is Action.REFUSE for row in self.rows)

    @property
    def open_donors(self) -> list[DonorPlan]:
        """Donors of whom somebody must say who they are."""
        return [donor for donor in self.donors if donor.is_open]

    def count(self, action: Action) -> int:
        """Return with how many rows this is done."""
        return sum(row.action is action for row in self.rows)

    @property
    def digest(self) -> str:
        """SHA-256 of all that would be written: the same, if the same would be done."""
        said = [repr(sorted(self.campaigns.items()))]
        said += [_said_of_donor(donor) for donor in self.donors]
        said += [_said_of_row(row) for row in self.rows]
        said += [repr([row.row.number for row in gift.rows]) for gift in self.gifts]
        said += [repr([row.row.number for row in batch.rows]) for batch in self.batches]
        return hashlib.sha256("\n".join(said).encode()).hexdigest()


def _said_of_donor(donor: DonorPlan) -> str:
    return repr(
        (donor.key, donor.donor_id, donor.new, donor.changed, donor.contact, donor.differences)
    )


def _said_of_row(plan: RowPlan) -> str:
    row = dataclasses.replace(plan.row, given=frozenset(), problems=[])
    originals = (plan.original_row, plan.original_line_id, plan.original_title_id, plan.title_id)
    told = (row, sorted(plan.row.given), plan.action, plan.line_id, plan.donation_id, originals)
    return repr((told, plan.donor.key if plan.donor else "", plan.differences))
