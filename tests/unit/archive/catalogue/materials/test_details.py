from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import FormData

from archive.catalogue.materials.fields import FieldType, KindField, read_definition
from archive.catalogue.materials.kinds import MaterialKind
from archive.catalogue.materials.shipped import shipped_definitions, shipped_fields
from archive.catalogue.materials.typed import form_values, read_details, row_count
from archive.catalogue.materials.values import clean_details, findable_text, in_words
from archive.kernel.errors import InvalidInputError

KNOWN = shipped_fields()
DEED = {
    "contract_sort": "sale",
    "made_by": ["張元亨", "張元利"],
    "made_on": "清道光十二年十月初三日",
    "price": "纹银二十两正",
}
PAPER = {
    "issues": [
        {"number": "第1期", "date": "民國十六年", "held": "held"},
        {"number": "第2期", "held": "missing"},
    ]
}

words = st.text("醴陵縣渌江 abc·12", min_size=1, max_size=20).map(str.strip).filter(bool)


def values_of(field: KindField) -> st.SearchStrategy[Any]:
    if field.type is FieldType.ROWS:
        row = st.fixed_dictionaries({}, optional={c.name: values_of(c) for c in field.columns})
        return st.lists(row.filter(bool), min_size=1, max_size=3)
    if field.type is FieldType.NUMBER:
        return st.integers(field.lowest or 0, field.highest or 9)
    if field.type is FieldType.CHOICE:
        return st.sampled_from(sorted(field.options))
    one = st.just("约1935年") if field.type is FieldType.DATE else words
    return st.lists(one, min_size=1, max_size=3) if field.is_repeated else one


details = st.fixed_dictionaries({}, optional={n: values_of(f) for n, f in sorted(KNOWN.items())})


@pytest.mark.parametrize("kind", MaterialKind)
def test_every_kind_has_fields_of_its_own(kind: MaterialKind) -> None:
    definition = shipped_definitions()[kind]
    assert definition.material is kind
    assert definition.fields


@pytest.mark.parametrize(
    ("kind", "labels"),
    [
        (MaterialKind.GENEALOGY, {"姓氏", "堂号", "始祖", "迁徙地", "涉及在世人物"}),
        (MaterialKind.CONTRACT, {"立契人", "受主", "标的", "价银", "中人", "契种"}),
        (MaterialKind.PHOTOGRAPH, {"画面", "人物", "拍摄地点", "尺寸", "底片"}),
        (MaterialKind.GAZETTEER, {"修纂年", "志种", "记事起", "记事止"}),
        (MaterialKind.MAP, {"比例尺", "图廓"}),
    ],
)
def test_the_kinds_ask_what_their_documents_tell(kind: MaterialKind, labels: set[str]) -> None:
    assert labels <= {field.label for field in shipped_definitions()[kind].fields}


@given(details)
def test_details_shown_in_a_form_are_read_back_unchanged(held: dict[str, Any]) -> None:
    typed = read_details(KNOWN.values(), FormData(form_values(KNOWN.values(), held)))
    assert clean_details(KNOWN, typed, {}) == held


@given(details)
def test_what_is_kept_is_kept_again_as_it_is(held: dict[str, Any]) -> None:
    assert clean_details(KNOWN, held, {}) == held


def test_what_is_empty_is_not_kept() -> None:
    typed = {"surname": " ", "hall_name": ["", " "], "migration": [{"from": ""}], "minutes": ""}
    assert clean_details(KNOWN, typed, {}) == {}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"colour": "red"}, "detail-unknown"),
        ({"surname": "李" * 21}, "detail-too-long"),
        ({"hall_name": ["堂"] * 201}, "detail-too-many"),
        ({"surname": ["李"]}, "detail-not-text"),
        ({"issues": "第1期"}, "detail-not-text"),
        ({"issues": [{"colour": "red"}]}, "detail-not-text"),
        ({"surname": "<b>李</b>"}, "detail-markup"),
        ({"minutes": "an hour"}, "detail-not-a-number"),
        ({"minutes": 0}, "detail-not-a-number"),
        ({"minutes": 1.5}, "detail-not-a-number"),
        ({"taken_on": "很久以前"}, "detail-not-a-date"),
        ({"taken_on": "清乾隆十年"}, "detail-out-of-time"),
        ({"issues": [{"date": "某日"}]}, "detail-not-a-date"),
        ({"contract_sort": "gift"}, "detail-not-a-choice"),
    ],
)
def test_what_cannot_be_used_is_refused_at_its_field(values: dict[str, Any], code: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        clean_details(KNOWN, values, {})
    assert caught.value.code == code
    assert caught.value.field == f"details.{next(iter(values))}"


def test_what_a_field_that_is_gone_held_stays_as_it_is() -> None:
    held = {"colour": "red"}
    assert clean_details(KNOWN, held, held) == held
    with pytest.raises(InvalidInputError):
        clean_details(KNOWN, {"colour": "blue"}, held)


def test_details_read_as_words() -> None:
    assert in_words(KNOWN["contract_sort"], "sale") == "卖契"
    assert in_words(KNOWN["made_by"], DEED["made_by"]) == "張元亨、張元利"
    assert in_words(KNOWN["issues"], PAPER["issues"]) == "第1期 · 民國十六年 · 存\n第2期 · 缺期"
    assert in_words(KNOWN["minutes"], 45) == "45 分钟"
    assert in_words(KNOWN["surname"], None) == ""


def test_a_title_is_found_by_its_details() -> None:
    text = findable_text(KNOWN, DEED | PAPER | {"minutes": 45})
    assert {"張元利", "卖契", "第2期"} <= set(text.split("　"))
    assert "45" not in text


def test_a_table_ends_in_rows_to_write_into() -> None:
    values = form_values(KNOWN.values(), PAPER)
    assert row_count(KNOWN["issues"], values) == 2 + 3
    assert row_count(KNOWN["issues"], {}) == 3


@pytest.mark.parametrize(
    "wrong",
    [
        'version = 1\n[[field]]\nname = "a"\nlabel = "甲"\ntype = "choice"',
        'version = 1\n[[field]]\nname = "a"\nlabel = "甲"\ntype = "rows"',
        'version = 1\n[[field]]\nname = "a"\nlabel = "甲"\nsize = 3',
        'version = 1\n[[field]]\nname = "a"\nlabel = "甲"\n[[field]]\nname = "a"\nlabel = "乙"',
    ],
)
def test_a_definition_that_says_nothing_clear_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_definition(MaterialKind.OTHER, wrong)


def test_a_field_is_added_by_writing_it_down() -> None:
    text = 'version = 2\n[[field]]\nname = "weight"\nlabel = "重量"\ntype = "number"\nunit = "克"'
    definition = read_definition(MaterialKind.OTHER, text)
    known = {field.name: field for field in definition.fields}
    assert clean_details(known, {"weight": "12"}, {}) == {"weight": 12}
    assert in_words(known["weight"], 12) == "12 克"
