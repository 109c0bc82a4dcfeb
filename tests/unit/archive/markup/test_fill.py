"""Placeholders that cannot be misspelt, and what becomes of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.documents.kinds import KINDS, DocumentKind
from archive.markup.blocks import Align, Cell, Column, Grid, Heading, Item, Paragraph, Words
from archive.markup.fill import Rows, fill, mark_missing
from archive.markup.html import to_html
from archive.markup.parse import parse
from archive.markup.placeholders import Placeholder, nearest_name, read_template
from archive.markup.problems import Fault, Problem
from archive.paper_templates.defaults import default_template

OFFER = (
    Placeholder("捐赠人", "", is_required=True),
    Placeholder("捐赠编号", ""),
    Placeholder("电话", "", when_empty="＿＿＿"),
    Placeholder(
        "清单", "", columns=(Column("序号", 3), Column("题名"), Column("册数", 3)), shown=2
    ),
)


@pytest.mark.parametrize("kind", DocumentKind)
def test_what_ships_is_written_well(kind: DocumentKind) -> None:
    assert read_template(default_template(kind), KINDS[kind].offered).problems == ()


@pytest.mark.parametrize("kind", DocumentKind)
def test_no_kind_offers_two_places_of_one_name(kind: DocumentKind) -> None:
    names = [place.name for place in KINDS[kind].offered]
    assert sorted(names) == sorted(set(names))
    assert all(
        place.example or place.is_table or place.when_empty or not place.is_required
        for place in KINDS[kind].offered
    )


def test_a_misspelt_place_is_named_with_the_nearest() -> None:
    parsed = read_template("# 谢\n尊敬的【捐增人】：\n【捐赠人】", OFFER)
    assert parsed.problems == (Problem(2, Fault.UNKNOWN, "捐增人", "捐赠人"),)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("【捐赠人】\n如下【清单】", Problem(2, Fault.TABLE_IN_TEXT, "清单")),
        ("【捐赠人】\n^ 【清单】", Problem(2, Fault.TABLE_IN_TEXT, "清单")),
        ("【捐赠人】\n【清单｜序号、提名】", Problem(2, Fault.UNKNOWN_COLUMN, "提名", "题名")),
        ("【捐赠人｜序号】", Problem(1, Fault.NOT_A_TABLE, "捐赠人")),
        ("# 谢", Problem(0, Fault.REQUIRED, "捐赠人")),
        ("", Problem(0, Fault.EMPTY)),
    ],
)
def test_what_no_paper_could_be_set_from_is_told(text: str, problem: Problem) -> None:
    assert read_template(text, OFFER).problems == (problem,)


@given(st.text(max_size=12))
def test_any_name_has_a_nearest(name: str) -> None:
    assert nearest_name(name, ["捐赠人", "捐赠编号"]) in {"捐赠人", "捐赠编号"}
    assert nearest_name(name, []) == ""


def filled(text: str, **values: str | Rows) -> list[object]:
    return list(fill(parse(text).blocks, values, OFFER))


def test_a_line_that_says_nothing_is_left_out_if_it_may() -> None:
    text = "? 编号：【捐赠编号】\n电话：【电话】\n? 【捐赠人】与【捐赠编号】"
    assert filled(text) == [Paragraph(2, (Words("电话："), Words("＿＿＿")))]
    assert len(filled(text, 捐赠编号="1")) == 3


def test_a_table_shows_the_columns_that_are_asked_for() -> None:
    rows = Rows(({"序号": "1", "题名": "志", "册数": "3"},))
    (asked,) = filled("【清单｜册数、题名】", 清单=rows)
    assert asked == Grid(
        1,
        (Column("册数", 3), Column("题名")),
        ((Cell((Words("3"),)), Cell((Words("志"),))),),
    )
    (usual,) = filled("【清单】", 清单=rows)
    assert isinstance(usual, Grid)
    assert [column.name for column in usual.columns] == ["序号", "题名"]


def test_a_value_of_several_lines_alone_on_its_line_becomes_paragraphs() -> None:
    assert filled("【捐赠人】", 捐赠人="　　甲\n\n乙") == [
        Paragraph(1, (Words("甲"),), Align.INDENTED),
        Paragraph(1, (Words("乙"),)),
    ]


@given(st.text(max_size=40))
def test_what_is_filled_in_is_never_read(value: str) -> None:
    html = to_html(fill(parse("# 【捐赠人】\n甲【捐赠人】乙").blocks, {"捐赠人": value}, OFFER))
    tags = html.replace("<br>", "").count("<")
    assert tags == to_html(fill(parse("# x\n甲x乙").blocks, {}, OFFER)).count("<")


def test_characters_that_no_font_draws_are_marked_where_they_stand() -> None:
    blocks = fill(parse("# 甲字\n- 字甲甲字").blocks, {}, OFFER)
    marked, missing = mark_missing(blocks, lambda character: character != "甲")
    assert missing == ["甲"]
    assert marked == [
        Heading(1, 1, (Words("甲", is_missing=True), Words("字"))),
        Item(
            2,
            (
                Words("字"),
                Words("甲", is_missing=True),
                Words("甲", is_missing=True),
                Words("字"),
            ),
        ),
    ]
    assert 'class="doc__missing">U+7532</span>' in to_html(marked)


def test_neighbouring_items_make_one_list() -> None:
    html = to_html(fill(parse("- 甲\n- 乙\n1. 丙\n丁").blocks, {}, OFFER))
    assert (html.count("<ul"), html.count("<ol"), html.count("<li>")) == (1, 1, 3)
