"""What is chosen in the preview of an import."""

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import Field
from starlette.datastructures import FormData

from archive.donations.kinds import AcquisitionMode, Decision
from archive.exchange.kinds import SheetKind
from archive.exchange.recognising.fields import Field as Column
from archive.exchange.schemas import Settings
from archive.web.forms import Form, clean, read_form
from archive.web.plain import PlainModel

COLUMN = "column-"
DONOR = "donor-"


class AssumedForm(PlainModel):
    """What holds where a cell is blank."""

    day: dt.date | None = None
    donor: Annotated[str, Field(max_length=200)] = ""
    campaign: Annotated[str, Field(max_length=200)] = ""
    branch: Annotated[str, Field(max_length=200)] = ""
    mode: AcquisitionMode = AcquisitionMode.DONATION
    decision: Decision = Decision.PENDING


class ExportForm(PlainModel):
    """What is to be taken out, and as which sort of file."""

    what: Literal[SheetKind.GIFTS, SheetKind.DONORS] = SheetKind.GIFTS
    format: Literal["xlsx", "csv"] = "xlsx"
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    campaign_id: Annotated[str, Field(max_length=12)] = ""
    with_contact: bool = False

    @property
    def ends_before_it_begins(self) -> bool:
        """Whether no day lies between the two that were given."""
        first, last = self.first_day, self.last_day
        return first is not None and last is not None and first > last


def read_settings(
    submitted: FormData, report: dict[str, Any], sheet: str
) -> tuple[Settings | None, Form]:
    """Return the settings that were submitted; None, and the form to show again, if some are wrong.

    A column is set by hand where it was chosen to hold something else than was found.
    """
    typed, form = read_form(AssumedForm, submitted)
    chosen = clean(str(submitted.get("sheet", "")))
    if typed is None:
        return None, form
    found = {str(each["column"]): each["field"] for each in report["columns"]}
    columns = {}
    for name, value in submitted.items():
        place = name.removeprefix(COLUMN)
        if name.startswith(COLUMN) and place in found and str(value) != found[place]:
            columns[place] = str(value) if value in set(Column) else Column.IGNORED.value
    choices = {
        name.removeprefix(DONOR): str(value)[:12]
        for name, value in submitted.items()
        if name.startswith(DONOR) and value
    }
    is_other = bool(chosen) and chosen != sheet
    return Settings(
        sheet=chosen or sheet,
        columns={} if is_other else columns,
        assumed=typed.model_dump(mode="json"),
        choices=choices,
    ), form


def assumed_form(assumed: dict[str, Any]) -> Form:
    """Return the form as it was last filled in."""
    return Form(AssumedForm.model_validate(assumed).model_dump(mode="json"))
