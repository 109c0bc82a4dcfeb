"""What is typed about donors."""

from typing import Annotated

from pydantic import Field

from archive.donors.schemas import Contact, DonorKind, NewDonor
from archive.web.plain import PlainModel


class DonorForm(PlainModel):
    """The fields by which a donor is corrected."""

    name: Annotated[str, Field(max_length=200)] = ""
    kind: DonorKind = DonorKind.PERSON
    unit: Annotated[str, Field(max_length=200)] = ""
    is_anonymous: bool = False
    credit_name: Annotated[str, Field(max_length=200)] = ""
    on_roll: bool = False
    phone: Annotated[str, Field(max_length=100)] = ""
    email: Annotated[str, Field(max_length=200)] = ""
    address: Annotated[str, Field(max_length=500)] = ""

    @property
    def donor(self) -> NewDonor:
        """The donor as typed."""
        return NewDonor(
            self.name, self.kind, self.is_anonymous, self.unit, self.credit_name, self.on_roll
        )

    @property
    def contact(self) -> Contact:
        """How to reach the donor, as typed."""
        return Contact(self.phone, self.email, self.address)
