"""A program shelves, transfers, moves house and takes stock through /api/v1."""

from dataclasses import dataclass

import pytest

from archive.accounts.models import Role
from archive.accounts.service import change_branch, find_account_by_name
from archive.kernel.house import House
from archive.locations.schemas import PlaceView
from archive.stock.schemas import barcode_of
from tests.factories.places import make_places, make_room
from tests.factories.registered import register_volumes
from tests.fixtures.clients import Client, Person
from tests.flows.test_interface_collecting import made
from tests.flows.test_the_interface import V1
from tests.flows.test_tokens import make_key


@dataclass
class World:
    """A program, a room with two bookcases, a room elsewhere, and three volumes."""

    program: Client
    room: PlaceView
    shelf: PlaceView
    away: PlaceView
    ids: list[str]
    barcodes: list[str]


@pytest.fixture
def world(house: House, person: Person) -> World:
    program = person(Role.STAFF)
    secret = make_key(program)
    program.cookies.clear()
    program.headers["Authorization"] = f"Bearer {secret}"
    with house.database.write() as session:
        room = make_room(session, "地方文献室", "DF")
        away = make_room(session, "地方文献室", "DF", ("XH", "星海明筑分馆"))
        shelf = make_places(session, room, 2)[0]
        volumes = register_volumes(session)
    barcodes = [barcode_of(volume) for volume in volumes]
    return World(program, room, shelf, away, [volume.id for volume in volumes], barcodes)


def shelve_all(world: World) -> None:
    for volume_id in world.ids:
        at = f"{V1}/stock/volumes/{volume_id}/place"
        put = world.program.put(at, json={"place": world.shelf.address})
        assert put.status_code == 200, put.text


def test_volumes_are_found_and_put_in_their_place(world: World) -> None:
    program = world.program
    unplaced = program.get(f"{V1}/stock?standing=unplaced").json()
    assert unplaced["count"] == len(world.ids)
    shelve_all(world)
    there = program.get(f"{V1}/stock?place_id={world.room.id}").json()
    assert {row["volume"]["id"] for row in there["volumes"]} == set(world.ids)
    found = program.get(f"{V1}/stock/found", params={"text": world.barcodes[0]}).json()
    assert found["volume"]["id"] == world.ids[0]
    place = program.get(f"{V1}/stock/found", params={"text": world.shelf.barcode}).json()
    assert place["place"]["id"] == world.shelf.id
    moved = program.get(f"{V1}/stock/volumes/{world.ids[0]}/movements").json()
    assert [each["to_place_id"] for each in moved] == [world.shelf.id]
    lost = program.put(f"{V1}/stock/volumes/{world.ids[0]}/place", json={"place": "NOWHERE"})
    assert (lost.status_code, lost.json()["field"]) == (422, "place")
    assert program.get(f"{V1}/stock/volumes/0123456789bc").status_code == 404


def test_a_slip_is_filled_sent_and_received(world: World) -> None:
    program = world.program
    shelve_all(world)
    begun = {"from_room_id": world.room.id, "to_room_id": world.away.id}
    at = f"{V1}/transfers/{made(program.post(f'{V1}/transfers', json=begun))['id']}"
    empty = program.post(f"{at}/send")
    assert empty.status_code == 409
    unknown = program.post(f"{at}/volumes", json={"volume_ids": ["0123456789bc"]})
    assert unknown.status_code == 404
    assert len(program.post(f"{at}/volumes", json={"volume_ids": world.ids}).json()) == 3
    assert program.delete(f"{at}/volumes/{world.ids[2]}").status_code == 204
    assert program.post(f"{at}/send").json()["state"] == "sent"
    first = program.post(f"{at}/volumes/{world.ids[0]}/receive", json={})
    assert first.json()["state"] == "received"
    assert program.post(f"{at}/volumes/{world.ids[0]}/reopen").json()["state"] == "pending"
    assert program.post(f"{at}/volumes/{world.ids[1]}/return").json()["state"] == "returned"
    done = program.post(f"{at}/receive-all", json={}).json()
    assert (done["counts"]["received"], done["counts"]["returned"]) == (1, 1)
    assert done["transfer"]["state"] == "received"
    assert program.get(f"{at}/slip.pdf").content.startswith(b"%PDF-")
    assert [each["sequence"] for each in program.get(f"{at}/volumes").json()] == [1, 2]
    assert program.post(f"{at}/cancel").status_code == 409
    assert len(program.get(f"{V1}/transfers?state=received").json()) == 1


