"""Questions as they are typed; statements and counts as a list prints them."""

import pytest

from archive.catalogue.reprint import ReprintPlace
from archive.siku_set.printed_counts import NoNumber, read_count
from archive.siku_set.questions import WorkAsked, parse_label, parse_question
from archive.siku_set.statements import Responsible, parse_statement


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("湖廣通志卷三十", WorkAsked("湖廣通志", 30)),
        ("《湖廣通志》卷三十", WorkAsked("湖廣通志", 30)),
        ("湖广通志 30卷", WorkAsked("湖广通志", 30)),
        ("湖廣通志第三十卷", WorkAsked("湖廣通志", 30)),
        ("湖廣通志 卷一百二十", WorkAsked("湖廣通志", 120)),
        ("hgtz 30", WorkAsked("hgtz", 30)),
        ("湖廣通志卷首", WorkAsked("湖廣通志", 0)),
        ("湖廣通志", WorkAsked("湖廣通志")),
        ("湖廣通志卷三十葉三b", WorkAsked("湖廣通志", 30, 3, "b")),
        ("湖廣通志卷30 叶3 下", WorkAsked("湖廣通志", 30, 3, "b")),
        ("湖廣通志卷三十·叶又三·b", WorkAsked("湖廣通志", 30, 3, "b", "又")),
        ("三國志卷三", WorkAsked("三國志", 3)),
        ("531:46a", ReprintPlace(531, 46, "a")),
        ("第531册第46页", ReprintPlace(531, 46)),
        ("", None),
        ("卷三", None),
    ],
)
def test_a_question_is_understood(typed: str, asked: object) -> None:
    assert parse_question(typed) == asked


def test_a_label_of_a_page_says_its_leaf() -> None:
    assert parse_label("卷三十·叶三·a") == (30, "", 3, "a")
    assert parse_label("卷三十·叶又三·b") == (30, "又", 3, "b")
    assert parse_label("第 9 页") is None


@pytest.mark.parametrize(
    ("printed", "number", "reason"),
    [
        ("11 卷", 11, None),
        ("78", 78, None),
        ("存17 卷", None, NoNumber.PART_HELD),
        ("不分卷", None, NoNumber.UNDIVIDED),
        ("(1)", None, NoNumber.BRACKETED),
        ("（1）", None, NoNumber.BRACKETED),
        ("#", None, NoNumber.UNREADABLE),
        ("0 卷", None, NoNumber.UNREADABLE),
        ("", None, NoNumber.BLANK),
    ],
)
def test_a_count_is_a_number_or_kept_with_its_reason(
    printed: str, number: int | None, reason: NoNumber | None
) -> None:
    count = read_count(printed)
    assert (count.printed, count.number, count.reason) == (printed, number, reason)


def test_a_statement_names_each_person_with_dynasty_and_deed() -> None:
    statement = parse_statement("（清）邁柱監修；（清）夏力恕編纂")
    assert statement.people == (
        Responsible("邁柱", "清", "監修"),
        Responsible("夏力恕", "清", "編纂"),
    )
    assert statement.is_read
    assert str(parse_statement("（）闕名撰；（宋）陳友仁增修")) == "闕名撰；（宋）陳友仁增修"
    odd = parse_statement("（民國）趙爾巽 等巽")
    assert not odd.is_read
    assert str(odd) == "（民國）趙爾巽 等巽"
