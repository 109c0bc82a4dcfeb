"""What is typed on a gift's page: a decision on a line or on several, a step of the gift.

Many such forms stand on one page. Their fields are told apart by the key at the end of each name,
``reason-<line>``, so that an error stands at the field it is about.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, TypeVar

from pydantic import BaseModel, Field
from starlette.datastructures import FormData

from archive.donations.decisions import Choice
from archive.donations.kinds import Decision
from archive.donations.states.events import Event
from archive.web.forms import Form, read_form
from archive.web.plain import PlainModel

M = TypeVar("M", bound=BaseModel)

SELECTED = "selected"
"""The key of the form that decides on every line that is ticked."""


class DecisionForm(PlainModel):
    """What is decided, and from which day on."""

    decision: Decision
    reason: Annotated[str, Field(max_length=500)] = ""
    accepted_count: int | None = None
    decided_on: dt.date | None = None
    is_confirmed: bool = False

    @property
    def choice(self) -> Choice:
        """The decision as the room's service takes it."""
        return Choice(
            self.decision, self.reason, self.accepted_count, self.decided_on, self.is_confirmed
        )


class MoveForm(PlainModel):
    """A step of the gift, its day and its reason."""

    event: Event
    why: Annotated[str, Field(max_length=500)] = ""
    moved_on: dt.date | None = None
    is_confirmed: bool = False


def read_keyed(schema: type[M], submitted: FormData, key: str) -> tuple[M | None, Form]:
    """Return what was typed in the form of this key, or None, and the form to show again."""
    ending = f"-{key}"
    own = FormData([(name.removesuffix(ending), value) for name, value in submitted.multi_items()])
    typed, form = read_form(schema, own)
    return typed, Form(
        {f"{name}{ending}": value for name, value in form.values.items()},
        {f"{name}{ending}": sentence for name, sentence in form.errors.items()},
    )


def seen_of(submitted: FormData, line_ids: Iterable[str]) -> dict[str, str]:
    """Return which decision on each line the page showed that was sent, as far as it says so."""
    seen = {line_id: str(submitted.get(f"seen-{line_id}", "")) for line_id in line_ids}
    return {line_id: shown for line_id, shown in seen.items() if shown}


def say_beside(form: Form, key: str, field: str, sentence: str) -> None:
    """Say what is wrong at the field of the form of ``key``, whatever the rule calls it."""
    form.errors[f"{field.split('-', maxsplit=1)[0] or 'reason'}-{key}"] = sentence
