"""What is typed to open a stock-taking."""

from typing import Annotated

from pydantic import Field

from archive.stock.scanning import LONGEST_SCAN
from archive.web.forms import Submission
from archive.web.plain import PlainModel


class OpeningForm(PlainModel):
    """Where to take stock: ``place`` is scanned or typed, ``room`` chosen from a list."""

    submission: Submission
    place: Annotated[str, Field(max_length=LONGEST_SCAN)] = ""
    room: Annotated[str, Field(max_length=12)] = ""
    note: Annotated[str, Field(max_length=300)] = ""
