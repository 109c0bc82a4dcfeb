"""Branches, rooms and shelves as they are set up at the desk."""

import re

from archive.accounts.models import Role
from archive.kernel.house import House
from archive.locations import queries
from tests.fixtures.clients import PASSWORD, Client, Person


def welcome(client: Client) -> None:
    """Be the first who comes."""
    fields = {"name": "guanzhang", "display_name": "馆长", "password": PASSWORD}
    assert client.submit("/welcome", fields).status_code == 303


def test_the_first_administrator_finds_rooms_to_begin_with(person: Person) -> None:
    first = person(None)
    welcome(first)
    page = first.get("/desk/locations").text
    for name in ("总馆", "星海明筑分馆", "地方文献（工具书）室", "四库全书（古籍）室"):
        assert name in page


def test_a_new_room_gets_its_shelves_in_one_go(person: Person, house: House) -> None:
    clerk = person(Role.STAFF)
    added = clerk.submit("/desk/locations/branches", {"code": "zg", "name": "总馆"})
    assert added.status_code == 303
    rooms = f"{added.headers['location']}/rooms"
    refused = clerk.submit(rooms, {"room_code": "S-K", "room_name": "四库室"})
    assert refused.status_code == 422
    assert 'id="field-room_code-error"' in refused.text
    room = clerk.submit(rooms, {"room_code": "SK", "room_name": "四库室"}).headers["location"]
    too_many = clerk.submit(f"{room}/range", {"first": "1", "last": "900", "inner": "9"})
    assert too_many.status_code == 422
    assert "9000 个架位" in too_many.text
    made = clerk.submit(f"{room}/range", {"first": "1", "last": "3", "inner": "2"})
    assert made.headers["location"] == room
    page = clerk.get(room).text
    assert "架03" in page
    assert "ZG-SK-03" in page
    assert re.search(r"99\d{8}", page)
    clerk.submit(f"{room}/named", {"named_code": "展柜", "named_label": "珍本"})
    assert "架展柜（珍本）" in clerk.get(room).text
    with house.database.read() as session:
        place = queries.find_scanned_place(session, "ZG-SK-03")
        assert place is not None
    bookcase = f"/desk/locations/places/{place.id}"
    assert clerk.submit(bookcase, {"code": "01"}).status_code == 422
    clerk.submit(bookcase, {"code": "03", "label": "家谱专架"})
    assert "架03（家谱专架）" in clerk.get(bookcase).text
    clerk.submit(f"{bookcase}/close")
    assert "已停用" in clerk.get(bookcase).text
    clerk.submit(f"{bookcase}/reopen")
    assert "恢复使用：总馆 · 四库室 · 架03（家谱专架）" in clerk.get(bookcase).text


def test_a_place_that_is_not_there_is_said_so(person: Person) -> None:
    answer = person(Role.STAFF).get("/desk/locations/places/0123456789bc")
    assert answer.status_code == 404
    assert "找不到这个架位" in answer.text
