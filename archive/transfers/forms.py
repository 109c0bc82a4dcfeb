"""What is typed to begin a transfer."""

from typing import Annotated

from pydantic import BaseModel, Field

from archive.web.forms import Submission

RoomId = Annotated[str, Field(min_length=1, max_length=12)]


class TransferForm(BaseModel):
    """From which room to which, and why."""

    submission: Submission
    origin: RoomId
    target: RoomId
    reason: Annotated[str, Field(max_length=300)] = ""
