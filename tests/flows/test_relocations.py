"""Moving to a new building over HTTP: crates, packing lists, and what came out of them."""

import re
from dataclasses import dataclass

import pytest

from archive.accounts.models import Role
from archive.catalogue.schemas import VolumeView
from archive.kernel.house import House
from archive.kernel.identifiers import new_id
from archive.locations.schemas import PlaceView
from archive.relocations import queries
from archive.relocations.schemas import CrateView
from archive.stock import service as moving
from archive.stock.schemas import Cause, barcode_of
from tests.factories.places import make_places, make_room
from tests.factories.registered import register_volumes
from tests.fixtures.clients import Client, Person
from tests.fixtures.statements import CountQueries

SCRIPT = {"HX-Request": "true"}
MOST_QUERIES = 12


@dataclass
class World:
    """Four volumes in an old room, and a bookcase in the new one."""

    old: PlaceView
    new: PlaceView
    new_shelf: PlaceView
    volumes: list[VolumeView]


@pytest.fixture
def world(house: House) -> World:
    with house.database.write() as session:
        old = make_room(session, "地方文献室", "DF")
        new = make_room(session, "地方文献室", "DF", ("XG", "新馆"))
        (new_shelf,) = make_places(session, new, 1)
        volumes = register_volumes(session, count=4)
        moving.move(session, [v.id for v in volumes], old, Cause.SHELVED)
        return World(old, new, new_shelf, volumes)


def plan(client: Client, world: World) -> str:
    """Plan a move with two crates; return its address."""
    form = {"submission": new_id(), "name": "新馆搬迁", "crates": "2"}
    rooms = {"origin": world.old.id, "target": world.new.id}
    answer = client.submit("/desk/relocations", form | rooms)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def scan(client: Client, page: str, text: str, **fields: str) -> str:
    """Send what a script sends for one scan; return the parts of the page that change."""
    data = {"csrf_token": client.token, "text": text, **fields}
    answer = client.post(f"{page}/scan", data=data, headers=SCRIPT)
    assert answer.status_code == 200, answer.text
    return answer.text


def tone_of(fragment: str) -> str:
    found = re.search(r'data-tone="(\w+)"', fragment)
    assert found
    return found[1]


def crates_of(house: House, move: str) -> list[CrateView]:
    with house.database.read() as session:
        return queries.list_crates(session, move.rpartition("/")[2])


def test_volumes_go_into_crates(house: House, person: Person, world: World) -> None:
    clerk = person(Role.STAFF)
    move = plan(clerk, world)
    first, _second = crates_of(house, move)
    numbers = [barcode_of(volume) for volume in world.volumes]
    assert tone_of(scan(clerk, f"{move}/pack", numbers[0])) == "bad"
    at = scan(clerk, f"{move}/pack", first.barcode)
    assert f'name="crate" value="{first.id}"' in at
    for number in numbers[:2]:
        assert tone_of(scan(clerk, f"{move}/pack", number, crate=first.id)) == "good"
    assert tone_of(scan(clerk, f"{move}/pack", numbers[0], crate=first.id)) == "note"
    undo = f"{move}/pack/items/{world.volumes[1].id}/undo"
    assert "已撤销" in clerk.post(undo, data={"csrf_token": clerk.token}, headers=SCRIPT).text
    assert clerk.submit(f"{move}/crates/{first.id}/seal").status_code == 303
    assert clerk.get(f"{move}/packing-lists.pdf").content.startswith(b"%PDF")
    assert clerk.get(f"{move}/crates/{first.id}/packing-list.pdf").content.startswith(b"%PDF")


def test_volumes_are_checked_off_as_they_come_out(
    house: House, person: Person, world: World, count_queries: CountQueries
) -> None:
    clerk = person(Role.STAFF)
    move = plan(clerk, world)
    first, second = crates_of(house, move)
    numbers = [barcode_of(volume) for volume in world.volumes]
    scan(clerk, f"{move}/pack", numbers[0], crate=first.id)
    scan(clerk, f"{move}/pack", numbers[1], crate=second.id)
    arrived = scan(clerk, f"{move}/unpack", first.barcode)
    assert f'name="crate" value="{first.id}"' in arrived
    shelf = world.new_shelf
    here = {"crate": first.id, "at": shelf.id}
    assert tone_of(scan(clerk, f"{move}/unpack", world.old.barcode, crate=first.id)) == "bad"
    assert f'name="at" value="{shelf.id}"' in scan(
        clerk, f"{move}/unpack", shelf.barcode, crate=first.id
    )
    assert tone_of(scan(clerk, f"{move}/unpack", numbers[0], **here)) == "good"
    wrong_crate = scan(clerk, f"{move}/unpack", numbers[1], **here)
    assert tone_of(wrong_crate) == "attention"
    assert "原装在箱 2" in wrong_crate
    assert tone_of(scan(clerk, f"{move}/unpack", numbers[3], **here)) == "attention"
    page = clerk.get(move).text
    assert "多的册" in page
    for address in (move, f"{move}/crates/{first.id}", f"{move}/unpack?crate={first.id}"):
        with count_queries(house.database) as asked:
            assert clerk.get(address).status_code == 200
        assert len(asked) <= MOST_QUERIES, (address, asked)
    assert shelf.path in clerk.get(f"/desk/stock/volumes/{world.volumes[0].id}").text


def test_a_move_is_ended_with_what_is_missing(house: House, person: Person, world: World) -> None:
    clerk = person(Role.STAFF)
    same = {"submission": new_id(), "name": "x", "origin": world.old.id, "target": world.old.id}
    refused = clerk.submit("/desk/relocations", same)
    assert refused.status_code == 422
    assert 'id="field-target-error"' in refused.text
    move = plan(clerk, world)
    crate = crates_of(house, move)[0]
    base = f"{move}/crates/{crate.id}"
    scan(clerk, f"{move}/pack", barcode_of(world.volumes[0]), crate=crate.id)
    wrong = clerk.submit(f"{base}/aim", {"place": world.old.address})
    assert wrong.status_code == 422
    assert 'id="field-place-error"' in wrong.text
    clerk.submit(f"{base}/aim", {"place": world.new_shelf.address})
    assert clerk.submit(f"{move}/close").status_code == 409
    clerk.submit(f"{base}/seal")
    clerk.submit(f"{base}/reopen")
    clerk.submit(f"{move}/crates", {"count": "3"})
    assert len(crates_of(house, move)) == 5
    without_scripts = clerk.submit(f"{move}/unpack/scan", {"text": crate.barcode})
    assert without_scripts.headers["location"].startswith(f"{move}/unpack?crate={crate.id}")
    clerk.submit(f"{base}/finish")
    assert "缺的册" in clerk.get(move).text
    assert clerk.submit(f"{move}/close").status_code == 303
    assert barcode_of(world.volumes[0]) in clerk.get("/desk/stock/missing").text
