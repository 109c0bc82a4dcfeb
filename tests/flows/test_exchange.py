"""Old lists brought in, and lists taken out and brought back, as staff do it at the desk."""

import datetime as dt
import io
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from httpx2 import Response
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import func, select

from archive.accounts.models import Role
from archive.accounts.service import change_branch, find_account_by_name
from archive.app import create_app
from archive.donations.decisions import Choice, decide
from archive.donations.kinds import Decision
from archive.donations.models import Donation, DonationLine
from archive.donations.schemas import NewDonor, NewLine
from archive.donors.models import DonorContact
from archive.donors.schemas import Contact
from archive.kernel import journal
from archive.kernel.house import House
from archive.kernel.settings import Settings
from archive.ledger.models import AcquisitionEntry
from tests.factories.gifts import make_donation
from tests.fixtures.clients import Client, Person
from tests.fixtures.houses import make_house
from tests.fixtures.servers import copy_database
from tests.flows.test_branches import make_branches

XMAS = dt.date(2018, 12, 27)
PHONE = "13800000000"
DIGEST = re.compile(r'name="digest" value="([0-9a-f]{64})"')


def old_list() -> Workbook:
    """A list as a library kept it: titles above, merged cells, missing dates, totals below."""
    book = Workbook()
    book.worksheets[0].title = "目录"
    sheet = book.create_sheet("2018年")
    rows: list[Sequence[object]] = [
        ["醴陵市图书馆2018年古旧书籍展捐赠登记表"],
        ["填表日期：2018年12月28日"],
        [
            "序号",
            "捐 赠 者",
            "联系电话",
            "捐赠时间",
            "书   名",
            "数量（册）",
            "处理意见",
            "备注",
            "馆长评语",
        ],
        [1, "张毓鋆", PHONE, "2018年12月1日", "《醴陵縣志》", 3, "接收", None, "甚好"],
        [2, None, None, None, "渌江书院讲义", "二册", "接收", None, None],
        [3, None, None, None, "醴陵縣志", 1, "接收", "复本", None],
        [4, "醴陵市档案局", None, None, "醴陵年鉴", "5本", "√", None, None],
        [5, "李四", None, "2018.6", "李氏家谱", "1函4册", "婉拒", None, None],
        ["合计", None, None, None, None, 15, None, None, None],
        ["制表人：王五"],
    ]
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("A1:I1")
    for column in "BCD":
        sheet.merge_cells(f"{column}4:{column}6")
    return book


