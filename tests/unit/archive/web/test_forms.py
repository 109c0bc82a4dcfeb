"""A form that came back says in words what is wrong, and keeps what was typed."""

import datetime as dt
from enum import StrEnum

import pytest
from pydantic import BaseModel, Field, field_validator
from starlette.datastructures import FormData

from archive.kernel.errors import InvalidInputError
from archive.web.forms import Form, form_of, read_form


class Kind(StrEnum):
    """Who gives."""

    PERSON = "person"


class Asked(BaseModel):
    """What is asked."""

    title: str = Field(max_length=4)
    volume_count: int = Field(default=1, ge=1)
    given_on: dt.date | None = None
    kind: Kind = Kind.PERSON
    papers: list[str] = []
    call_number: str = ""

    @field_validator("call_number")
    @classmethod
    def check(cls, value: str) -> str:
        if value == "K999":
            message = "索书号 100% 不对"
            raise ValueError(message)
        return value


def test_what_was_typed_becomes_a_model() -> None:
    typed = FormData(
        [
            ("csrf_token", "x"),
            ("title", " 縣志 "),
            ("volume_count", ""),
            ("papers", "信"),
            ("papers", "照片"),
        ]
    )
    asked, form = read_form(Asked, typed)
    assert asked == Asked(title="縣志", papers=["信", "照片"])
    assert form.errors == {}
    assert form.value("title") == "縣志"


def test_what_nobody_types_is_dropped_and_line_ends_are_kept() -> None:
    typed = FormData([("title", "\x00\x1b縣\x85志 "), ("papers", "信\r\n照片\x7f")])
    asked, form = read_form(Asked, typed)
    assert asked == Asked(title="縣志", papers=["信\r\n照片"])
    assert form.value("title") == "縣志"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "", "请填写这一项。"),
        ("title", "醴陵縣志稿", "最多 4 个字。"),
        ("volume_count", "八", "请填写整数。"),
        ("volume_count", "0", "不能小于 1。"),
        ("given_on", "去年", "请填写日期，例如 2026-11-22。"),
        ("kind", "ghost", "请从列出的各项中选择。"),
        ("call_number", "K999", "索书号 100% 不对"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(field: str, value: str, sentence: str) -> None:
    asked, form = read_form(Asked, FormData({"title": "縣志", field: value}))
    assert asked is None
    assert form.errors == {field: sentence}
    assert form.value(field) == value


def test_a_rule_of_the_service_speaks_in_the_same_place() -> None:
    form = Form({"title": "縣志"})
    form.refuse(InvalidInputError(field="title"))
    assert form.error("title") == InvalidInputError.sentence
    assert form.error("other") == form.error() == ""


def test_a_form_begins_with_what_is_there() -> None:
    form = form_of(Asked(title="縣志"))
    assert form.value("title") == "縣志"
    assert form.value("given_on", "—") == "—"
