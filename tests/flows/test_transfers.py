"""Handing volumes to another room over HTTP, with the slip on paper."""

import re
from dataclasses import dataclass

import pytest

from archive.accounts.models import Role
from archive.catalogue.schemas import VolumeView
from archive.kernel.house import House
from archive.kernel.identifiers import new_id
from archive.locations.schemas import PlaceView
from archive.stock import service as moving
from archive.stock.schemas import Cause, barcode_of
from tests.factories.places import make_places, make_room
from tests.factories.registered import register_volumes
from tests.fixtures.clients import Client, Person
from tests.fixtures.statements import CountQueries

SCRIPT = {"HX-Request": "true"}
MOST_QUERIES = 12


def scan(client: Client, slip: str, text: str, at: str = "") -> str:
    """Send what a script sends for one scan; return the tone and the parts that change."""
    fields = {"csrf_token": client.token, "text": text, "at": at}
    answer = client.post(f"{slip}/scan", data=fields, headers=SCRIPT)
    assert answer.status_code == 200, answer.text
    return answer.text


def tone_of(fragment: str) -> str:
    found = re.search(r'data-tone="(\w+)"', fragment)
    assert found
    return found[1]


@dataclass
class World:
    """Two rooms with a bookcase each; four of five volumes stand in the first."""

    origin: PlaceView
    target: PlaceView
    shelf: PlaceView
    new_shelf: PlaceView
    volumes: list[VolumeView]


@pytest.fixture
def world(house: House) -> World:
    with house.database.write() as session:
        origin = make_room(session, "地方文献室", "DF")
        target = make_room(session, "四库室", "SK")
        (shelf,) = make_places(session, origin, 1)
        (new_shelf,) = make_places(session, target, 1)
        volumes = register_volumes(session, count=5)
        moving.move(session, [v.id for v in volumes[:4]], shelf, Cause.SHELVED)
        return World(origin, target, shelf, new_shelf, volumes)


def begin(client: Client, world: World) -> str:
    form = {"submission": new_id(), "origin": world.origin.id, "target": world.target.id}
    answer = client.submit("/desk/transfers/new", form | {"reason": "调拨"})
    return str(answer.headers["location"])


def test_a_slip_is_filled_by_scanning(person: Person, world: World) -> None:
    clerk = person(Role.STAFF)
    form = {"submission": new_id(), "origin": world.origin.id, "target": world.origin.id}
    same = clerk.submit("/desk/transfers/new", form)
    assert same.status_code == 422
    assert 'id="field-target-error"' in same.text
    slip = begin(clerk, world)
    stray = world.volumes[4]
    assert tone_of(scan(clerk, slip, barcode_of(stray))) == "good"
    assert tone_of(scan(clerk, slip, barcode_of(stray))) == "note"
    assert tone_of(scan(clerk, slip, world.shelf.barcode)) == "bad"
    assert tone_of(scan(clerk, slip, "31415926")) == "bad"
    undo = {"csrf_token": clerk.token}
    line = f"{slip}/lines/{stray.id}/undo"
    assert "已撤销" in clerk.post(line, data=undo, headers=SCRIPT).text
    assert clerk.submit(f"{slip}/place", {"place": world.shelf.address}).status_code == 303
    assert "1 种 4 册" in clerk.get(slip).text
    assert clerk.submit(f"{slip}/cancel").status_code == 303


def test_volumes_go_to_another_room_on_a_slip(
    house: House, person: Person, world: World, count_queries: CountQueries
) -> None:
    clerk = person(Role.STAFF)
    slip = begin(clerk, world)
    clerk.submit(f"{slip}/place", {"place": world.shelf.address})
    assert clerk.submit(f"{slip}/send").status_code == 303
    assert "移库字〔2026〕第0001号" in clerk.get(slip).text
    assert "移库字〔2026〕第0001号" in clerk.get("/desk/stock/under-way").text
    assert clerk.get(f"{slip}/slip.pdf").content.startswith(b"%PDF")
    here = world.new_shelf
    assert f'name="at" value="{here.id}"' in scan(clerk, slip, here.barcode)
    assert tone_of(scan(clerk, slip, barcode_of(world.volumes[0]), here.id)) == "good"
    assert tone_of(scan(clerk, slip, barcode_of(world.volumes[4]), here.id)) == "bad"
    assert tone_of(scan(clerk, slip, world.shelf.barcode)) == "bad"
    assert clerk.submit(f"{slip}/lines/{world.volumes[1].id}/return").status_code == 303
    for address in (slip, f"{slip}/lines", "/desk/transfers", "/desk/transfers?state=sent"):
        with count_queries(house.database) as asked:
            assert clerk.get(address).status_code == 200
        assert len(asked) <= MOST_QUERIES, (address, asked)
    clerk.submit(f"{slip}/receive-all")
    assert "已签收" in clerk.get(slip).text
    assert here.path in clerk.get(f"/desk/stock/volumes/{world.volumes[0].id}").text
    assert clerk.submit(f"{slip}/receive-all").status_code == 409
