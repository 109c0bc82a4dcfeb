"""What is typed at the desk of the set."""

from typing import Annotated

from pydantic import Field

from archive.web.plain import PlainModel


class VolumesForm(PlainModel):
    """Which printed volumes are held, of which copy (部)."""

    first: Annotated[int, Field(ge=1, le=1500)]
    last: Annotated[int, Field(ge=1, le=1500)]
    copy_number: Annotated[int, Field(ge=1, le=99)] = 1


class ShelveForm(VolumesForm):
    """Where printed volumes stand: the address or barcode of a place."""

    place: Annotated[str, Field(min_length=1, max_length=60)]
