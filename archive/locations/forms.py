"""What is typed about branches, rooms and places."""

from typing import Annotated

from pydantic import Field

from archive.locations.schemas import NewPlaces
from archive.web.plain import PlainModel

Count = Annotated[int, Field(ge=0, le=200)]


class NameForm(PlainModel):
    """Code and name of a branch or a room."""

    code: Annotated[str, Field(max_length=20)] = ""
    name: Annotated[str, Field(max_length=200)] = ""


class RoomForm(PlainModel):
    """Code and name of a room that is to be added, on the page of its branch."""

    room_code: Annotated[str, Field(max_length=20)] = ""
    room_name: Annotated[str, Field(max_length=200)] = ""


class RangeForm(PlainModel):
    """A run of places: from, to, and how many each holds of the next kind and of the one after."""

    first: Annotated[int, Field(ge=1, le=9999)] = 1
    last: Annotated[int, Field(ge=1, le=9999)]
    inner: Count = 0
    innermost: Count = 0

    def places(self) -> NewPlaces:
        """Return the run to be made."""
        return NewPlaces(self.first, self.last, (self.inner, self.innermost))


class PlaceForm(PlainModel):
    """Code and label of one place."""

    code: Annotated[str, Field(max_length=20)] = ""
    label: Annotated[str, Field(max_length=100)] = ""


class NamedPlaceForm(PlainModel):
    """Code and label of one place that is to be added, on the page of what it is in."""

    named_code: Annotated[str, Field(max_length=20)] = ""
    named_label: Annotated[str, Field(max_length=100)] = ""
