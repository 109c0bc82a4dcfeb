"""The list of works at the desk: sent, seen, written, and taken back."""

from sqlalchemy import func, select

from archive.accounts.models import Role
from archive.kernel.house import House
from archive.siku_set.models import SikuWork
from tests.factories.siku_lists import drawn_rows, list_of, work_row
from tests.fixtures.clients import Person
from tests.flows.exchanging import confirm, follow, upload

NAME = "wyg_titles.csv"


def count_works(house: House) -> int:
    with house.database.read() as session:
        return session.scalar(select(func.count()).select_from(SikuWork)) or 0


def test_a_list_is_seen_written_and_taken_back(house: House, person: Person) -> None:
    staff = person(Role.STAFF)
    address, page = follow(staff, upload(staff, list_of(drawn_rows(120)), NAME))
    assert "四库书目" in page or "影印本位置" in page
    assert "没有错误，可以导入" in page
    assert "怎样读这张表" not in page  # it has no columns to choose
    assert confirm(staff, address).status_code == 303
    assert count_works(house) == 120
    page = staff.get(address).text
    assert "景印文淵閣四庫全書" in page
    assert staff.get("/desk/titles?kind=siku").status_code == 200
    again, page = follow(staff, upload(staff, list_of(drawn_rows(120)), NAME))
    assert "同样的文件已在" in page
    assert confirm(staff, again).status_code == 409
    assert staff.submit(f"{address}/undo").status_code == 303
    assert count_works(house) == 0
    assert "书目已从目录中取走" in staff.get(address).text


def test_a_wrong_list_is_refused_at_its_row(house: House, person: Person) -> None:
    staff = person(Role.STAFF)
    rows = [work_row(), work_row(title="續書譜", wyg_volume="1501")]
    address, page = follow(staff, upload(staff, list_of(rows), NAME))
    assert "H 列：影印册“1501”不在 1–1500 之内" in page
    assert confirm(staff, address).status_code == 409
    assert count_works(house) == 0
    report = staff.get(f"{address}/report.csv").text
    assert "1501" in report
    content = list_of(rows).replace(b"wyg_item", b"item")
    refused = upload(staff, content, NAME)
    assert refused.status_code == 422
    assert "册内序号（wyg_item）" in refused.text
