"""Registers that were kept before, taken over with their numbers."""

import datetime as dt

import pytest

from archive.accessions.months import close_month
from archive.accessions.queries import list_batches, list_items
from archive.accessions.schemas import NewHolding
from archive.accessions.service import register_existing
from archive.accounts.models import Role
from archive.catalogue.schemas import NewVolume, TitleFields, TitleKind
from archive.kernel import journal
from archive.kernel.house import House
from archive.kernel.identifiers import new_id
from tests.fixtures.clients import Client, Person
from tests.flows.exchanging import bytes_of, confirm, follow, sheet_of, upload


@pytest.fixture
def staff(person: Person) -> Client:
    return person(Role.STAFF)


OLD_REGISTER: list[list[object]] = [
    ["醴陵市图书馆地方文献个别登记簿"],
    ["财产登记号", "登记日期", "书名", "著者", "册次", "分类号", "总登记号", "价值（元）", "附注"],
    ["DF00041", "2009年3月5日", "醴陵縣志", "徐淦", "第一册", "K296.44", "2009-3", 30, "虫蛀"],
    ["DF00042", None, "醴陵縣志", "徐淦", "第二册", "K296.44", "2009-3", 30, None],
    ["000120", None, "李氏家谱", None, None, None, "2009-3", None, None],
]


def test_an_old_register_is_taken_over_with_its_numbers(house: House, staff: Client) -> None:
    address, page = follow(staff, upload(staff, bytes_of(sheet_of(OLD_REGISTER)[0])))
    assert "登记簿是财产账" in page
    assert staff.get(confirm(staff, address).headers["location"]).status_code == 200
    with house.database.read() as session:
        (batch,) = list_batches(session)
        items = list_items(session)
    assert (batch.number, batch.registered_on) == ("2009-3", dt.date(2009, 3, 5))
    assert (batch.title_count, batch.volume_count, batch.value_cents) == (2, 3, 6000)
    assert [(item.label, item.volume.label, item.volume.shelfmark) for item in items] == [
        ("DF00041", "第一册", "K296.44"),
        ("DF00042", "第二册", "K296.44"),
        ("000120", "全一册", ""),
    ]
    assert items[0].volume.copy_id == items[1].volume.copy_id
    refused = staff.submit(f"{address}/undo")
    assert refused.status_code == 409
    assert "财产账" in refused.text


def test_a_number_that_was_taken_over_is_never_given_out_again(house: House, staff: Client) -> None:
    address, _page = follow(staff, upload(staff, bytes_of(sheet_of(OLD_REGISTER)[0])))
    confirm(staff, address)
    with house.database.write() as session:
        journal.act_as(session, journal.SYSTEM, house.clock)
        fields = TitleFields(title="新书")
        volumes = (NewVolume("全一册"),)
        holding = NewHolding(new_id(), TitleKind.LOCAL_DOCUMENT, fields, volumes)
        assert register_existing(session, holding).first_label == "000121"


def test_what_stands_in_the_register_is_not_overwritten(staff: Client) -> None:
    address, _page = follow(staff, upload(staff, bytes_of(sheet_of(OLD_REGISTER)[0])))
    confirm(staff, address)
    for kind in ("xlsx", "csv"):
        content = staff.get(f"/desk/registers/individual.{kind}").content
        _address, page = follow(staff, upload(staff, content, f"x.{kind}"))
        assert 'class="badge badge--bad"' not in page
        assert page.count("不变") > 3
    changed: list[list[object]] = [
        *OLD_REGISTER[:2],
        ["DF00041", "2009-03-05", "别的书", *[None] * 6],
    ]
    _address, page = follow(staff, upload(staff, bytes_of(sheet_of(changed)[0])))
    assert "登记簿只能用“更正”改" in page


def test_a_closed_month_takes_nothing_over(house: House, staff: Client) -> None:
    with house.database.write() as session:
        close_month(session, 2009, 3, "2009-03")
    _address, page = follow(staff, upload(staff, bytes_of(sheet_of(OLD_REGISTER)[0])))
    assert page.count("2009-03 已结账") == 3
