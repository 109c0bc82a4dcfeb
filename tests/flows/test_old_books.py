"""Old summary registers and registers of withdrawals, as libraries kept them in Excel."""

import datetime as dt
import re

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from archive.accessions.corrections import correct_entry
from archive.accessions.deregistering import list_deregistrations
from archive.accessions.models import EntryKind
from archive.accessions.months import close_month
from archive.accessions.queries import list_batches
from archive.accessions.schemas import DeregistrationReason
from archive.accounts.models import Role
from archive.catalogue.queries import count_held
from archive.kernel import journal
from archive.kernel.house import House
from tests.factories.registered import register_volumes
from tests.fixtures.clients import Client, Person
from tests.flows.exchanging import bytes_of, confirm, follow, sheet_of, upload

BAD = 'class="badge badge--bad"'


@pytest.fixture
def keeper(person: Person) -> Client:
    return person(Role.ADMINISTRATOR)


SUMMARY: list[list[object]] = [
    [],
    ["醴陵市图书馆图书财产总括登记簿"],
    [],
    [
        "登记日期",
        "总登记号",
        "单据号",
        "来源",
        "数量",
        None,
        "总金额",
        "个别登记号",
        None,
        "备注",
    ],
    [None, None, None, None, "种", "册", None, "起", "止", None],
    [
        "2009年3月5日",
        "2009-3",
        "发票123",
        "新华书店",
        2,
        3,
        "1,203.50",
        "000041",
        "000043",
        None,
    ],
    [None, "2009-4", None, "捐赠", "1种", "2册", None, "000044", "000045", "缺一张收条"],
    ["过次页", None, None, None, 3, 5, None, None, None, None],
    ["承前页", None, None, None, 3, 5, None, None, None, None],
    [40178, "2009-5", "=VOUCHER", "赠", 1, 5, 30, "000046", "000050", None],
    ["合计", None, None, None, 4, 10, None, None, None, None],
    ["制表人：王五"],
]


def old_summary() -> Workbook:
    """A book of two heading rows, merged days, carried rows, a serial day and totals."""
    book, sheet = sheet_of(SUMMARY)
    sheet["C10"].data_type = "s"
    sheet["D6"].comment = Comment("看不清", "王五")
    sheet.row_dimensions[7].hidden = True
    for area in ("A2:J2", "A6:A7", "E4:F4", "H4:I4", "A4:A5"):
        sheet.merge_cells(area)
    return book


def entries(house: House) -> list[tuple[object, ...]]:
    with house.database.read() as session:
        return [
            (b.number, b.registered_on, b.title_count, b.volume_count, b.first_label, b.last_label)
            for b in list_batches(session)
        ]


def test_an_old_summary_register_keeps_its_numbers(house: House, keeper: Client) -> None:
    address, page = follow(keeper, upload(keeper, bytes_of(old_summary())))
    assert BAD not in page
    assert "总括登记" in page
    assert page.count("表末合计 10 与读到的一致") + page.count("表末合计 4 与读到的一致") == 2
    assert entries(house) == []
    confirm(keeper, address)
    day = dt.date(2009, 3, 5)
    assert entries(house) == [
        ("2009-3", day, 2, 3, "000041", "000043"),
        ("2009-4", day, 1, 2, "000044", "000045"),
        ("2009-5", dt.date(2009, 12, 31), 1, 5, "000046", "000050"),
    ]
    with house.database.read() as session:
        first, second, third = list_batches(session)
    assert (first.note, first.source_text, first.value_cents) == ("发票123", "新华书店", 120_350)
    assert (second.mode, second.remark, third.note) == ("donation", "缺一张收条", "=VOUCHER")
    for width in ("summary", "individual", "withdrawals"):
        assert keeper.get(f"/desk/registers/{width}").status_code == 200
    assert "个别登记还没有转入" in keeper.get(f"/desk/registers/batches/{first.id}").text
    with house.database.write() as session:
        journal.act_as(session, journal.SYSTEM, house.clock)
        (new,) = register_volumes(session, count=1)
    assert new.accession_label == "000051"


def test_what_was_brought_in_twice_is_the_same(house: House, keeper: Client) -> None:
    for _ in range(2):
        address, page = follow(keeper, upload(keeper, bytes_of(old_summary())))
        answer = confirm(keeper, address)
    assert answer.status_code == 409
    assert BAD not in page
    other = old_summary()
    other.worksheets[0]["F6"] = 4
    other.worksheets[0]["I6"] = "000044"
    _address, page = follow(keeper, upload(keeper, bytes_of(other)))
    assert "登记簿只能用“更正”改" in page
    assert len(entries(house)) == 3


