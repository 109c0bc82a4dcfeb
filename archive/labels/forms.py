"""What is asked for on the page of labels; it stands in the address, so that it can be kept."""

from typing import Annotated

from pydantic import BaseModel, Field

from archive.labels.labels import LabelKind
from archive.labels.selection import Choice
from archive.labels.sheets import SHEETS, Sheet
from archive.locations.schemas import PlaceKind
from archive.stock.scanning import LONGEST_SCAN

Text = Annotated[str, Field(max_length=LONGEST_SCAN)]
DEFAULT_SHEET = "a4-3x8"


class LabelsForm(BaseModel):
    """Which labels, on which sheet, from which label of it on."""

    kind: LabelKind = LabelKind.VOLUME
    sheet: Annotated[str, Field(max_length=40)] = DEFAULT_SHEET
    start: Annotated[int, Field(ge=1, le=200)] = 1
    frames: bool = False
    batch: Annotated[str, Field(max_length=12)] = ""
    title: Annotated[str, Field(max_length=12)] = ""
    place: Text = ""
    first: Text = ""
    last: Text = ""
    level: list[PlaceKind] = [PlaceKind.BOOKCASE, PlaceKind.LEVEL]

    @property
    def choice(self) -> Choice:
        """Which volumes are meant."""
        return Choice(self.batch, self.title, self.place, self.first, self.last)

    @property
    def paper(self) -> Sheet:
        """The sheet that was chosen, or the usual one."""
        return SHEETS.get(self.sheet, SHEETS[DEFAULT_SHEET])

    @property
    def is_asked(self) -> bool:
        """Whether anything was chosen yet."""
        return any((self.batch, self.title, self.place, self.first))
