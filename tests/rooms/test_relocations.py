"""Moving a room: packing, sealing, arriving, checking off; nothing is lost on the way."""

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from archive.catalogue.schemas import VolumeView
from archive.catalogue.service import take_out
from archive.kernel import journal
from archive.kernel.database import Database
from archive.kernel.errors import AppError
from archive.kernel.identifiers import new_id
from archive.locations.schemas import PlaceView
from archive.relocations import packing, queries, service
from archive.relocations.errors import (
    ArrivedAlreadyError,
    CratesNotUnpackedError,
    CrateStateError,
    CratesUnderWayError,
    EmptyCrateError,
    NotToBeMovedError,
    PlaceNotInNewRoomError,
    RelocationClosedError,
    RelocationNowhereError,
    RelocationUnderWayError,
)
from archive.relocations.schemas import (
    CrateState,
    CrateView,
    RelocationCounts,
    RelocationView,
)
from archive.stock import queries as stock
from archive.stock import scanning
from archive.stock import service as moving
from archive.stock.errors import VolumeWithdrawnError
from archive.stock.schemas import Cause, barcode_of
from tests.factories.people import OPERATOR
from tests.factories.places import make_places, make_room
from tests.factories.registered import register_volumes


@dataclass
class Move:
    """Six volumes in the old room, two crates, and a bookcase in the new room."""

    view: RelocationView
    old_shelf: PlaceView
    new_shelf: PlaceView
    volumes: list[VolumeView]
    crates: list[CrateView]

    @property
    def ids(self) -> list[str]:
        return [volume.id for volume in self.volumes]


def set_up(session: Session) -> Move:
    journal.act_as(session, OPERATOR)
    old = make_room(session, "地方文献室", "DF")
    new = make_room(session, "地方文献室", "DF", ("XG", "新馆"))
    (old_shelf,) = make_places(session, old, 1)
    (new_shelf,) = make_places(session, new, 1)
    volumes = register_volumes(session, count=6)
    moving.move(session, [volume.id for volume in volumes], old_shelf, Cause.SHELVED)
    view = service.begin_relocation(session, "新馆搬迁", old.id, new.id, new_id())
    crates = service.add_crates(session, view.id, 2)
    return Move(view, old_shelf, new_shelf, volumes, crates)


def pack(session: Session, m: Move, crate: int, *volumes: int) -> None:
    for number in volumes:
        packing.pack_volume(session, m.view.id, m.crates[crate].id, m.ids[number])


def check_in(session: Session, m: Move, crate: int, *volumes: int) -> None:
    for number in volumes:
        packing.check_in(session, m.view.id, m.crates[crate].id, m.ids[number])


def counts(session: Session, m: Move) -> RelocationCounts:
    return queries.count_volumes(session, m.view)


def place_name(session: Session, volume_id: str) -> str:
    return stock.rows_of(session, [volume_id])[0].whereabouts.name


