"""Rows of lists as libraries keep them."""

import datetime as dt
from collections.abc import Sequence

from archive.donations.kinds import AcquisitionMode, Decision, DonorKind, MaterialKind, Stage
from archive.exchange.recognising.fields import Field
from archive.exchange.recognising.lines import Assumptions, TypedRow
from archive.exchange.recognising.problems import Problem, Said, Severity
from archive.exchange.recognising.reader import RowReader
from archive.exchange.recognising.table import find_heading, read_table, settle_source
from archive.kernel.identifiers import new_id
from archive.spreadsheets.cells import Cell, Fault
from tests.unit.archive.exchange.sheets import WANTED, continued, sheet

TODAY = dt.date(2026, 3, 2)
XMAS = dt.date(2018, 12, 27)


def read(*rows: Sequence[object], assumed: Assumptions | None = None) -> list[TypedRow]:
    listed = sheet(*rows)
    heading = find_heading(listed, WANTED)
    assert heading is not None
    table = read_table(listed, heading)
    reader = RowReader(settle_source(table), heading.words, assumed or Assumptions(), TODAY)
    return [reader.read(row) for row in table.rows]


def errors(row: TypedRow) -> list[tuple[Said, int | None]]:
    return [(p.said, p.column) for p in row.problems if p.severity is Severity.ERROR]


def said(row: TypedRow) -> set[Said]:
    return {problem.said for problem in row.problems}


def test_a_full_row_is_read() -> None:
    (row,) = read(
        [
            "捐赠人",
            "类别",
            "捐赠日期",
            "活动",
            "方式",
            "书名",
            "作者",
            "年代",
            "册数",
            "估价",
            "处理",
            "备注",
        ],
        [
            "张毓鋆",
            "方志",
            XMAS,
            "古旧书籍展",
            "捐赠",
            "《醴陵縣志》",
            "徐淦",
            "清同治十年",
            "3册",
            300,
            "接收",
            "虫蛀",
        ],
    )
    assert row.problems == [Problem(Severity.NOTE, Said.DECIDED_AS_RECEIVED, None, {"value": XMAS})]
    assert (row.donor.name, row.received_on, row.campaign) == ("张毓鋆", XMAS, "古旧书籍展")
    assert (row.title, row.author, row.date_text) == ("醴陵縣志", "徐淦", "清同治十年")
    assert (row.volume_count, row.value_cents, row.note) == (3, 30000, "虫蛀")
    assert (row.material, row.mode) == (MaterialKind.GAZETTEER, AcquisitionMode.DONATION)
    assert (row.decision, row.decided_on) == (Decision.ACCEPTED, XMAS)


def test_merged_and_blank_donors_are_those_above() -> None:
    rows = read(
        ["捐赠人", "电话", "捐赠日期", "题名"],
        ["张毓鋆", "13800000000", XMAS, "甲"],
        [continued("张毓鋆"), continued("13800000000"), continued(XMAS), "乙"],
        [None, None, None, "丙"],
        ["李四", None, "2018-12-28", "丁"],
    )
    assert [row.donor.name for row in rows] == ["张毓鋆"] * 3 + ["李四"]
    assert [row.received_on for row in rows] == [XMAS] * 3 + [dt.date(2018, 12, 28)]
    assert rows[0].donor == rows[1].donor == rows[2].donor
    assert Said.DONOR_ABOVE in said(rows[2])
    assert not any(row.has_errors for row in rows)


def test_a_missing_date_is_refused_until_somebody_says_which() -> None:
    listed: list[list[object]] = [["捐赠人", "捐赠日期", "题名"], ["张毓鋆", None, "甲"]]
    (row,) = read(*listed)
    assert errors(row) == [(Said.DAY_MISSING, 1)]
    (row,) = read(*listed, assumed=Assumptions(day=XMAS))
    assert row.received_on == XMAS
    assert said(row) >= {Said.DAY_ASSUMED}
    assert not row.has_errors


def test_a_list_without_donors_needs_one() -> None:
    (row,) = read(["题名", "日期"], ["甲", XMAS])
    assert errors(row) == [(Said.DONOR_MISSING, None)]
    (row,) = read(["题名", "日期"], ["甲", XMAS], assumed=Assumptions(donor="佚名"))
    assert row.donor.name == "佚名"
    assert row.donor.is_anonymous


def test_written_dates_are_read_and_impossible_ones_refused() -> None:
    rows = read(
        ["捐赠人", "日期", "题名", "年代"],
        ["张三", XMAS, "甲", "清同治十年"],
        ["张三", XMAS, "乙", "咸豐十二年"],
        ["张三", XMAS, "丙", "不详"],
        ["张三", XMAS, "丁", 1935],
    )
    assert [(row.year_from, row.year_to) for row in rows] == [
        (1871, 1872),
        (None, None),
        (None, None),
        (1935, 1935),
    ]
    assert [errors(row) for row in rows] == [[], [(Said.IMPOSSIBLE_DATE, 3)], [], []]


def test_what_is_wrong_is_named_with_its_column() -> None:
    (row,) = read(
        ["捐赠人", "日期", "题名", "册数", "类型", "决定", "备注"],
        ["张三", "2018-02-30", None, -3, "宝贝", "研究", "x" * 501],
    )
    assert set(errors(row)) == {
        (Said.NO_SUCH_DAY, 1),
        (Said.TITLE_MISSING, 2),
        (Said.NEGATIVE, 3),
        (Said.UNKNOWN_WORD, 4),
        (Said.UNKNOWN_WORD, 5),
        (Said.TOO_LONG, 6),
        (Said.TOO_LONG, None),
    } - {(Said.TOO_LONG, None)}


