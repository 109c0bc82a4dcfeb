"""What is typed to plan a move."""

from typing import Annotated

from pydantic import Field

from archive.web.forms import Submission
from archive.web.plain import PlainModel

RoomId = Annotated[str, Field(min_length=1, max_length=12)]


class RelocationForm(PlainModel):
    """What moves where, and in how many crates to begin with."""

    submission: Submission
    name: Annotated[str, Field(min_length=1, max_length=100)]
    origin: RoomId
    target: RoomId
    crates: Annotated[int, Field(ge=0, le=500)] = 0
    note: Annotated[str, Field(max_length=300)] = ""


class CratesForm(PlainModel):
    """How many crates to add."""

    count: Annotated[int, Field(ge=1, le=500)]