def test_an_import_of_a_summary_register_is_undone_without_a_gap(
    house: House, keeper: Client
) -> None:
    address, _page = follow(keeper, upload(keeper, bytes_of(old_summary())))
    confirm(keeper, address)
    assert keeper.submit(f"{address}/undo").status_code == 303
    assert entries(house) == []
    assert "号码退回" in keeper.get(address).text
    with house.database.write() as session:
        journal.act_as(session, journal.SYSTEM, house.clock)
        assert register_volumes(session, count=1)[0].accession_label == "000001"


def test_entries_that_are_in_use_are_not_undone(house: House, keeper: Client) -> None:
    address, _page = follow(keeper, upload(keeper, bytes_of(old_summary())))
    confirm(keeper, address)
    with house.database.write() as session:
        journal.act_as(session, journal.SYSTEM, house.clock)
        register_volumes(session, count=1)
    refused = keeper.submit(f"{address}/undo")
    assert refused.status_code == 409
    assert "留下空号" in refused.text
    assert len(entries(house)) == 4


def test_a_corrected_entry_and_a_closed_month_are_not_undone(house: House, keeper: Client) -> None:
    address, _page = follow(keeper, upload(keeper, bytes_of(old_summary())))
    confirm(keeper, address)
    with house.database.write() as session:
        journal.act_as(session, journal.SYSTEM, house.clock)
        correct_entry(session, EntryKind.BATCH, "2009-4", was="2册", is_now="3册", why="点错")
    assert "2009-4" in keeper.submit(f"{address}/undo").text
    with house.database.write() as session:
        journal.act_as(session, journal.SYSTEM, house.clock)
        close_month(session, 2009, 12, "2009-12")
    assert "已结账" in keeper.submit(f"{address}/undo").text
    assert len(entries(house)) == 3


VOLUMES: list[list[object]] = [
    ["登录号", "书名", "责任者", "册次", "总登记号"],
    ["000041", "醴陵縣志", "徐淦", "上", "2009-3"],
    ["000042", "醴陵縣志", "徐淦", "下", "2009-3"],
    ["000043", "李氏家谱", None, None, "2009-3"],
]


def test_volumes_follow_the_entry_they_belong_to(house: House, keeper: Client) -> None:
    address, _page = follow(keeper, upload(keeper, bytes_of(old_summary())))
    confirm(keeper, address)
    address, page = follow(keeper, upload(keeper, bytes_of(sheet_of(VOLUMES)[0])))
    assert BAD not in page
    assert page.count("归入已转入的总括登记 2009-3") == 3
    confirm(keeper, address)
    with house.database.read() as session:
        first = list_batches(session)[0]
    assert (first.volume_count, first.item_count, first.registered_on.year) == (3, 3, 2009)
    surplus: list[list[object]] = [*VOLUMES[:1], ["000099", "又一册", None, None, "2009-3"]]
    _address, page = follow(keeper, upload(keeper, bytes_of(sheet_of(surplus)[0])))
    assert "只有 3 册，这一行多出来了" in page


def test_an_entry_made_from_its_volumes_is_completed(house: House, keeper: Client) -> None:
    dated = [[*VOLUMES[0], "登记日期"], *([*row, "2009-3-5"] for row in VOLUMES[1:])]
    address, _page = follow(keeper, upload(keeper, bytes_of(sheet_of(dated)[0])))
    confirm(keeper, address)
    address, page = follow(keeper, upload(keeper, bytes_of(old_summary())))
    assert "凭证：导入“清单.xlsx” → 发票123" in page
    confirm(keeper, address)
    with house.database.read() as session:
        first = list_batches(session)[0]
    assert (first.note, first.source_text, first.item_count) == ("发票123", "新华书店", 3)
    assert keeper.submit(f"{address}/undo").status_code == 303
    with house.database.read() as session:
        (back,) = list_batches(session)
    assert (back.note, back.source_text, back.value_cents) == ("导入“清单.xlsx”", "", 0)


@pytest.mark.parametrize(
    ("cell", "value", "said"),
    [
        ("F6", "#REF!", "公式出错（#REF!）"),
        ("B7", "#N/A", "公式出错（#N/A）"),
        ("F6", -3, "数目不能是负的"),
        ("A10", "2009-02-30", "没有“2009-02-30”这一天"),
        ("A10", "2999-01-01", "还没有到"),
        ("B10", "2009-3", "出现了两次"),
        ("I6", "000040", "起止号不成一段"),
        ("C6", "x" * 301, "超过 300 个字"),
        ("C6", "<script>alert(1)</script>", "有网页代码"),
        ("G6", "很贵", "不是金额"),
    ],
)
def test_what_is_wrong_in_an_old_book_is_told_at_its_row(
    house: House, keeper: Client, cell: str, value: str | int, said: str
) -> None:
    book = old_summary()
    book.worksheets[0][cell] = value
    if str(value).startswith("#"):
        book.worksheets[0][cell].data_type = "e"
    address, page = follow(keeper, upload(keeper, bytes_of(book)))
    assert said in page
    assert page.count(BAD) == 1
    assert confirm(keeper, address).status_code == 409
    assert entries(house) == []


