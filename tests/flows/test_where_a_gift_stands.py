"""A gift's page tells where its volumes stand, and leads to where they are shelved."""

import re

from archive.accounts.models import Role
from archive.kernel import journal
from archive.kernel.house import House
from archive.kernel.identifiers import new_id
from archive.stock.schemas import Cause
from archive.stock.service import move
from tests.factories.places import make_places, make_room
from tests.fixtures.clients import Person
from tests.flows.test_the_desk import log


def test_a_volume_is_nowhere_until_it_is_shelved(person: Person, house: House) -> None:
    clerk = person(Role.STAFF)
    page = log(clerk)
    clerk.submit(f"{page}/accept-all")
    assert "未上架" not in clerk.get(page).text
    clerk.submit(f"{page}/register", {"submission": new_id()})
    shown = clerk.get(page).text
    assert shown.count("未上架") == 3
    found = re.findall(r'href="/desk/stock/volumes/(\w+)">上架…', shown)
    assert len(found) == 3
    assert clerk.get(f"/desk/stock/volumes/{found[0]}").status_code == 200
    with house.database.write() as session:
        journal.act_as(session, journal.SYSTEM, house.clock)
        level = make_places(session, make_room(session), 1, 1)[1]
        move(session, [found[0]], level, Cause.SHELVED)
    shown = clerk.get(page).text
    assert level.path in shown
    assert shown.count("未上架") == 2


def test_a_titles_page_tells_where_each_volume_stands(person: Person, house: House) -> None:
    clerk = person(Role.STAFF)
    page = log(clerk)
    clerk.submit(f"{page}/accept-all")
    clerk.submit(f"{page}/register", {"submission": new_id()})
    listed = clerk.get("/desk/titles").text
    title = re.findall(r"/desk/titles/\w{12}/edit", listed)[0]
    shown = clerk.get(title).text
    found = re.findall(r'href="/desk/stock/volumes/(\w+)">上架…', shown)
    assert found
    assert shown.count("未上架") == len(found)
    with house.database.write() as session:
        journal.act_as(session, journal.SYSTEM, house.clock)
        level = make_places(session, make_room(session), 1, 1)[1]
        move(session, [found[0]], level, Cause.SHELVED)
    shown = clerk.get(title).text
    assert f'<a href="/desk/stock/volumes/{found[0]}">{level.path}</a>' in shown
    assert shown.count("未上架") == len(found) - 1