def test_formulas_that_failed_are_named_wherever_they_are() -> None:
    (row,) = read(
        ["捐赠人", "日期", "题名", "册数", "馆长评语"],
        [
            "张三",
            XMAS,
            "甲",
            Cell("#REF!", Fault.FORMULA_ERROR),
            Cell(None, Fault.NOT_CALCULATED),
        ],
    )
    assert errors(row) == [(Said.FORMULA_ERROR, 3), (Said.NOT_CALCULATED, 4)]


def test_a_count_that_is_merged_over_rows_is_refused() -> None:
    rows = read(
        ["捐赠人", "日期", "题名", "册数"],
        ["张三", XMAS, "甲", 10],
        ["张三", XMAS, "乙", continued(10)],
    )
    assert not rows[0].has_errors
    assert errors(rows[1]) == [(Said.COUNT_MERGED, 3)]


def test_pieces_are_no_volumes() -> None:
    rows = read(
        ["捐赠人", "日期", "题名", "数量"],
        ["张三", XMAS, "老照片", "5张"],
        ["张三", XMAS, "家谱", None],
        ["张三", XMAS, "县志", 0],
    )
    assert [(row.volume_count, row.piece_count) for row in rows[:2]] == [(0, 5), (1, 0)]
    assert Said.COUNT_ASSUMED in said(rows[1])
    assert errors(rows[2]) == [(Said.NO_COUNT, 3)]


def test_nothing_that_was_typed_is_lost() -> None:
    (row,) = read(
        ["序号", "种数", "捐赠人", "日期", "题名", "册数", "备注", "馆长评语", None],
        [1, 1, "张三", XMAS, "甲", "16册（缺第3册）", "虫蛀", "甚好", "见附件"],
    )
    assert row.note == "虫蛀；16册（缺第3册）；馆长评语：甚好；见附件"


def test_decisions_of_all_kinds_are_read() -> None:
    rows = read(
        ["捐赠人", "日期", "题名", "册数", "方式", "处理", "实收册数", "原因", "处理日期"],
        ["张三", XMAS, "甲", 5, None, "接收", 2, None, "2018-12-28"],
        ["张三", XMAS, "乙", 5, None, "部分接收", 5, None, None],
        ["张三", XMAS, "丙", 5, None, "不收", None, None, None],
        ["张三", XMAS, "丁", 5, "寄存", "√", None, None, None],
        ["张三", XMAS, "戊", 5, None, "撤回", None, None, None],
        ["张三", XMAS, "己", 5, None, None, None, None, "2018-12-28"],
    )
    assert [row.decision for row in rows] == [
        Decision.PARTLY_ACCEPTED,
        Decision.PARTLY_ACCEPTED,
        Decision.DECLINED,
        Decision.DEPOSITED,
        Decision.PENDING,
        Decision.PENDING,
    ]
    assert (rows[0].accepted_count, rows[0].decided_on) == (2, dt.date(2018, 12, 28))
    assert errors(rows[1]) == [(Said.ACCEPTED_COUNT, 6)]
    assert rows[2].reason
    assert rows[4].leaves is Stage.WITHDRAWN
    assert rows[5].decided_on is None


def test_a_decision_may_be_assumed_for_a_list_of_what_was_accepted() -> None:
    assumed = Assumptions(decision=Decision.ACCEPTED, campaign="古旧书籍展")
    (row,) = read(["捐赠人", "日期", "题名"], ["张三", XMAS, "甲"], assumed=assumed)
    assert (row.decision, row.decided_on, row.campaign) == (
        Decision.ACCEPTED,
        XMAS,
        "古旧书籍展",
    )


def test_copies_are_flagged_by_a_column_or_a_remark() -> None:
    rows = read(
        ["捐赠人", "日期", "题名", "复本"], ["张三", XMAS, "甲", "是"], ["张三", XMAS, "甲", None]
    )
    assert [row.is_copy for row in rows] == [True, False]
    (row,) = read(["捐赠人", "日期", "题名", "备注"], ["张三", XMAS, "甲", "复本"])
    assert row.is_copy


def test_identifiers_must_be_ours() -> None:
    own = new_id()
    rows = read(
        ["行编号", "捐赠人", "日期", "题名"], [own, "张三", XMAS, "甲"], ["12", "张三", XMAS, "乙"]
    )
    assert rows[0].line_id == own
    assert errors(rows[1]) == [(Said.BAD_ID, 0)]


def test_a_title_of_ours_is_taken_as_it_stands() -> None:
    rows = read(
        ["行编号", "捐赠人", "日期", "题名"],
        [new_id(), "张三", XMAS, "《甲》"],
        [None, "张三", XMAS, "《甲》"],
        [None, "张三", XMAS, "《甲》《乙》"],
    )
    assert [row.title for row in rows] == ["《甲》", "甲", "《甲》《乙》"]


def test_donors_are_told_apart_by_what_is_said_of_them() -> None:
    (row,) = read(
        ["捐赠人", "个人/单位", "工作单位", "是否匿名", "日期", "题名"],
        ["张三", "个人", "醴陵一中", "是", XMAS, "甲"],
    )
    assert (row.donor.kind, row.donor.unit, row.donor.is_anonymous) == (
        DonorKind.PERSON,
        "醴陵一中",
        True,
    )
    assert row.donor.contact == {}
    assert Field.PHONE not in row.given
