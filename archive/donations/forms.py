"""The form that logs a gift: what was typed, row by row, and what of it can be used."""

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Annotated, Any

from pydantic import BaseModel, Field, ValidationError
from starlette.datastructures import FormData

from archive.catalogue.schemas import MOST_VOLUMES
from archive.donations.kinds import DonorKind, MaterialKind
from archive.donations.schemas import Contact, NewDonor, NewLine
from archive.web.forms import Form, Submission, clean, sentence_for

BLANK_ROWS = 3
_COLUMNS = ("title", "author", "date_text", "material", "volume_count", "note")


class DonationForm(BaseModel):
    """The fields around the list. ``donor`` is an identifier, "new", or not chosen yet."""

    submission: Submission
    donor: Annotated[str, Field(max_length=12)] = ""
    donor_name: Annotated[str, Field(max_length=200)] = ""
    donor_kind: DonorKind = DonorKind.PERSON
    is_anonymous: bool = False
    phone: Annotated[str, Field(max_length=100)] = ""
    email: Annotated[str, Field(max_length=200)] = ""
    address: Annotated[str, Field(max_length=500)] = ""
    received_on: dt.date
    note: Annotated[str, Field(max_length=2000)] = ""

    @property
    def contact(self) -> Contact:
        """How to reach the donor, as far as it was typed."""
        return Contact(self.phone, self.email, self.address)

    @property
    def new_donor(self) -> NewDonor:
        """The donor, if it is a new one."""
        return NewDonor(self.donor_name, self.donor_kind, self.is_anonymous)


class DonorForm(BaseModel):
    """The fields by which a donor is corrected."""

    name: Annotated[str, Field(max_length=200)] = ""
    kind: DonorKind = DonorKind.PERSON
    is_anonymous: bool = False
    phone: Annotated[str, Field(max_length=100)] = ""
    email: Annotated[str, Field(max_length=200)] = ""
    address: Annotated[str, Field(max_length=500)] = ""


class LineForm(BaseModel):
    """One row of the list."""

    title: Annotated[str, Field(min_length=1, max_length=500)]
    author: Annotated[str, Field(max_length=500)] = ""
    date_text: Annotated[str, Field(max_length=100)] = ""
    material: MaterialKind = MaterialKind.BOOK
    volume_count: Annotated[int, Field(ge=1, le=MOST_VOLUMES)] = 1
    note: Annotated[str, Field(max_length=500)] = ""


def blank_rows(count: int = BLANK_ROWS) -> list[Form]:
    """Return rows with nothing in them."""
    return [Form() for _ in range(count)]


def rows_of(lines: Iterable[NewLine]) -> list[Form]:
    """Return lines as rows that can be edited."""
    return [Form({name: getattr(line, name) for name in _COLUMNS}) for line in lines]


def read_rows(submitted: FormData) -> tuple[list[NewLine], list[Form]]:
    """Return the lines that were typed, and every row as it was typed with what is wrong in it.

    The cells of a column are sent under one name, in the order of the rows; a row in which
    nothing but kind and count is filled in is blank and no line.
    """
    columns = [[clean(str(cell)) for cell in submitted.getlist(f"line_{c}")] for c in _COLUMNS]
    rows = [
        dict(zip(_COLUMNS, cells, strict=True)) for cells in zip_longest(*columns, fillvalue="")
    ]
    forms = [Form(row) for row in rows]
    read = (_read_row(form) for form in forms if not is_blank(form))
    return [line for line in read if line is not None], forms


def is_blank(row: Form) -> bool:
    """Whether nothing was typed in a row."""
    return not any(row.value(name) for name in ("title", "author", "date_text", "note"))


def _read_row(form: Form) -> NewLine | None:
    given: dict[str, Any] = {name: value for name, value in form.values.items() if value != ""}
    try:
        return NewLine(**LineForm.model_validate(given).model_dump())
    except ValidationError as error:
        for details in error.errors():
            form.errors.setdefault(str(details["loc"][0]), sentence_for(details))
        return None


def gather_errors(form: Form, rows: Sequence[Form]) -> None:
    """Name every wrong cell among the errors of the whole form, as ``line_<column>-<row>``."""
    for place, row in enumerate(rows):
        for column, sentence in row.errors.items():
            form.errors[f"line_{column}-{place}"] = sentence
