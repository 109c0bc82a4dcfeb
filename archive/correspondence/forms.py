"""What is typed about papers, letters and rolls."""

from typing import Annotated

from pydantic import Field

from archive.correspondence.letters import Addressee
from archive.web.plain import PlainModel


class PaperForm(PlainModel):
    """Which paper about a gift, what is added to it, and whether the donor counts as thanked."""

    kind: Annotated[str, Field(max_length=30)] = ""
    remark: Annotated[str, Field(max_length=2000)] = ""
    note: Annotated[str, Field(max_length=200)] = ""
    thank: bool = False


class LetterForm(PlainModel):
    """Whom a letter is for, what is added to it, and why another one is wanted."""

    name: Annotated[str, Field(max_length=200)] = ""
    unit: Annotated[str, Field(max_length=200)] = ""
    donor: Annotated[str, Field(max_length=12)] = ""
    remark: Annotated[str, Field(max_length=2000)] = ""
    note: Annotated[str, Field(max_length=200)] = ""

    @property
    def addressee(self) -> Addressee:
        """Whom it is for."""
        return Addressee(self.name.strip(), self.unit.strip(), self.donor.strip())


class RollForm(PlainModel):
    """Which roll is meant: a campaign, or else the days of a time; no days, this year."""

    starts_on: Annotated[str, Field(max_length=10)] = ""
    ends_on: Annotated[str, Field(max_length=10)] = ""
    campaign: Annotated[str, Field(max_length=12)] = ""
    remark: Annotated[str, Field(max_length=2000)] = ""
    note: Annotated[str, Field(max_length=200)] = ""
