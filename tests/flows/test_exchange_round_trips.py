"""What is taken out of the archive comes back, here or in another one, without loss."""

import csv
import datetime as dt
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from archive.accounts.models import Role
from archive.app import create_app
from archive.donations.models import Donation, DonationLine
from archive.donors.models import DonorContact
from archive.kernel import journal
from archive.kernel.house import House
from archive.kernel.settings import Settings
from tests.fixtures.clients import Client, Person
from tests.fixtures.houses import make_house
from tests.fixtures.servers import copy_database
from tests.flows.exchanging import (
    PHONE,
    XMAS,
    bytes_of,
    confirm,
    export,
    figures,
    fill,
    follow,
    upload,
)


@pytest.fixture
def staff(person: Person) -> Client:
    return person(Role.STAFF)


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


def test_days_in_the_wrong_order_are_refused(staff: Client) -> None:
    days = {"first_day": "2026-03-02", "last_day": "2026-03-01"}
    answer = staff.submit("/desk/exchange/exports", days)
    assert answer.status_code == 422
    assert "导出的条件有误" in answer.text


@pytest.mark.parametrize("file_format", ["xlsx", "csv"])
def test_a_list_at_the_desk_is_taken_out_as_it_is_narrowed(
    house: House, staff: Client, file_format: str
) -> None:
    fill(house)
    assert f"/desk/exchange/gifts.{file_format}?month=2018-12" in (
        staff.get("/desk/donations?month=2018-12").text
    )
    assert f"/desk/exchange/donors.{file_format}?q=" in staff.get("/desk/donors").text
    for path, count in (
        ("gifts", 9),
        ("gifts?month=2018-12", 7),
        ("gifts?month=2001-01", 0),
        ("donors?q=张毓鋆", 1),
        ("donors?q=李四", 0),
        ("donors?kind=organisation", 0),
    ):
        what, _, query = path.partition("?")
        answer = staff.get(f"/desk/exchange/{what}.{file_format}?{query}")
        assert answer.status_code == 200
        assert PHONE not in answer.text
        assert answer.headers["cache-control"] == "private, no-store"
        assert rows_of(answer.content, file_format) == count
    assert staff.get("/desk/exchange/gifts.exe").status_code == 422


def rows_of(content: bytes, file_format: str) -> int:
    """Return how many rows a file has below its heading; no cell of it holds a telephone number."""
    if file_format == "csv":
        return len(list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))) - 1
    rows = list(load_workbook(io.BytesIO(content)).worksheets[0].values)
    assert PHONE not in repr(rows)
    return len(rows) - 1
