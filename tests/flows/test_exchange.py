"""Old lists brought in, and lists taken out and brought back, as staff do it at the desk."""

import datetime as dt
import io
import os
import re

import pytest
from httpx2 import Response
from openpyxl import Workbook, load_workbook
from sqlalchemy import select

from archive.accounts.models import Role
from archive.accounts.service import change_branch, find_account_by_name
from archive.donations.models import Donation, DonationLine
from archive.donors.models import DonorContact
from archive.kernel.house import House
from tests.fixtures.clients import Client, Person
from tests.flows.exchanging import (
    PHONE,
    XMAS,
    bytes_of,
    confirm,
    export,
    figures,
    fill,
    follow,
    gift_count,
    old_list,
    sheet_of,
    upload,
)
from tests.flows.test_branches import make_branches


@pytest.fixture
def staff(person: Person) -> Client:
    return person(Role.STAFF)


def test_an_old_list_is_seen_corrected_brought_in_and_taken_back(
    house: House, staff: Client
) -> None:
    address, page = follow(staff, upload(staff, bytes_of(old_list())))
    assert "工作表“2018年”，标题在第 3 行" in page
    assert "D 列：没有日期" in page
    assert "表末合计 15 与读到的一致" in page
    assert "制表人：王五" in page
    assert PHONE not in page

    refused = confirm(staff, address)
    assert refused.status_code == 409
    assert gift_count(house) == 0

    settled = staff.submit(f"{address}/settings", {"day": "2018-12-27", "campaign": "古旧书籍展"})
    assert settled.status_code == 303
    page = staff.get(address).text
    assert "没有错误，可以导入" in page
    assert "只写了月份，算作 2018-06-30" in page
    assert "与“醴陵縣志”同一种，只计册" in page

    done = staff.get(confirm(staff, address).headers["location"]).text
    assert "导入结果" in done
    assert re.search(r'href="/desk/donations/\w{12}"', done)
    assert figures(house, XMAS) == (3, 11)
    assert figures(house, dt.date(2018, 12, 1)) == (2, 6)
    with house.database.read() as session:
        assert session.scalars(select(DonorContact.phone)).all() == [PHONE]
        notes = set(session.scalars(select(DonationLine.note)))
    assert "馆长评语：甚好" in notes
    assert list((house.settings.data_dir / "exchange").iterdir()) == []

    assert staff.submit(f"{address}/undo").status_code == 303
    assert figures(house, XMAS) == (0, 0)
    assert "已撤销" in staff.get("/desk/exchange").text


@pytest.mark.parametrize("answer", ["confirm", "settings", "cancel", "undo"])
def test_an_import_that_is_over_stays_over(staff: Client, answer: str) -> None:
    address, _page = follow(staff, upload(staff, bytes_of(old_list())))
    assert staff.submit(f"{address}/cancel").status_code == 303
    assert staff.submit(f"{address}/{answer}").status_code in {303, 409}
    assert "已放弃" in staff.get(address).text


def test_bad_rows_are_named_by_row_and_column(house: House, staff: Client) -> None:
    book, sheet = sheet_of(
        [
            ["捐赠人", "日期", "题名", "年代", "册数"],
            ["张三", "2018-02-30", "甲", "咸豐十二年", -3],
            ["张三", XMAS, "<script>alert(1)</script>", "清同治十年", 1],
            ["张三", XMAS, "丙", None, 1],
            ["李四", XMAS, "丁", None, -1],
            ["张三", XMAS, "戊", "清同治十年", 1],
        ]
    )
    sheet["E4"].value, sheet["E4"].data_type = "#REF!", "e"
    sheet["D4"].value, sheet["D4"].data_type = "#DIV/0!", "e"
    address, page = follow(staff, upload(staff, bytes_of(book)))
    assert "B 列：没有“2018-02-30”这一天" in page
    assert "D 列：年代：" in page
    assert "E 列：数目不能是负的（-3）" in page
    assert "E 列：公式出错（#REF!）" in page
    assert "D 列：公式出错（#DIV/0!）" in page
    assert "C 列：有网页代码" in page
    assert "<script>alert" not in page
    donors = re.search(r"新的捐赠人</dt>\s*<dd[^>]*>(\d+)", page)
    assert donors
    assert donors.group(1) == "1", "of a row that is refused nobody is taken in"
    report = staff.get(f"{address}/report.csv").content.decode("utf-8-sig")
    assert "2,有错,张三,甲," in report
    confirm(staff, address)
    assert gift_count(house) == 0
    confirm(staff, address, leave_out="true")
    assert gift_count(house) == 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("旧表.xls", b"\xd0\xcf\x11\xe0" + b"x" * 600, "另存为不加密的 .xlsx"),
        ("清单.xlsx", bytes_of(Workbook()), "没有找到清单"),
        ("清单.csv", "姓\n张".encode(), "没有找到清单"),
        ("清单.csv", '题名,捐赠人\n"没有配对'.encode(), "引号没有配对"),
    ],
    ids=["xls", "empty", "wrong sheet", "quote"],
)
def test_a_file_that_cannot_be_read_is_refused_at_its_field(
    house: House, staff: Client, name: str, content: bytes, said: str
) -> None:
    answer = upload(staff, content, name)
    assert answer.status_code == 422
    assert said in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert list((house.settings.data_dir / "exchange").iterdir()) == []