def test_a_room_is_moved_crate_by_crate(database: Database) -> None:
    with database.write() as session:
        m = set_up(session)
        first, second = m.crates
        assert (first.sequence, second.sequence) == (1, 2)
        assert queries.find_scanned_crate(session, m.view.id, first.barcode) == first
        pack(session, m, 0, 0, 1, 2)
        pack(session, m, 1, 3, 4)
        assert place_name(session, m.ids[0]) == "新馆搬迁 · 箱1"
        assert counts(session, m) == RelocationCounts(1, 5, 0, 0, 0)
        service.aim_crate(session, m.view.id, first.id, m.new_shelf.id)
        for crate in m.crates:
            service.seal_crate(session, m.view.id, crate.id)
        packing.arrive(session, m.view.id, first.id)
        assert counts(session, m).missing == 3
        check_in(session, m, 0, 0, 1)
        assert place_name(session, m.ids[0]) == m.new_shelf.path
        check_in(session, m, 0, 2)
        done = queries.find_crate(session, m.view.id, first.id)
        assert done.state is CrateState.UNPACKED
        packing.arrive(session, m.view.id, second.id)
        check_in(session, m, 1, 3)
        assert place_name(session, m.ids[3]) == m.view.target.path
        assert [item.volume.id for item in queries.list_missing(session, m.view.id)] == [m.ids[4]]
        with pytest.raises(CratesNotUnpackedError):
            service.close_relocation(session, m.view.id)
        packing.finish_crate(session, m.view.id, second.id)
        closed = service.close_relocation(session, m.view.id)
        assert closed == RelocationCounts(1, 1, 4, 1, 0)
        (missing,) = stock.list_missing(session)
        assert (missing.volume.id, missing.slip) == (m.ids[4], "新馆搬迁")
        with pytest.raises(RelocationClosedError):
            check_in(session, m, 1, 4)
        # It is in no crate any more, so it is shelved wherever it turns up.
        assert place_name(session, m.ids[4]) == ""
        scan = scanning.shelve(session, barcode_of(m.volumes[4]), m.old_shelf.id)
        assert scan.outcome is scanning.Shelving.SHELVED
        assert stock.count_missing(session) == 0
        after = queries.find_relocation(session, m.view.id)
        assert queries.count_volumes(session, after) == closed


def test_a_room_is_moved_by_one_move_at_a_time(database: Database) -> None:
    with database.write() as session:
        m = set_up(session)
        third = make_room(session, "四库室", "SK")
        for origin in (m.view.origin, m.old_shelf):
            with pytest.raises(RelocationUnderWayError) as refused:
                service.begin_relocation(session, "再搬", origin.id, third.id, new_id())
            assert refused.value.values["name"] == "新馆搬迁"
        service.close_relocation(session, m.view.id)
        service.begin_relocation(session, "再搬", m.old_shelf.id, third.id, new_id())


def test_what_is_withdrawn_is_neither_packed_nor_waited_for(database: Database) -> None:
    with database.write() as session:
        m = set_up(session)
        pack(session, m, 0, 0, 1)
        for number in (0, 2):
            take_out(session, m.ids[number], dt.date(2026, 3, 1), "重复")
        assert counts(session, m) == RelocationCounts(3, 1, 0, 0, 0)
        with pytest.raises(VolumeWithdrawnError), session.begin_nested():
            pack(session, m, 0, 2)
        packing.arrive(session, m.view.id, m.crates[0].id)
        with pytest.raises(VolumeWithdrawnError), session.begin_nested():
            check_in(session, m, 0, 0)
        check_in(session, m, 0, 1)
        packing.finish_crate(session, m.view.id, m.crates[0].id)
        assert service.close_relocation(session, m.view.id) == RelocationCounts(3, 0, 1, 0, 0)
        assert place_name(session, m.ids[0]) == ""
        assert stock.list_missing(session) == []


def test_what_is_found_in_the_wrong_crate_is_not_missing(database: Database) -> None:
    with database.write() as session:
        m = set_up(session)
        pack(session, m, 0, 0, 1)
        pack(session, m, 1, 2)
        for crate in m.crates:
            service.seal_crate(session, m.view.id, crate.id)
            packing.arrive(session, m.view.id, crate.id)
        item, is_new = packing.check_in(session, m.view.id, m.crates[0].id, m.ids[2])
        assert is_new
        assert item.is_unexpected
        assert (item.crate_number, item.arrived_crate_number) == (2, 1)
        # The crate it was packed in has nothing left to wait for.
        other = queries.find_crate(session, m.view.id, m.crates[1].id)
        assert other.state is CrateState.UNPACKED
        stranger, _ = packing.check_in(session, m.view.id, m.crates[0].id, m.ids[5])
        assert (stranger.crate_number, stranger.is_unexpected) == (None, True)
        unexpected = queries.list_unexpected(session, m.view.id)
        assert {item.volume.id for item in unexpected} == {m.ids[2], m.ids[5]}
        assert counts(session, m) == RelocationCounts(2, 2, 2, 2, 2)
        packing.undo_arrival(session, m.view.id, m.ids[5])
        assert place_name(session, m.ids[5]) == m.old_shelf.path
        packing.undo_arrival(session, m.view.id, m.ids[2])
        assert place_name(session, m.ids[2]) == "新馆搬迁 · 箱2"
        assert counts(session, m) == RelocationCounts(3, 3, 0, 3, 0)
        again = queries.find_crate(session, m.view.id, m.crates[1].id)
        assert again.state is CrateState.ARRIVED


