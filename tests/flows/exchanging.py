"""Files that staff bring in and take out, and what they do with them at the desk."""

import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence

from httpx2 import Response
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import func, select

from archive.donations.decisions import Choice, decide
from archive.donations.kinds import Decision
from archive.donations.models import Donation
from archive.donations.schemas import NewDonor, NewLine
from archive.donors.schemas import Contact
from archive.kernel import journal
from archive.kernel.house import House
from archive.ledger.models import AcquisitionEntry
from tests.factories.gifts import make_donation
from tests.fixtures.clients import Client

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
    """Return a workbook as a file."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def upload(client: Client, content: bytes, name: str = "清单.xlsx") -> Response:
    """Send a file to be imported."""
    return client.submit("/desk/exchange/imports", files={"file": (name, content)})


def follow(client: Client, answer: Response) -> tuple[str, str]:
    """Return the address of an import and its page."""
    assert answer.status_code == 303, answer.text
    address = answer.headers["location"]
    return address, client.get(address).text


def confirm(client: Client, address: str, **fields: str) -> Response:
    """Let an import that was previewed be written."""
    digest = DIGEST.search(client.get(address).text)
    assert digest, "no preview"
    return client.submit(f"{address}/confirm", {"digest": digest[1], **fields})


def figures(house: House, day: dt.date) -> tuple[int, int]:
    """Return how many 种 and 册 the ledger counts by a day."""
    wanted = select(
        func.coalesce(func.sum(AcquisitionEntry.title_count), 0),
        func.coalesce(func.sum(AcquisitionEntry.volume_count), 0),
    ).where(AcquisitionEntry.effective_on <= day)
    with house.database.read() as session:
        titles, volumes = session.execute(wanted).one()
    return int(titles), int(volumes)


def gift_count(house: House) -> int:
    """Return how many gifts there are."""
    with house.database.read() as session:
        return session.scalar(select(func.count()).select_from(Donation)) or 0


def sheet_of(rows: Iterable[Iterable[object]]) -> tuple[Workbook, Worksheet]:
    """Return a workbook of one sheet with these rows."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    return book, sheet


HARD = ("=1+1", "'+86", "@x", "一\n二", 'a"b,c;d', "《甲》", "𫖯𡝭髙")


def fill(house: House) -> None:
    """Log two gifts that are hard to write in a table."""
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
    """Take a list out of the archive."""
    answer = client.submit("/desk/exchange/exports", fields)
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "private, no-store"
    return answer.content
