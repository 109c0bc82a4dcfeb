"""A row as it was understood, and what was assumed for all of them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from archive.accessions.schemas import DeregistrationReason
from archive.donations.kinds import AcquisitionMode, Decision, DonorKind, MaterialKind, Stage
from archive.exchange.recognising.fields import Field
from archive.exchange.recognising.problems import Problem, Severity
from archive.siku_set.schemas import NewWork


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What holds where a cell is blank, as the person who imports says.

    Without a ``day``, a row that has no date and none to take from the row above is refused.
    """

    day: dt.date | None = None
    donor: str = ""
    campaign: str = ""
    branch: str = ""
    mode: AcquisitionMode = AcquisitionMode.DONATION
    decision: Decision = Decision.PENDING


@dataclass(frozen=True, slots=True)
class TypedDonor:
    """A donor as a row names him; what is None it does not say."""

    id: str = ""
    name: str = ""
    kind: DonorKind | None = None
    unit: str = ""
    is_anonymous: bool | None = None
    credit_name: str = ""
    on_roll: bool | None = None
    contact: Mapping[Field, str] = field(default_factory=dict)


@dataclass(slots=True)
class TypedRow:
    """A row of the table.

    ``given`` are the columns that the table has; ``is_decided`` says that the row itself tells its
    decision, which else is the assumed one. ``leaves`` is the way out that the gift has taken. What
    comes last is filled in of rows of a register alone; the day on which something was entered or
    taken out is ``received_on``. ``work`` is what a list of the works of the Siku quanshu lists.
    """

    number: int
    given: frozenset[Field]
    problems: list[Problem] = field(default_factory=list)
    line_id: str = ""
    donation_number: str = ""
    donor: TypedDonor = field(default_factory=TypedDonor)
    received_on: dt.date | None = None
    campaign: str = ""
    branch: str = ""
    mode: AcquisitionMode = AcquisitionMode.DONATION
    title: str = ""
    author: str = ""
    date_text: str = ""
    year_from: int | None = None
    year_to: int | None = None
    material: MaterialKind | None = None
    volume_count: int = 1
    piece_count: int = 0
    condition: str = ""
    value_note: str = ""
    value_cents: int | None = None
    note: str = ""
    decision: Decision = Decision.PENDING
    is_decided: bool = False
    leaves: Stage | None = None
    accepted_count: int | None = None
    reason: str = ""
    decided_on: dt.date | None = None
    deposit_until: dt.date | None = None
    returned_on: dt.date | None = None
    is_copy: bool = False
    copy_of: str = ""
    donation_note: str = ""
    label: str = ""
    edition: str = ""
    copy_number: int = 1
    volume_label: str = ""
    shelfmark: str = ""
    batch_number: str = ""
    source: str = ""
    voucher: str = ""
    title_count: int = 0
    first_label: str = ""
    last_label: str = ""
    gone_number: str = ""
    gone_reason: DeregistrationReason = DeregistrationReason.OTHER
    approval: str = ""
    work: NewWork | None = None

    @property
    def has_errors(self) -> bool:
        """Whether the row cannot be taken in."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)
