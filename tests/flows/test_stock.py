"""Finding, shelving and moving volumes over HTTP, with a scanner and without scripts."""

import re

import pytest

from archive.accounts.models import Role
from archive.catalogue.schemas import VolumeView
from archive.kernel.house import House
from archive.locations.schemas import PlaceView
from archive.stock.schemas import barcode_of
from tests.factories.places import make_places, make_room
from tests.factories.registered import register_volumes
from tests.fixtures.clients import Client, Person
from tests.fixtures.statements import CountQueries

MOST_QUERIES = 12
SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def shelves(house: House) -> list[PlaceView]:
    """A room with two bookcases of two levels each; the room comes first."""
    with house.database.write() as session:
        room = make_room(session)
        return [room, *make_places(session, room, 2, 2)]


@pytest.fixture
def volumes(house: House) -> list[VolumeView]:
    """Three registered volumes."""
    with house.database.write() as session:
        return register_volumes(session)


def scan(client: Client, text: str, at: str = "") -> str:
    """Send what a script sends for one scan; return the parts of the page that change."""
    fields = {"csrf_token": client.token, "text": text, "at": at}
    answer = client.post("/desk/stock/shelve/scan", data=fields, headers=SCRIPT)
    assert answer.status_code == 200, answer.text
    return answer.text


def tone_of(fragment: str) -> str:
    found = re.search(r'data-tone="(\w+)"', fragment)
    assert found
    return found[1]


def test_a_shelf_is_filled_by_scanning(
    person: Person, shelves: list[PlaceView], volumes: list[VolumeView]
) -> None:
    clerk = person(Role.STAFF)
    assert "没有架位的册" in clerk.get("/desk/stock").text
    level = shelves[2]
    assert tone_of(scan(clerk, barcode_of(volumes[0]))) == "bad"
    at = scan(clerk, level.barcode)
    assert tone_of(at) == "note"
    assert f'name="at" value="{level.id}"' in at
    put = scan(clerk, barcode_of(volumes[0]), level.id)
    assert tone_of(put) == "good"
    assert volumes[0].title.title in put
    assert tone_of(scan(clerk, "no-such-thing", level.id)) == "bad"
    page = clerk.get(f"/desk/stock/volumes/{volumes[0].id}").text
    assert level.path in page
    undo = re.search(r"/desk/stock/shelve/undo/\d+", put)
    assert undo
    undone = clerk.post(undo[0], data={"csrf_token": clerk.token}, headers=SCRIPT)
    assert "已撤销" in undone.text
    again = clerk.post(undo[0], data={"csrf_token": clerk.token}, headers=SCRIPT)
    assert tone_of(again.text) == "bad"
    assert volumes[0].title.title in clerk.get("/desk/stock/unplaced").text


def test_without_scripts_a_scan_leads_back_to_the_shelf(
    person: Person, shelves: list[PlaceView], volumes: list[VolumeView]
) -> None:
    clerk = person(Role.STAFF)
    page = "/desk/stock/shelve"
    there = clerk.submit(f"{page}/scan", {"text": shelves[1].address})
    assert there.headers["location"] == f"{page}?at={shelves[1].id}"
    assert shelves[1].path in clerk.get(there.headers["location"]).text
    clerk.submit(f"{page}/scan", {"text": barcode_of(volumes[1]), "at": shelves[1].id})
    assert shelves[1].path in clerk.get(f"/desk/stock/volumes/{volumes[1].id}").text
    assert clerk.get(f"{page}?at=0123456789bc").status_code == 200


def test_anything_with_a_barcode_is_found(
    person: Person, shelves: list[PlaceView], volumes: list[VolumeView]
) -> None:
    clerk = person(Role.STAFF)
    for text, address in [
        (barcode_of(volumes[0]), f"/desk/stock/volumes/{volumes[0].id}"),
        (shelves[2].barcode, f"/desk/stock/places/{shelves[2].id}"),
        (shelves[2].address, f"/desk/stock/places/{shelves[2].id}"),
        ("", "/desk/stock"),
    ]:
        found = clerk.get("/desk/stock/find", params={"text": text}, follow_redirects=False)
        assert found.headers["location"] == address
    nothing = clerk.get("/desk/stock/find?text=777777", headers={"Accept": "text/html"})
    assert nothing.status_code == 422
    assert "777777" in nothing.text


def test_a_volume_is_placed_from_its_own_page(
    person: Person, shelves: list[PlaceView], volumes: list[VolumeView]
) -> None:
    clerk = person(Role.STAFF)
    page = f"/desk/stock/volumes/{volumes[0].id}"
    wrong = clerk.submit(f"{page}/place", {"place": "ZG-SK-88", "why": "试"})
    assert wrong.status_code == 422
    assert 'id="field-place-error"' in wrong.text
    assert 'value="ZG-SK-88"' in wrong.text
    clerk.submit(f"{page}/place", {"place": shelves[1].address, "why": "还回原架"})
    text = clerk.get(page).text
    assert "还回原架" in text
    assert shelves[1].path in text


def test_lists_of_volumes_ask_few_questions(
    house: House,
    person: Person,
    shelves: list[PlaceView],
    count_queries: CountQueries,
) -> None:
    with house.database.write() as session:
        many = [register_volumes(session, f"第{n}種", 4) for n in range(15)]
    clerk = person(Role.STAFF)
    for volumes in many[:10]:
        for volume in volumes:
            scan(clerk, barcode_of(volume), shelves[2].id)
    for address in (
        "/desk/stock",
        "/desk/stock/unplaced",
        "/desk/stock/missing",
        f"/desk/stock/places/{shelves[0].id}",
        f"/desk/stock/volumes/{many[0][0].id}",
        f"/desk/locations/places/{shelves[0].id}",
        "/desk/locations",
    ):
        with count_queries(house.database) as asked:
            assert clerk.get(address).status_code == 200
        assert len(asked) <= MOST_QUERIES, (address, asked)
