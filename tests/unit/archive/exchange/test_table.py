"""Finding the table in a sheet as people draw it."""

import pytest

from archive.exchange.recognising.fields import LABELS, Field, field_of
from archive.exchange.recognising.table import find_heading, read_table, settle_source
from tests.unit.archive.exchange.sheets import WANTED, continued, sheet


@pytest.mark.parametrize("field", list(Field))
def test_our_own_headings_are_found_again(field: Field) -> None:
    assert field_of(LABELS[field]) is field


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("书名", Field.TITLE),
        ("題  名", Field.TITLE),
        ("文献名称（全称）", Field.TITLE),
        ("捐赠者\n（单位/个人）", Field.DONOR_NAME),
        ("赠书人姓名", Field.DONOR_NAME),
        ("捐贈人", Field.DONOR_NAME),
        ("捐赠时间", Field.RECEIVED_ON),
        ("日  期", Field.RECEIVED_ON),
        ("入馆日期", Field.RECEIVED_ON),
        ("数量（册）", Field.VOLUMES),
        ("数量（件）", Field.PIECES),
        ("册", Field.VOLUMES),
        ("冊數", Field.VOLUMES),
        ("作者", Field.AUTHOR),
        ("出版时间", Field.DATE_TEXT),
        ("联系电话", Field.PHONE),
        ("备 注", Field.NOTE),
        ("是否接收", Field.DECISION),
        ("实收册数", Field.ACCEPTED),
        ("序号", Field.IGNORED),
        ("种数", Field.TITLES),
        ("馆长评语", None),
        ("", None),
    ],
)
def test_headings_are_understood_in_many_wordings(heading: str, field: Field | None) -> None:
    assert field_of(heading) is field


def test_a_heading_is_found_below_titles() -> None:
    found = find_heading(
        sheet(
            ["醴陵市图书馆2018年古旧书籍展捐赠清单"],
            [],
            ["填表日期：2018年12月28日"],
            ["序号", "捐赠人", "书名", "册数", "领导批示"],
            [1, "张毓鋆", "醴陵縣志", 3, "同意"],
        ),
        WANTED,
    )
    assert found is not None
    assert (found.first_row, found.last_row) == (4, 4)
    assert found.fields == {0: Field.IGNORED, 1: Field.DONOR_NAME, 2: Field.TITLE, 3: Field.VOLUMES}


def test_a_heading_of_two_rows_is_understood() -> None:
    found = find_heading(
        sheet(
            ["捐赠人", "题名", "数量", continued("数量"), "备注"],
            [continued("捐赠人"), continued("题名"), "册", "件", continued("备注")],
            ["张毓鋆", "老照片", None, 5, None],
        ),
        WANTED,
    )
    assert found is not None
    assert (found.first_row, found.last_row) == (1, 2)
    assert found.fields[2] is Field.VOLUMES
    assert found.fields[3] is Field.PIECES


def test_a_sheet_without_a_heading_has_none() -> None:
    assert find_heading(sheet(["张毓鋆", "醴陵縣志", 3], ["李四", "家谱", 1]), WANTED) is None
    assert find_heading(sheet(), WANTED) is None
    assert find_heading(sheet(["姓名", "电话"], ["张三", "1"]), WANTED) is None


def test_totals_remarks_and_repeated_headings_are_no_lines() -> None:
    listed = sheet(
        ["捐赠清单"],
        ["捐赠人", "题名", "册数"],
        ["张毓鋆", "醴陵縣志", 3],
        ["小  计", None, 3],
        ["捐赠人", "题名", "册数"],
        ["李四", "总计一百年", 2],
        ["合计：", None, "105册"],
        ["制表人：王五"],
        ["注：以上为 2018 年所收"],
    )
    heading = find_heading(listed, WANTED)
    assert heading is not None
    table = read_table(listed, heading)
    assert [row.number for row in table.rows] == [3, 6]
    assert [(each.row, each.kind) for each in table.skipped] == [
        (1, "above"),
        (4, "total"),
        (5, "heading"),
        (7, "total"),
        (8, "remark"),
        (9, "remark"),
    ]
    assert table.totals == {Field.VOLUMES: 105}


@pytest.mark.parametrize(
    ("values", "field"),
    [(["捐赠", "购买"], Field.MODE), (["张三", "捐赠"], Field.DONOR_NAME)],
)
def test_a_source_is_a_person_or_a_way(values: list[str], field: Field) -> None:
    listed = sheet(["来源", "题名"], *([value, "家谱"] for value in values))
    heading = find_heading(listed, WANTED)
    assert heading is not None
    assert settle_source(read_table(listed, heading))[0] is field