def test_a_file_that_is_too_large_is_refused(staff: Client) -> None:
    content = b"x" * (50 * 10**6 + 1)
    # As the script sends it: with the token in a header, a large body passes to its address.
    answer = staff.post(
        "/desk/exchange/imports",
        files={"file": ("清单.csv", content)},
        headers={"Accept": "text/html", "X-CSRF-Token": staff.token},
    )
    assert answer.status_code == 413
    assert "文件太大" in answer.text


def test_nothing_chosen_is_told(staff: Client) -> None:
    assert "请选择一个文件" in upload(staff, b"", "").text


def test_a_pasted_table_is_brought_in(house: House, staff: Client) -> None:
    pasted = "捐赠人\t日期\t题名\t册数\n张三\t2018-12-27\t甲\t2\n"
    answer = staff.submit("/desk/exchange/imports", {"pasted": pasted})
    address, _page = follow(staff, answer)
    confirm(staff, address)
    assert gift_count(house) == 1


def test_a_list_in_the_encoding_of_old_excel_is_read(house: House, staff: Client) -> None:
    content = "捐赠人,日期,题名\n张毓鋆,2018/12/27,醴陵縣志\n".encode("gb18030")
    address, page = follow(staff, upload(staff, content, "清单.csv"))
    assert "gb18030" in page
    confirm(staff, address)
    with house.database.read() as session:
        assert session.scalars(select(DonationLine.title)).all() == ["醴陵縣志"]


def test_another_sheet_and_other_columns_may_be_chosen(house: House, staff: Client) -> None:
    book, _sheet = sheet_of([["捐赠人", "日期", "题名", "某某"], ["张三", XMAS, "甲", "李白"]])
    other = book.create_sheet("另一张")
    for row in (["捐赠人", "日期", "题名"], ["李四", XMAS, "乙"]):
        other.append(row)
    address, _page = follow(staff, upload(staff, bytes_of(book)))
    staff.submit(f"{address}/settings", {"sheet": "Sheet", "column-3": "author"})
    staff.submit(f"{address}/settings", {"sheet": "另一张"})
    assert "李四" in staff.get(address).text
    staff.submit(f"{address}/settings", {"sheet": "Sheet"})
    staff.submit(f"{address}/settings", {"sheet": "Sheet", "column-3": "author"})
    confirm(staff, address)
    with house.database.read() as session:
        assert session.execute(select(DonationLine.title, DonationLine.author)).all() == [
            ("甲", "李白")
        ]


def test_who_works_for_one_branch_imports_for_that_branch_alone(
    house: House, staff: Client
) -> None:
    here, there = make_branches(house)
    fill(house)
    with house.database.write() as session:
        change_branch(session, find_account_by_name(session, "staff").id, here)
        for gift in session.scalars(select(Donation)):
            gift.branch_id = there
    book = load_workbook(io.BytesIO(export(staff, what="gifts", format="xlsx")))
    column = [cell.value for cell in book.worksheets[0][1]].index("题名") + 1
    book.worksheets[0].cell(2, column).value = "改过的题名"
    _address, page = follow(staff, upload(staff, bytes_of(book)))
    assert "属于另一个馆，您的账号不能更改" in page

    rows: list[list[object]] = [
        ["捐赠人", "日期", "题名", "分馆"],
        ["李四", XMAS, "甲", None],
        ["李四", XMAS, "乙", "乙馆"],
    ]
    address, page = follow(staff, upload(staff, bytes_of(sheet_of(rows)[0])))
    assert page.count("属于另一个馆，您的账号不能更改") == 1
    confirm(staff, address, leave_out="true")
    with house.database.write() as session:
        (made,) = session.scalars(select(Donation).where(Donation.branch_id == here))
        made.branch_id = there
    assert staff.submit(f"{address}/undo").status_code == 403


def test_the_imports_that_wait_for_oneself_are_listed(staff: Client) -> None:
    address, _page = follow(staff, upload(staff, bytes_of(old_list())))
    assert address in staff.get("/desk/exchange?show=mine").text
    staff.submit(f"{address}/cancel")
    assert address not in staff.get("/desk/exchange?show=mine").text


def test_the_files_of_forgotten_imports_are_erased_by_the_sweep(
    house: House, staff: Client
) -> None:
    address, _page = follow(staff, upload(staff, bytes_of(old_list())))
    folder = house.settings.data_dir / "exchange"
    house.jobs.go_round()
    assert len(list(folder.iterdir())) == 2
    for path in folder.iterdir():
        os.utime(path, (0, 0))
    house.jobs.go_round()
    assert list(folder.iterdir()) == []
    assert "已经清除" in staff.get(address).text
    assert confirm_blindly(staff, address).status_code == 409


def confirm_blindly(client: Client, address: str) -> Response:
    return client.submit(f"{address}/confirm", {"digest": "0" * 64})
