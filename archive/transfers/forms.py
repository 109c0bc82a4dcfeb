"""What is typed to begin a transfer."""

from typing import Annotated

from pydantic import Field

from archive.web.forms import Submission
from archive.web.plain import PlainModel

RoomId = Annotated[str, Field(min_length=1, max_length=12)]


class TransferForm(PlainModel):
    """From which room to which, and why."""

    submission: Submission
    origin: RoomId
    target: RoomId
    reason: Annotated[str, Field(max_length=300)] = ""