def test_a_volume_is_taken_out_or_packed_in_another_crate(database: Database) -> None:
    with database.write() as session:
        m = set_up(session)
        pack(session, m, 0, 0)
        _item, is_new = packing.pack_volume(session, m.view.id, m.crates[0].id, m.ids[0])
        assert not is_new
        pack(session, m, 1, 0)
        assert place_name(session, m.ids[0]).endswith("箱2")
        packing.take_out(session, m.view.id, m.ids[0])
        assert place_name(session, m.ids[0]) == m.old_shelf.path
        with pytest.raises(EmptyCrateError):
            service.seal_crate(session, m.view.id, m.crates[1].id)


def test_what_cannot_be_done_is_refused(database: Database) -> None:
    with database.write() as session:
        m = set_up(session)
        (elsewhere,) = register_volumes(session, "別處一冊", 1)
        other = make_room(session, "四库室", "SK")
        moving.move(session, [elsewhere.id], other, Cause.SHELVED)
        with pytest.raises(NotToBeMovedError):
            packing.pack_volume(session, m.view.id, m.crates[0].id, elsewhere.id)
        pack(session, m, 0, 0)
        service.seal_crate(session, m.view.id, m.crates[0].id)
        with pytest.raises(CrateStateError):
            pack(session, m, 0, 1)
        with pytest.raises(CrateStateError):
            check_in(session, m, 0, 0)
        with pytest.raises(CratesUnderWayError):
            service.close_relocation(session, m.view.id)
        with pytest.raises(PlaceNotInNewRoomError):
            service.aim_crate(session, m.view.id, m.crates[1].id, m.old_shelf.id)
        packing.arrive(session, m.view.id, m.crates[0].id)
        check_in(session, m, 0, 0)
        with pytest.raises(ArrivedAlreadyError):
            pack(session, m, 1, 0)
        with pytest.raises(RelocationNowhereError):
            service.begin_relocation(session, "x", m.old_shelf.id, m.old_shelf.room.id, new_id())


@pytest.mark.parametrize("seed", range(3))
def test_no_volume_is_ever_lost_or_in_two_places(database: Database, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    with database.write() as session:
        m = set_up(session)
        acts: list[Callable[[str, str], object]] = [
            lambda v, c: packing.pack_volume(session, m.view.id, c, v),
            lambda v, _c: packing.take_out(session, m.view.id, v),
            lambda _v, c: service.seal_crate(session, m.view.id, c),
            lambda _v, c: service.reopen_crate(session, m.view.id, c),
            lambda _v, c: packing.arrive(session, m.view.id, c),
            lambda v, c: packing.check_in(session, m.view.id, c, v),
            lambda v, _c: packing.undo_arrival(session, m.view.id, v),
            lambda _v, c: packing.finish_crate(session, m.view.id, c),
        ]
        for _ in range(60):
            try:
                with session.begin_nested():
                    act = chance.choice(acts)
                    act(chance.choice(m.ids), chance.choice(m.crates).id)
            except AppError:
                continue
            total = counts(session, m)
            assert total.total == len(m.ids)
            packed = queries.count_crates(session, m.view.id).values()
            assert sum(crate.pending for crate in packed) == total.packed
            new = stock.count_stock(session, stock.StockFilter(m.view.target))
            assert new == total.arrived