def bytes_of(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def upload(client: Client, content: bytes, name: str = "清单.xlsx") -> Response:
    return client.submit("/desk/exchange/imports", files={"file": (name, content)})


def follow(client: Client, answer: Response) -> tuple[str, str]:
    """Return the address of an import and its page."""
    assert answer.status_code == 303, answer.text
    address = answer.headers["location"]
    return address, client.get(address).text


def confirm(client: Client, address: str, **fields: str) -> Response:
    digest = DIGEST.search(client.get(address).text)
    assert digest, "no preview"
    return client.submit(f"{address}/confirm", {"digest": digest[1], **fields})


def figures(house: House, day: dt.date) -> tuple[int, int]:
    wanted = select(
        func.coalesce(func.sum(AcquisitionEntry.title_count), 0),
        func.coalesce(func.sum(AcquisitionEntry.volume_count), 0),
    ).where(AcquisitionEntry.effective_on <= day)
    with house.database.read() as session:
        titles, volumes = session.execute(wanted).one()
    return int(titles), int(volumes)


def gift_count(house: House) -> int:
    with house.database.read() as session:
        return session.scalar(select(func.count()).select_from(Donation)) or 0


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


def sheet_of(rows: Iterable[Iterable[object]]) -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    return book, sheet


def test_bad_rows_are_named_by_row_and_column(house: House, staff: Client) -> None:
    book, sheet = sheet_of(
        [
            ["捐赠人", "日期", "题名", "年代", "册数"],
            ["张三", "2018-02-30", "甲", "咸豐十二年", -3],
            ["张三", XMAS, "<script>alert(1)</script>", "清同治十年", 1],
            ["张三", XMAS, "丙", None, 1],
        ]
    )
    sheet["E4"].value, sheet["E4"].data_type = "#REF!", "e"
    address, page = follow(staff, upload(staff, bytes_of(book)))
    assert "B 列：没有“2018-02-30”这一天" in page
    assert "D 列：年代：" in page
    assert "E 列：数目不能是负的（-3）" in page
    assert "E 列：公式出错（#REF!）" in page
    assert "<script>alert" not in page
    report = staff.get(f"{address}/report.csv").content.decode("utf-8-sig")
    assert "2,有错,张三,甲," in report
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


HARD = ("=1+1", "'+86", "@x", "一\n二", 'a"b,c;d', "《甲》", "𫖯𡝭髙")


def fill(house: House) -> None:
    with house.database.write() as session:
        journal.act_as(session, journal.SYSTEM, house.clock)
        lines = [NewLine(title, author=title, note=title, volume_count=3) for title in HARD]
        donor = NewDonor("张毓鋆", unit="=单位", credit_name="-署名", on_roll=True)
        contact = Contact(phone="+" + PHONE, email="a@b.example", address="=地址")
        first = make_donation(session, *lines, donor=donor, contact=contact, received_on=XMAS)
        choice = Choice(Decision.PARTLY_ACCEPTED, "缺页", 2, dt.date(2019, 1, 3))
        decide(session, first.lines[0].id, choice)
        decide(session, first.lines[1].id, Choice(Decision.DECLINED, "重复"))
        copy = NewLine("=1+1", volume_count=1, copy_of_line_id=first.lines[0].id)
        photographs = NewLine("老照片", volume_count=0, piece_count=5, value_cents=12_345)
        second = make_donation(session, copy, photographs, donor=first.donor.id)
        decide(session, second.lines[0].id, Choice(Decision.ACCEPTED))


def export(client: Client, **fields: str) -> bytes:
    answer = client.submit("/desk/exchange/exports", fields)
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "private, no-store"
    return answer.content


@pytest.mark.parametrize("file_format", ["xlsx", "csv"])
@pytest.mark.parametrize("what", ["gifts", "donors"])
def test_what_is_taken_out_comes_back_without_a_difference(
    house: House, staff: Client, what: str, file_format: str
) -> None:
    fill(house)
    content = export(staff, what=what, format=file_format, with_contact="true")
    address, page = follow(staff, upload(staff, content, f"x.{file_format}"))
    assert 'class="badge badge--bad"' not in page
    assert confirm(staff, address).status_code == 409
    assert "没有要写入的内容" in confirm(staff, address).text


@pytest.mark.parametrize("file_format", ["xlsx", "csv"])
def test_another_archive_takes_it_in_without_loss(
    house: House, staff: Client, tmp_path: Path, sqlite_template: Path, file_format: str
) -> None:
    fill(house)
    content = export(staff, what="gifts", format=file_format, with_contact="true")
    (tmp_path / "other").mkdir()
    database = copy_database(sqlite_template, tmp_path / "other")
    other = make_house(Settings(data_dir=tmp_path / "other"), database)
    with Client(create_app(other), base_url="http://testserver") as client:
        client.submit("/welcome", {"name": "gly", "password": "correct-horse-battery"})
        address, _page = follow(client, upload(client, content, f"x.{file_format}"))
        assert confirm(client, address).status_code == 303
    assert described(other) == described(house)
    for day in (XMAS, dt.date(2019, 1, 3), house.clock.now().date()):
        assert figures(other, day) == figures(house, day)
    database.dispose()


def described(house: House) -> list[tuple[object, ...]]:
    columns = (
        DonationLine.title,
        DonationLine.author,
        DonationLine.note,
        DonationLine.volume_count,
        DonationLine.piece_count,
        DonationLine.value_cents,
        DonationLine.decision,
        DonationLine.decision_reason,
        DonationLine.accepted_volume_count,
        DonationLine.decided_on,
        Donation.received_on,
        DonorContact.phone,
        DonorContact.email,
        DonorContact.address,
    )
    wanted = (
        select(*columns)
        .join(Donation, DonationLine.donation_id == Donation.id)
        .join(DonorContact, DonorContact.donor_id == Donation.donor_id)
        .order_by(Donation.received_on, DonationLine.sequence)
    )
    with house.database.read() as session:
        return [tuple(row) for row in session.execute(wanted)]


def test_ways_to_reach_a_donor_leave_only_when_asked_for(house: House, staff: Client) -> None:
    fill(house)
    for what in ("gifts", "donors"):
        assert PHONE.encode() not in export(staff, what=what, format="csv")
    with_contact = export(staff, what="donors", format="csv", with_contact="true")
    assert PHONE.encode() in with_contact
    with house.database.read() as session:
        entries = session.scalars(select(journal.JournalEntry)).all()
    assert [e.after for e in entries if e.action == "exchange.export.contacts"] == [{"count": 1}]
    assert all(PHONE not in str((e.before, e.after, e.why)) for e in entries)
    assert "导出了联系方式" in staff.get("/desk/exchange").text
    assert list((house.settings.data_dir / "exchange").iterdir()) == []


def test_a_row_that_was_changed_in_excel_is_changed_here(house: House, staff: Client) -> None:
    fill(house)
    book = load_workbook(io.BytesIO(export(staff, what="gifts", format="xlsx")))
    sheet = book.worksheets[0]
    column = [cell.value for cell in sheet[1]].index("题名") + 1
    row = next(r for r in range(2, 20) if sheet.cell(r, column).value == "@x")
    sheet.cell(row, column).value = "改过的题名"
    address, page = follow(staff, upload(staff, bytes_of(book)))
    assert "题名：@x → 改过的题名" in page
    confirm(staff, address)
    with house.database.read() as session:
        assert "改过的题名" in set(session.scalars(select(DonationLine.title)))
    staff.submit(f"{address}/undo")
    with house.database.read() as session:
        assert "@x" in set(session.scalars(select(DonationLine.title)))


def test_the_template_is_understood_when_it_is_filled_in(house: House, staff: Client) -> None:
    content = staff.get("/desk/exchange/template.xlsx").content
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    given = {"捐赠人": "张三", "收到日期": XMAS, "题名": "甲", "册数": 2, "决定": "已接收"}
    sheet.append([given.get(str(heading)) for heading in headings])
    address, _page = follow(staff, upload(staff, bytes_of(book)))
    confirm(staff, address)
    assert figures(house, XMAS) == (1, 2)


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
