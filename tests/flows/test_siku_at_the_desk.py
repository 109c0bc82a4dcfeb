"""The list of works at the desk: sent, seen, written, and taken back."""

import io
import zipfile

from sqlalchemy import func, select

from archive.accounts.models import Role
from archive.kernel.house import House
from archive.locations.queries import find_place, list_rooms
from archive.locations.service import ensure_default_locations
from archive.siku_set.leaf_files import lines_of
from archive.siku_set.leaf_runs import HalfLeaf, PlacedLeaf, place_of
from archive.siku_set.leaves import current_list
from archive.siku_set.models import SikuWork
from archive.siku_set.queries import works_named
from tests.factories.siku_lists import drawn_rows, list_of, work_row
from tests.fixtures.clients import Client, Person
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


def leaf_list() -> bytes:
    """A zip of two 卷, four half-leaves each."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for juan in (29, 30):
            leaves = [
                PlacedLeaf(HalfLeaf(juan, leaf, side), place_of(532, 4 * juan + 2 * leaf + step))
                for leaf in (1, 2)
                for step, side in enumerate("ab")
            ]
            packed.writestr(f"KR2k0046/KR2k0046_{juan:03}.txt", lines_of(leaves))
        packed.writestr("KR2k0046/readme.md", "no list")
    return stream.getvalue()


def import_one(house: House, staff: Client) -> str:
    """Let 湖廣通志 be listed, in volumes 531 to 534; return its title."""
    row = work_row(source="四庫全書 文淵閣版, V531.1, p1 - V534.1")
    address, _ = follow(staff, upload(staff, list_of([row]), NAME))
    assert confirm(staff, address).status_code == 303
    with house.database.read() as session:
        return works_named(session, "湖廣通志")[0].title.id


def send_leaves(staff: Client, title_id: str) -> None:
    way = f"/desk/siku/titles/{title_id}/leaves"
    sent = staff.submit(way, files={"file": ("KR2k0046.zip", leaf_list())})
    assert sent.status_code == 303, sent.text


def test_where_a_juan_begins_is_asked_at_the_desk(house: House, person: Person) -> None:
    staff = person(Role.STAFF)
    title_id = import_one(house, staff)
    way = f"/desk/titles/{title_id}/edit"
    assert "从影印本第 531 册第 1 页开始，到第 534 册为止" in staff.get(way).text
    page = staff.get("/desk/siku?q=湖廣通志卷三十").text
    assert "没有这一卷的叶表" in page
    assert "馆藏没有建立影印本第 531 册" in page

    send_leaves(staff, title_id)
    assert staff.submit("/desk/siku/volumes", {"first": "1", "last": "1501"}).status_code == 422
    made = staff.submit("/desk/siku/volumes", {"first": "530", "last": "540"})
    assert made.status_code == 303, made.text
    page = staff.get("/desk/siku?q=湖广通志卷三十").text
    assert "《景印文淵閣四庫全書》第532册第30页c栏" in page
    assert "第532册" in page
    assert "未上架" in page

    with house.database.read() as session:
        held = current_list(session, title_id)
    assert held is not None
    assert staff.submit(f"/desk/siku/leaves/{held.id}/undo").status_code == 303
    assert "导入叶表“KR2k0046.zip”：2 卷，8 个半叶" in staff.get(way).text
    assert "没有这一卷的叶表" in staff.get("/desk/siku?q=湖廣通志卷三十").text


def test_a_program_asks_what_is_where(house: House, person: Person) -> None:
    staff = person(Role.STAFF)
    send_leaves(staff, import_one(house, staff))
    staff.submit("/desk/siku/volumes", {"first": "530", "last": "540"})
    answers = staff.get("/api/v1/siku/places?q=hgtz 30").json()
    assert [(each["place"], each["leaf"]) for each in answers] == [("532:30c", "卷三十·叶一·a")]
    assert answers[0]["volumes"][0]["label"] == "第532册"
    back = staff.get("/api/v1/siku/places?q=532:30c").json()
    assert back[0]["leaf"] == "卷三十·叶一·a"
    works = staff.get("/api/v1/siku/works?siku_class=地理類").json()
    assert [each["title"] for each in works] == ["湖廣通志"]
    assert staff.get("/api/v1/siku/works?volume=533").json() == works


def test_a_run_of_printed_volumes_is_shelved(house: House, person: Person) -> None:
    staff = person(Role.STAFF)
    send_leaves(staff, import_one(house, staff))
    staff.submit("/desk/siku/volumes", {"first": "530", "last": "540"})
    with house.database.write() as session:
        ensure_default_locations(session)
        place = find_place(session, list_rooms(session)[0].id)
    asked = {"first": "530", "last": "535", "place": place.address}
    shelved = staff.submit("/desk/siku/shelve", asked)
    assert shelved.status_code == 303, shelved.text
    answers = staff.get("/api/v1/siku/places?q=湖廣通志卷30").json()
    assert answers[0]["volumes"][0]["where"] == place.path
    assert staff.submit("/desk/siku/shelve", asked | {"place": "ZZ-9"}).status_code == 422


def test_a_wrong_leaf_list_is_told_to_its_line(house: House, person: Person) -> None:
    staff = person(Role.STAFF)
    address, _ = follow(staff, upload(staff, list_of([work_row()]), NAME))
    confirm(staff, address)
    with house.database.read() as session:
        title_id = works_named(session, "湖廣通志")[0].title.id
    way = f"/desk/siku/titles/{title_id}/leaves"
    wrong = staff.submit(way, files={"file": ("030.txt", b"030-1a00\tWYG\n")})
    assert wrong.status_code == 422
    assert "030.txt 第 1 行" in wrong.text
    assert staff.submit(way, {}).status_code == 422
    with house.database.read() as session:
        assert current_list(session, title_id) is None
