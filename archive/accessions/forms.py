"""The forms that register a donation, and a holding without one."""

import datetime as dt
from typing import Annotated

from pydantic import Field

from archive.accessions.errors import LabelsDoNotMatchError
from archive.accessions.schemas import NewHolding
from archive.accessions.service import number_volumes
from archive.catalogue.forms import DescriptionForm
from archive.catalogue.schemas import MOST_VOLUMES, NewVolume, TitleKind
from archive.kernel.identifiers import new_id
from archive.web.forms import Submission
from archive.web.plain import PlainModel


class RegistrationForm(PlainModel):
    """The entry of a gift; ``registered_on`` is today where the form does not ask for it."""

    submission: Annotated[str, Field(min_length=1, max_length=64)] = Field(default_factory=new_id)
    room: Annotated[str, Field(max_length=12)] = ""
    registered_on: dt.date | None = None


class HoldingForm(DescriptionForm):
    """A title with its volumes. ``volume_labels`` holds one label a line, or nothing."""

    submission: Submission
    kind: TitleKind = TitleKind.SIKU
    volume_count: Annotated[int, Field(ge=1, le=MOST_VOLUMES)] = 1
    volume_labels: Annotated[str, Field(max_length=20_000)] = ""
    shelfmark: Annotated[str, Field(max_length=100)] = ""
    provenance: Annotated[str, Field(max_length=300)] = ""

    def holding(self) -> NewHolding:
        """Return the holding to be registered.

        Raises:
            LabelsDoNotMatchError: there are labels, but not one for each volume.
        """
        labels = [label.strip()[:200] for label in self.volume_labels.splitlines() if label.strip()]
        if labels and len(labels) != self.volume_count:
            raise LabelsDoNotMatchError(
                field="volume_labels", labels=len(labels), volumes=self.volume_count
            )
        return NewHolding(
            submission=self.submission,
            kind=self.kind,
            fields=self.title_fields(),
            volumes=tuple(
                NewVolume(label, self.shelfmark)
                for label in labels or number_volumes(self.volume_count)
            ),
            provenance=self.provenance,
            note=self.title[:100],
        )
