"""What other rooms see of donors."""

import datetime as dt
from dataclasses import dataclass

from archive.donors.kinds import DonorKind

__all__ = ["Contact", "DonorKind", "DonorView", "NewDonor"]


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

    def completed_by(self, other: "Contact") -> "Contact":
        """Return this with what is missing taken from ``other``."""
        return Contact(
            self.phone or other.phone, self.email or other.email, self.address or other.address
        )


@dataclass(frozen=True, slots=True)
class NewDonor:
    """A donor who has not given before, or what is to be known of one.

    ``credit_name`` is how he wants to be named in public; ``on_roll`` his consent to stand on the
    public roll of honour.
    """

    name: str
    kind: DonorKind = DonorKind.PERSON
    is_anonymous: bool = False
    unit: str = ""
    credit_name: str = ""
    on_roll: bool = False


@dataclass(frozen=True, slots=True)
class DonorView:
    """A donor without the ways to reach him."""

    id: str
    kind: DonorKind
    name: str
    is_anonymous: bool
    created_at: dt.datetime
    unit: str = ""
    credit_name: str = ""
    on_roll: bool = False
    consent_on: dt.date | None = None
    merged_into_id: str | None = None

    @property
    def public_name(self) -> str:
        """How the donor is named in public; empty for one who wants to stay unnamed."""
        return "" if self.is_anonymous else self.credit_name or self.name
