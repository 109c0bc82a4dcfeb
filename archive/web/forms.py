"""Forms: what was typed, whether it can be used, and what to say beside a field if not.

A view declares ``submitted: SubmittedForm``, reads it into a pydantic model with
:func:`read_form`, and shows the same form again with the returned :class:`Form` if that failed.
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request
from pydantic import BaseModel, Field, ValidationError
from pydantic_core import ErrorDetails
from starlette.datastructures import FormData

from archive.kernel.errors import N_, InvalidInputError
from archive.kernel.identifiers import ALPHABET, LENGTH
from archive.web.csrf import FIELD
from archive.web.i18n import gettext

M = TypeVar("M", bound=BaseModel)

LARGEST_FORM_BYTES = 8_000_000
"""What a request may send; only the station's uploads, which go to the disk, may send more."""
MOST_FIELDS = 20_000
"""A list of 500 gifts has six fields a line; a volume in its order, one for each page."""

Submission = Annotated[str, Field(pattern=f"^[{ALPHABET}]{{{LENGTH}}}$")]
"""The token of one filling-in of a form: sent a second time, it finds what the first one did."""

_SENTENCES: Mapping[str, str] = {
    "missing": N_("请填写这一项。"),
    "string_too_short": N_("至少要有 %(min_length)s 个字。"),
    "string_too_long": N_("最多 %(max_length)s 个字。"),
    "string_pattern_mismatch": N_("格式不对，请对照下面的说明填写。"),
    "int_parsing": N_("请填写整数。"),
    "int_from_float": N_("请填写整数。"),
    "float_parsing": N_("请填写数字。"),
    "decimal_parsing": N_("请填写数字。"),
    "greater_than": N_("要大于 %(gt)s。"),
    "greater_than_equal": N_("不能小于 %(ge)s。"),
    "less_than": N_("要小于 %(lt)s。"),
    "less_than_equal": N_("不能大于 %(le)s。"),
    "date_parsing": N_("请填写日期，例如 2026-11-22。"),
    "date_from_datetime_parsing": N_("请填写日期，例如 2026-11-22。"),
    "date_from_datetime_inexact": N_("请填写日期，例如 2026-11-22。"),
    "date_past": N_("日期不能在将来。"),
    "enum": N_("请从列出的各项中选择。"),
    "literal_error": N_("请从列出的各项中选择。"),
    "too_short": N_("至少要有 %(min_length)s 项。"),
    "too_long": N_("最多 %(max_length)s 项。"),
}
_CONTROLS = dict.fromkeys({*range(0x20), *range(0x7F, 0xA0)} - set(map(ord, "\t\n\r")))
_UNCLEAR = N_("这一项填写有误，请检查。")


@dataclass
class Form:
    """A form as it is shown: the values typed and one sentence for each field that is wrong.

    ``errors`` holds sentences already in the reader's language; the key "" is for the whole form.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def value(self, name: str, default: object = "") -> Any:
        """Return what stands in the field ``name``; a list where it may hold several."""
        found = self.values.get(name, default)
        return default if found is None else found

    def error(self, name: str = "") -> str:
        """Return what is wrong with the field ``name``, or an empty string."""
        return self.errors.get(name, "")

    def refuse(self, error: InvalidInputError) -> None:
        """Say ``error`` beside the field it names."""
        self.errors[error.field] = gettext(error.sentence, **error.values)


def form_of(model: BaseModel) -> Form:
    """Return a form filled with the values of ``model``, to be changed."""
    return Form(model.model_dump())


def read_form(schema: type[M], submitted: FormData) -> tuple[M | None, Form]:
    """Return the model that ``submitted`` spells, or None, and the form to show again.

    Empty fields count as not given; surrounding white space and control characters are dropped,
    line ends are kept. A field whose schema is a list receives every value of its name.
    """
    values = _typed_values(schema, submitted)
    form = Form(values)
    given = {name: value for name, value in values.items() if value not in ("", [])}
    try:
        return schema.model_validate(given), form
    except ValidationError as error:
        for details in error.errors():
            form.errors.setdefault(_field_name(details), sentence_for(details))
        return None, form


def _typed_values(schema: type[BaseModel], submitted: FormData) -> dict[str, Any]:
    names = [name for name in dict.fromkeys(submitted.keys()) if name != FIELD]
    return {name: _typed_value(schema, submitted, name) for name in names}


def _typed_value(schema: type[BaseModel], submitted: FormData, name: str) -> Any:
    values = [clean(v) if isinstance(v, str) else v for v in submitted.getlist(name)]
    info = schema.model_fields.get(name)
    holds_several = info is not None and "list[" in str(info.annotation)
    return values if holds_several else values[-1]


def clean(value: str) -> str:
    """Return ``value`` without surrounding white space and without what nobody types."""
    return value.translate(_CONTROLS).strip()


def _field_name(details: ErrorDetails) -> str:
    return ".".join(str(part) for part in details["loc"])


def sentence_for(details: ErrorDetails) -> str:
    """Return what pydantic found, as a sentence in the reader's language.

    A ``ValueError`` raised by a validator of ours speaks for itself: its text is a msgid.
    """
    cause = details.get("ctx", {}).get("error")
    if isinstance(cause, InvalidInputError):
        return gettext(cause.sentence, **cause.values)
    if details["type"] == "value_error":
        return gettext(str(cause).replace("%", "%%"))
    context = details.get("ctx", {})
    return gettext(_SENTENCES.get(details["type"], _UNCLEAR), **context)


async def submitted_form(request: Request) -> AsyncIterator[FormData]:
    """Yield the fields of the form that was sent; no form of ours holds a file."""
    async with request.form(max_files=0, max_fields=MOST_FIELDS) as form:
        yield form


SubmittedForm = Annotated[FormData, Depends(submitted_form)]