def test_a_range_that_is_another_entrys_and_a_closed_month_are_refused(
    house: House, keeper: Client
) -> None:
    with house.database.write() as session:
        journal.act_as(session, journal.SYSTEM, house.clock)
        register_volumes(session, count=42)
        close_month(session, 2009, 12, "2009-12")
    _address, page = follow(keeper, upload(keeper, bytes_of(old_summary())))
    assert "“000041”已属于总括登记 2026-0001" in page
    assert "2009-12 已结账" in page


def old_withdrawals() -> Workbook:
    """A book of withdrawals with merged cells, a missing number, and its total."""
    book, sheet = sheet_of(
        [
            ["醴陵市图书馆注销登记簿"],
            ["注销登记号", "注销日期", "财产号", "书名", "注销原因", "批准文号", "价格"],
            ["注2019-0007", "2026年2月3日", "000001", "大清一統志", "遗失", "馆字3号", 12],
            [None, None, "000002", None, "水渍霉烂", None, None],
            ["合计", None, 2, None, None, None, None],
        ]
    )
    sheet.merge_cells("A1:G1")
    sheet.merge_cells("B3:B4")
    sheet.merge_cells("F3:F4")
    return book


def gone(house: House) -> list[tuple[object, ...]]:
    with house.database.read() as session:
        return [
            (row.number, row.deregistered_on, row.label, row.reason, row.approval, row.remark)
            for row in list_deregistrations(session)
        ]


def enter(house: House, count: int = 3) -> None:
    with house.database.write() as session:
        journal.act_as(session, journal.SYSTEM, house.clock)
        register_volumes(session, count=count)


def test_an_old_register_of_withdrawals_takes_volumes_out(house: House, keeper: Client) -> None:
    enter(house)
    address, page = follow(keeper, upload(keeper, bytes_of(old_withdrawals())))
    assert BAD not in page
    assert "注销日期早于登记日期 2026-03-02" in page
    refused = confirm(keeper, address)
    assert refused.status_code == 422
    assert "注销 2 册" in refused.text
    assert gone(house) == []
    assert confirm(keeper, address, typed="注销 2 册").status_code == 303
    day = dt.date(2026, 2, 3)
    lost, damaged = DeregistrationReason.LOST, DeregistrationReason.DAMAGED
    assert gone(house) == [
        ("注2019-0007", day, "000001", lost, "馆字3号", "价格：12"),
        ("注2026-0001", day, "000002", damaged, "馆字3号", "水渍霉烂"),
    ]
    with house.database.read() as session:
        assert count_held(session)[1] == 1
    again, page = follow(keeper, upload(keeper, bytes_of(old_withdrawals())))
    assert page.count("已于 2026-02-03 注销") == 2
    assert confirm(keeper, again, typed="注销 0 册").status_code == 409
    assert keeper.submit(f"{address}/undo").status_code == 303
    assert gone(house) == []
    with house.database.read() as session:
        assert count_held(session)[1] == 3


def test_what_cannot_be_taken_out_is_told_row_by_row(house: House, keeper: Client) -> None:
    enter(house, 1)
    book = old_withdrawals()
    book.worksheets[0]["D3"] = "四庫全書"
    address, page = follow(keeper, upload(keeper, bytes_of(book)))
    assert "登记簿中没有登录号“000002”，请先导入个别登记簿" in page
    assert "在登记簿中是《大清一統志》" in page
    report = keeper.get(f"{address}/report.csv").text
    assert "000001" in report
    assert "登记簿中没有登录号“000002”" in report
    assert confirm(keeper, address, typed="注销 0 册").status_code == 409
    assert gone(house) == []


def test_only_who_keeps_the_registers_takes_volumes_out(house: House, person: Person) -> None:
    enter(house)
    staff = person(Role.STAFF)
    address, _page = follow(staff, upload(staff, bytes_of(old_withdrawals())))
    refused = confirm(staff, address, typed="注销 2 册")
    assert refused.status_code == 403
    assert "只能由管理员导入" in refused.text
    assert gone(house) == []


def test_the_registers_come_in_as_csv_too(house: House, keeper: Client) -> None:
    enter(house)
    for register in ("summary", "individual", "withdrawals"):
        content = keeper.get(f"/desk/registers/{register}.csv").content
        page = upload(keeper, content, "x.csv")
        assert page.status_code == 303
        assert not re.search(BAD, keeper.get(page.headers["location"]).text)
