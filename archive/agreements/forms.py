"""The form by which terms are written down, and the one by which they are signed."""

import datetime as dt
from typing import Annotated

from pydantic import Field

from archive.agreements.models import AgreementKind
from archive.agreements.schemas import Terms
from archive.rights.limits import Attribution, NetworkScope
from archive.web.plain import PlainModel


class TermsForm(PlainModel):
    """What is agreed with the donor."""

    kind: AgreementKind = AgreementKind.GIFT
    transfers_ownership: bool = False
    may_reproduce: bool = False
    network_scope: NetworkScope = NetworkScope.NONE
    restricted_until: dt.date | None = None
    restriction_note: Annotated[str, Field(max_length=500)] = ""
    attribution: Attribution = Attribution.NAMED
    credit_text: Annotated[str, Field(max_length=200)] = ""
    note: Annotated[str, Field(max_length=4000)] = ""

    @property
    def terms(self) -> Terms:
        """The terms as the room's service takes them."""
        return Terms(**self.model_dump())


class SigningForm(PlainModel):
    """Who signed and when."""

    signed_on: dt.date
    signed_by: Annotated[str, Field(max_length=200)] = ""
