"""What is typed to open a stock-taking."""

from typing import Annotated

from pydantic import BaseModel, Field

from archive.stock.scanning import LONGEST_SCAN
from archive.web.forms import Submission


class OpeningForm(BaseModel):
    """Where to take stock: ``place`` is scanned or typed, ``room`` chosen from a list."""

    submission: Submission
    place: Annotated[str, Field(max_length=LONGEST_SCAN)] = ""
    room: Annotated[str, Field(max_length=12)] = ""
    note: Annotated[str, Field(max_length=300)] = ""
