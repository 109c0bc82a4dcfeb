"""Who works for one branch moves and counts only what is there."""

from dataclasses import dataclass

import pytest

from archive.accounts.models import Role
from archive.accounts.service import change_branch, find_account_by_name
from archive.catalogue.schemas import VolumeView
from archive.kernel.house import House
from archive.kernel.identifiers import new_id
from archive.locations.schemas import PlaceView
from archive.relocations import queries as moves
from archive.relocations import service as relocations
from archive.stock import service as moving
from archive.stock.schemas import Cause, barcode_of
from archive.stock_takes import service as stock_takes
from archive.transfers import service as transfers
from tests.factories.places import make_places, make_room
from tests.factories.registered import register_volumes
from tests.fixtures.clients import Client, Person

SCRIPT = {"HX-Request": "true"}


@dataclass
class World:
    """A room at home and two elsewhere; the clerk works at home."""

    clerk: Client
    home: PlaceView
    away: PlaceView
    third: PlaceView
    volumes: list[VolumeView]


@pytest.fixture
def world(house: House, person: Person) -> World:
    clerk = person(Role.STAFF)
    with house.database.write() as session:
        home = make_room(session, "地方文献室", "DF")
        away = make_room(session, "地方文献室", "DF", ("XH", "星海明筑分馆"))
        third = make_room(session, "地方文献室", "DF", ("SF", "三分馆"))
        make_places(session, home, 1)
        volumes = register_volumes(session)
        moving.move(session, [volume.id for volume in volumes], away, Cause.SHELVED)
        account = find_account_by_name(session, "staff")
        change_branch(session, account.id, home.room.branch.id)
    return World(clerk, home, away, third, volumes)


def test_places_of_another_branch_are_seen_and_not_changed(world: World) -> None:
    clerk = world.clerk
    there = f"/desk/locations/places/{world.away.id}"
    assert clerk.get(there).status_code == 200
    for act, fields in [
        ("", {"code": "DF", "name": "x"}),
        ("/range", {"first": "1", "last": "2"}),
        ("/named", {"named_code": "A"}),
        ("/close", {}),
        ("/reopen", {}),
    ]:
        assert clerk.submit(f"{there}{act}", fields).status_code == 403, act
    branch = f"/desk/locations/branches/{world.away.room.branch.id}"
    assert clerk.submit(f"{branch}/close").status_code == 403
    assert clerk.submit("/desk/locations/branches", {"code": "A", "name": "x"}).status_code == 403
    home = f"/desk/locations/places/{world.home.id}"
    assert clerk.submit(f"{home}/range", {"first": "2", "last": "3"}).status_code == 303


def test_volumes_are_shelved_only_at_home(world: World) -> None:
    clerk = world.clerk
    page = "/desk/stock/shelve/scan"
    fields = {"csrf_token": clerk.token, "text": world.away.barcode}
    refused = clerk.post(page, data=fields, headers=SCRIPT).text
    assert "这里属于其他馆" in refused
    forced = fields | {"text": barcode_of(world.volumes[0]), "at": world.away.id}
    assert "请先扫架位的条码" in clerk.post(page, data=forced, headers=SCRIPT).text
    put = f"/desk/stock/volumes/{world.volumes[0].id}/place"
    assert clerk.submit(put, {"place": world.away.address}).status_code == 403
    assert clerk.submit(put, {"place": world.home.address}).status_code == 303


def test_slips_are_sent_from_home_and_received_at_home(house: House, world: World) -> None:
    clerk, ids = world.clerk, [volume.id for volume in world.volumes]
    with house.database.write() as session:
        slip = transfers.begin_transfer(session, world.away.id, world.home.id, new_id())
        transfers.add_volumes(session, slip.id, ids)
    base = f"/desk/transfers/{slip.id}"
    assert clerk.submit(f"{base}/send").status_code == 403
    assert clerk.submit(f"{base}/scan", {"text": "1"}).status_code == 403
    assert clerk.submit(f"{base}/cancel").status_code == 403
    with house.database.write() as session:
        transfers.send_transfer(session, slip.id)
    assert clerk.submit(f"{base}/receive-all").status_code == 303
    form = {"submission": new_id(), "origin": world.away.id, "target": world.third.id}
    assert clerk.submit("/desk/transfers/new", form).status_code == 403


def test_stock_is_taken_only_at_home(house: House, world: World) -> None:
    clerk = world.clerk
    opening = {"submission": new_id(), "place": world.away.address}
    assert clerk.submit("/desk/stock-takes", opening).status_code == 403
    with house.database.write() as session:
        take = stock_takes.open_stock_take(session, world.away.id, new_id())
    base = f"/desk/stock-takes/{take.id}"
    for act in ("scan", "correct-all", "close"):
        assert clerk.submit(f"{base}/{act}", {"text": "1"}).status_code == 403, act
    assert clerk.get(f"{base}/report.csv").status_code == 200


def test_a_move_concerns_the_two_branches_it_joins(house: House, world: World) -> None:
    clerk = world.clerk
    with house.database.write() as session:
        ours = relocations.begin_relocation(session, "搬来", world.away.id, world.home.id, new_id())
        (crate,) = relocations.add_crates(session, ours.id, 1)
        other = make_room(session, "四库室", "SK", ("XH", "星海明筑分馆"))
        theirs = relocations.begin_relocation(session, "搬走", other.id, world.third.id, new_id())
    more = {"count": "1"}
    assert clerk.submit(f"/desk/relocations/{ours.id}/crates", more).status_code == 303
    assert clerk.submit(f"/desk/relocations/{theirs.id}/crates", more).status_code == 403
    assert clerk.submit(f"/desk/relocations/{theirs.id}/pack/scan").status_code == 403
    assert clerk.get(f"/desk/relocations/{theirs.id}").status_code == 200
    here = f"/desk/relocations/{ours.id}"
    for act in ("pack/scan", f"crates/{crate.id}/seal", "pack/items/x/undo"):
        assert clerk.submit(f"{here}/{act}").status_code == 403, act
    assert clerk.submit(f"{here}/unpack/scan", {"text": crate.barcode}).status_code == 303


def test_nobody_plans_the_move_of_a_room_of_another_branch(house: House, world: World) -> None:
    clerk = world.clerk
    form = {"submission": new_id(), "name": "搬来", "origin": world.away.id}
    assert clerk.submit("/desk/relocations", form | {"target": world.home.id}).status_code == 403
    own = form | {"origin": world.home.id, "target": world.away.id}
    assert clerk.submit("/desk/relocations", own).status_code == 303
    with house.database.read() as session:
        (move,) = moves.list_relocations(session)
    base = f"/desk/relocations/{move.id}"
    assert clerk.submit(f"{base}/pack/scan", {"text": "x"}).status_code == 303
    assert clerk.submit(f"{base}/unpack/scan", {"text": "x"}).status_code == 403