def test_a_room_moves_house_in_crates(world: World) -> None:
    program = world.program
    shelve_all(world)
    planned = {"name": "新馆搬迁", "from_place_id": world.room.id, "to_room_id": world.away.id}
    at = f"{V1}/relocations/{made(program.post(f'{V1}/relocations', json=planned))['id']}"
    more = program.post(f"{at}/crates", json={"count": 1})
    assert more.status_code == 201
    crate = f"{at}/crates/{more.json()[0]['id']}"
    aimed = program.put(f"{crate}/target", json={"place_id": world.away.id}).json()
    assert aimed["target"]["id"] == world.away.id
    assert program.post(f"{crate}/seal").status_code == 409
    for volume_id in world.ids:
        packed = program.post(f"{crate}/volumes", json={"volume_id": volume_id})
        assert packed.status_code == 200, packed.text
    assert program.post(f"{at}/volumes/{world.ids[2]}/unpack").status_code == 204
    assert program.post(f"{crate}/seal").json()["state"] == "sealed"
    assert program.post(f"{crate}/reopen").json()["state"] == "open"
    program.post(f"{crate}/seal")
    assert program.post(f"{crate}/arrive").json()["state"] == "arrived"
    arrived = program.post(f"{crate}/check-in", json={"volume_id": world.ids[0]})
    assert arrived.json()["arrived_at"]
    assert program.post(f"{at}/volumes/{world.ids[0]}/undo-arrival").status_code == 204
    program.post(f"{crate}/check-in", json={"volume_id": world.ids[0]})
    assert program.post(f"{crate}/finish").json()["state"] == "unpacked"
    assert [each["counts"] for each in program.get(f"{at}/crates").json()] == [
        {"packed": 2, "arrived": 1, "unexpected": 0}
    ]
    assert len(program.get(f"{crate}/volumes").json()) == 2
    missing = program.get(f"{at}/astray").json()["missing"]
    assert [each["volume"]["id"] for each in missing] == [world.ids[1]]
    assert program.get(at).json()["counts"]["arrived"] == 1
    assert program.post(f"{at}/close").json()["missing"] == 1
    listed = program.get(f"{V1}/stock/missing").json()
    assert [each["volume"]["id"] for each in listed] == [world.ids[1]]


def test_stock_is_taken_by_scans(world: World) -> None:
    program = world.program
    shelve_all(world)
    opened = made(program.post(f"{V1}/stock-takes", json={"place_id": world.room.id}))
    at = f"{V1}/stock-takes/{opened['id']}"
    scan = {"text": world.barcodes[0], "place_id": world.shelf.id, "token": "0123456789bc"}
    first = made(program.post(f"{at}/scans", json=scan))
    assert first["finding"] == "found"
    assert made(program.post(f"{at}/scans", json=scan))["number"] == first["number"]
    assert made(program.post(f"{at}/scans", json={"text": "XYZ"}))["finding"] == "unknown"
    taken = made(program.post(f"{at}/scans", json={"text": world.barcodes[1]}))
    assert program.post(f"{at}/scans/{taken['number']}/undo").json()["undone_at"]
    assert program.post(f"{at}/scans/{first['number']}/correct").status_code == 409
    assert program.post(f"{at}/correct-all").json() == {"count": 0}
    unknown = program.get(f"{at}/scans?finding=unknown").json()
    assert [each["text"] for each in unknown] == ["XYZ"]
    missing = program.get(f"{at}/missing").json()
    assert {each["volume"]["id"] for each in missing} == set(world.ids[1:])
    assert program.get(at).json()["counts"]["seen_count"] == 1
    assert program.post(f"{at}/close").json()["unknown_count"] == 1
    assert program.post(f"{at}/close").status_code == 409
    assert program.get(f"{V1}/stock-takes?only_open=true").json() == []
    assert len(program.get(f"{V1}/stock-takes").json()) == 1


def test_a_program_of_one_branch_moves_only_what_is_there(world: World, house: House) -> None:
    with house.database.write() as session:
        account = find_account_by_name(session, "staff")
        change_branch(session, account.id, world.away.room.branch.id)
    program = world.program
    put = f"{V1}/stock/volumes/{world.ids[0]}/place"
    assert program.put(put, json={"place": world.shelf.address}).status_code == 403
    taking = program.post(f"{V1}/stock-takes", json={"place_id": world.room.id})
    assert taking.status_code == 403
    begun = {"from_room_id": world.room.id, "to_room_id": world.away.id}
    slip = made(program.post(f"{V1}/transfers", json=begun))
    assert program.post(f"{V1}/transfers/{slip['id']}/cancel").status_code == 403
    assert program.get(f"{V1}/transfers/{slip['id']}").status_code == 200
