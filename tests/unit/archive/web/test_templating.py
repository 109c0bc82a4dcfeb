"""Pages are made of components, and a forgotten variable is noticed."""

import re

import pytest
from fastapi import FastAPI
from jinja2 import Environment, UndefinedError

from archive.kernel.house import House
from archive.web.forms import Form
from archive.web.templating import make_environment
from tests.unit.archive.web.visitor import Visitor, make_app


@pytest.fixture(scope="module")
def templates() -> Environment:
    return make_environment()


def write(templates: Environment, source: str, **context: object) -> str:
    return templates.from_string(source).render(context)


def test_a_wrong_field_is_tied_to_its_error(templates: Environment) -> None:
    form = Form({"title": '"><script>'}, {"title": "请填写这一项。"})
    text = write(templates, "{{ ui.field('title', '题名', form=form, hint='照抄') }}", form=form)
    assert 'aria-invalid="true"' in text
    assert 'aria-describedby="field-title-hint field-title-error"' in text
    assert 'for="field-title"' in text
    assert "<script>" not in text


def test_choices_keep_what_was_chosen(templates: Environment) -> None:
    options = [(1, "一"), (2, "二")]
    for kind, mark in (("select", "selected"), ("radio", "checked")):
        text = write(
            templates, "{{ ui.field('n', '数', kind, value='2', options=o) }}", o=options, kind=kind
        )
        assert re.findall(rf'value="(\d)" {mark}', text) == ["2"]


def test_more_attributes_reach_the_control(templates: Environment) -> None:
    text = write(templates, "{{ ui.button('x', **{'hx-post': '/y', 'disabled': ''}) }}")
    assert 'hx-post="/y"' in text
    assert 'disabled=""' in text


def test_a_table_without_rows_says_so(templates: Environment) -> None:
    assert "还没有捐赠" in write(templates, "{{ ui.table([], [], empty='还没有捐赠') }}")
    called = "{% call ui.table([], []) %}<a>登记</a>{% endcall %}"
    assert "<a>登记</a>" in write(templates, called)


def test_a_table_escapes_values_and_runs_macros(templates: Environment) -> None:
    text = write(
        templates,
        "{% macro link(row) %}<a>{{ row.t }}</a>{% endmacro %}"
        "{{ ui.table([ui.column('题', link), ui.column('数', 'n', align='end')], rows) }}",
        rows=[{"t": "<縣志>", "n": None}],
    )
    assert "<a>&lt;縣志&gt;</a>" in text
    assert ">—</td>" in text


def test_notes_stand_in_two_lines(templates: Environment) -> None:
    runs = [{"type": "main", "text": "縣"}, {"type": "note", "right": "漢", "left": "晉"}]
    text = write(templates, "{{ ui.vertical_text([runs, '志']) }}", runs=runs)
    assert '<span class="vertical__note"><span>漢</span><span>晉</span></span>' in text
    assert text.count("vertical__column") == 2


def test_a_confirmation_holds_what_the_caller_adds(templates: Environment) -> None:
    source = "{% call ui.confirm('d', '停用？', '…', '/x', '停用') %}<p>理由</p>{% endcall %}"
    assert "<p>理由</p>" in write(templates, source)


def test_a_forgotten_variable_is_an_error(templates: Environment) -> None:
    with pytest.raises(UndefinedError):
        write(templates, "{{ nothing }}")


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_the_living_page_shows_everything(house: House, language: str) -> None:
    house.settings.development = True
    answer = Visitor(make_app(house)).with_language(language).get("/style")
    assert answer.status_code == 200
    assert 'data-theme="auto"' in answer.text
    ids = re.findall(r' id="([^"]+)"', answer.text)
    assert len(ids) == len(set(ids))


def test_the_living_page_is_for_development_only(visitor: Visitor) -> None:
    assert visitor.get("/style").status_code == 404


def test_pages_are_not_kept_by_others(app: FastAPI) -> None:
    assert Visitor(app).get("/page").headers["cache-control"] == "private, no-cache"
