"""Where volumes are: moving them, undoing, and finding what was missing."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.accessions.models import AccessionBatch, AccessionItem
from archive.catalogue.queries import TitleFilter, Window, list_titles
from archive.catalogue.schemas import VolumeView
from archive.catalogue.service import take_out
from archive.kernel import journal
from archive.kernel.database import Database
from archive.kernel.journal import Subject
from archive.locations import places
from archive.locations.errors import PlaceClosedError, PlaceOccupiedError
from archive.locations.schemas import PlaceView
from archive.stock import queries, scanning, service
from archive.stock.errors import (
    NothingToUndoError,
    UnknownPlaceError,
    VolumeUnderWayError,
    VolumeWithdrawnError,
)
from archive.stock.queries import StockFilter, StockOccupancy
from archive.stock.scanning import Shelving
from archive.stock.schemas import Carrier, CarrierKind, Cause, barcode_of, printed_number
from tests.factories.people import OPERATOR
from tests.factories.places import make_places, make_room
from tests.factories.registered import register_volumes

CRATE = Carrier(CarrierKind.CRATE, "0123456789bc", "箱1")


def set_up(session: Session, count: int = 3) -> tuple[list[VolumeView], list[PlaceView]]:
    """Register volumes and make two bookcases of two levels; sign as somebody."""
    journal.act_as(session, OPERATOR)
    volumes = register_volumes(session, count=count)
    room = make_room(session)
    return volumes, [room, *make_places(session, room, 2, 2)]


def name_of(session: Session, volume: VolumeView) -> str:
    return queries.rows_of(session, [volume.id])[0].whereabouts.name


def test_a_volume_is_put_moved_and_remembered(database: Database) -> None:
    with database.write() as session:
        (volume, *_), (_room, first, level, *_rest) = set_up(session)
        assert name_of(session, volume) == ""
        service.move(session, [volume.id], first, Cause.SHELVED)
        service.move(session, [volume.id], level, Cause.SHELVED, why="更准确")
        again = service.move(session, [volume.id], level, Cause.SHELVED)
        assert again == []
        assert name_of(session, volume) == level.path
        told = queries.movements_of(session, volume.id)
        assert [(m.from_name, m.to_name, m.why) for m in told] == [
            (first.path, level.path, "更准确"),
            ("", first.path, ""),
        ]
        assert {m.actor_name for m in told} == {OPERATOR.name}
        entries = journal.history(session, [Subject("volume", volume.id)])
        assert [e.action for e in entries[:2]] == [service.MOVED, service.MOVED]
        assert entries[0].before == {"place": first.path}


def test_many_volumes_moved_at_once_are_one_entry_of_the_journal(database: Database) -> None:
    with database.write() as session:
        volumes, (room, *_) = set_up(session, 7)
        before = journal.last_entry_number(session)
        service.move(
            session,
            [volume.id for volume in volumes],
            room,
            Cause.TRANSFER,
            slip="移1",
            about=Subject("transfer", "x"),
        )
        (entry,) = journal.entries_after(session, before)
        assert entry.after == {"place": room.path, "count": 7, "slip": "移1"}
        assert len(entry.links) == 8


def test_nothing_is_put_at_a_closed_place_and_none_closed_under_a_volume(
    database: Database,
) -> None:
    with database.write() as session:
        (volume, *_), (room, first, level, *_rest) = set_up(session)
        service.move(session, [volume.id], level, Cause.SHELVED)
        for place in (level, first, room):
            with pytest.raises(PlaceOccupiedError):
                places.close_place(session, place.id, StockOccupancy())
        service.move(session, [volume.id], None, Cause.SHELVED)
        closed = places.close_place(session, first.id, StockOccupancy())
        with pytest.raises(PlaceClosedError):
            service.move(session, [volume.id], closed, Cause.SHELVED)


def test_shelving_with_a_scanner(database: Database) -> None:
    with database.write() as session:
        (one, two, _), (_room, _first, level, *_rest) = set_up(session)
        early = scanning.shelve(session, barcode_of(one), "")
        assert early.outcome is Shelving.NO_PLACE
        at = scanning.shelve(session, f"{level.barcode}\n", "")
        assert at.outcome is Shelving.PLACE
        assert at.at == level
        put = scanning.shelve(session, barcode_of(one), level.id)
        assert put.outcome is Shelving.SHELVED
        assert put.movement is not None
        assert scanning.shelve(session, barcode_of(one), level.id).outcome is Shelving.ALREADY
        assert scanning.shelve(session, two.id, level.id).outcome is Shelving.SHELVED
        assert scanning.shelve(session, "999999", level.id).outcome is Shelving.UNKNOWN
        assert name_of(session, one) == level.path
        back = service.undo_move(session, put.movement.number)
        assert back.to_name == ""
        assert name_of(session, one) == ""
        with pytest.raises(NothingToUndoError):
            service.undo_move(session, put.movement.number)


def test_what_is_under_way_is_not_put_on_a_shelf_by_mistake(database: Database) -> None:
    with database.write() as session:
        (one, *_), (_room, _first, level, *_rest) = set_up(session)
        service.move(session, [one.id], CRATE, Cause.RELOCATION)
        scan = scanning.shelve(session, barcode_of(one), level.id)
        assert scan.outcome is Shelving.UNDER_WAY
        with pytest.raises(VolumeUnderWayError):
            scanning.place_volume(session, one.id, level.address)
        assert queries.volume_ids_in(session, CRATE.id) == [one.id]
        assert name_of(session, one) == "箱1"


def test_a_place_that_is_not_there_is_named(database: Database) -> None:
    with database.write() as session:
        (one, *_), _places = set_up(session)
        with pytest.raises(UnknownPlaceError) as caught:
            scanning.place_volume(session, one.id, "ZG-SK-77")
        assert "ZG-SK-77" in str(caught.value)
        assert scanning.place_volume(session, one.id, "zg-sk-2-1").address == "ZG-SK-02-1"


def test_lists_count_what_they_show(database: Database) -> None:
    with database.write() as session:
        (one, two, three), (room, first, level, *rest) = set_up(session)
        service.move(session, [one.id], rest[-1], Cause.SHELVED)
        service.move(session, [two.id], level, Cause.SHELVED)
        service.move(session, [three.id], CRATE, Cause.RELOCATION)
        fourth = register_volumes(session, "又一種", 1)[0]
        for wanted, expected in [
            (StockFilter(room), [two, one]),
            (StockFilter(first), [two]),
            (StockFilter(rest[0]), []),
            (StockFilter(is_unplaced=True), [fourth]),
            (StockFilter(is_under_way=True), [three]),
        ]:
            rows = queries.list_stock(session, wanted)
            assert [row.volume.id for row in rows] == [volume.id for volume in expected]
            assert queries.count_stock(session, wanted) == len(expected)
        assert queries.count_stock(session, StockFilter()) == 2  # what is under way stands nowhere
        occupancy = StockOccupancy()
        assert occupancy.volumes_by_room(session) == {room.id: 2}
        assert occupancy.unshelved_by_room(session) == {}
        batch = session.scalars(select(AccessionItem.batch_id).filter_by(volume_id=fourth.id)).one()
        session.get_one(AccessionBatch, batch).room_id = room.id
        session.flush()
        assert occupancy.unshelved_by_room(session) == {room.id: 1}
        assert occupancy.volumes_by_place(session, room.id) == {level.id: 1, rest[-1].id: 1}


def test_the_missing_stay_on_the_list_until_somebody_moves_them(database: Database) -> None:
    with database.write() as session:
        (one, two, _), (room, first, *_) = set_up(session)
        service.move(session, [one.id, two.id], first, Cause.SHELVED)
        take = Subject("stock-take", "x")
        assert service.report_missing(session, [one.id, two.id], "清1", take) == 2
        assert service.report_missing(session, [one.id], "清2", take) == 0
        assert [row.expected_at for row in queries.list_missing(session)] == [first.path] * 2
        # It stood where it should all the while: to scan it there is to find it.
        service.move(session, [one.id], first, Cause.SHELVED)
        service.move(session, [two.id], room, Cause.SHELVED)
        assert queries.count_missing(session) == 0
        found = queries.list_missing(session, with_found=True)
        assert {(row.found_where, row.found_by) for row in found} == {
            (first.path, OPERATOR.name),
            (room.path, OPERATOR.name),
        }


def test_a_volume_missed_by_two_at_once_is_listed_once(database: Database) -> None:
    with database.write() as session:
        (volume, *_), (room, *_places) = set_up(session)
        service.move(session, [volume.id], room, Cause.SHELVED)

    def report(slip: str) -> int:
        with database.write() as session:
            journal.act_as(session, OPERATOR)
            about = Subject("stock-take", slip)
            return service.report_missing(session, [volume.id], slip, about)

    with ThreadPoolExecutor(1) as other:
        with database.write() as session:
            journal.act_as(session, OPERATOR)
            about = Subject("stock-take", "一")
            assert service.report_missing(session, [volume.id], "一", about) == 1
            second = other.submit(report, "二")
            wait([second], timeout=1)  # it may end only after us
        assert second.result() == 0
    with database.read() as session:
        assert queries.count_missing(session) == 1


def test_a_barcode_is_the_accession_number(database: Database) -> None:
    with database.write() as session:
        (one, *_), _places = set_up(session)
        assert printed_number(one)
        assert barcode_of(one) == printed_number(one)
        found = queries.find_scanned_volume(session, f" {barcode_of(one)}\r")
        assert found is not None
        assert found.id == one.id
        assert queries.find_scanned_volume(session, "") is None


def test_what_is_under_way_or_withdrawn_stands_at_no_place(database: Database) -> None:
    with database.write() as session:
        volumes, (room, shelf, *_rest) = set_up(session)
        service.move(session, [volume.id for volume in volumes], shelf, Cause.SHELVED)
        service.move(session, [volumes[0].id], CRATE, Cause.RELOCATION)
        take_out(session, volumes[1].id, dt.date(2026, 3, 1), "重复")
        for wanted in (StockFilter(), StockFilter(room)):
            assert queries.count_stock(session, wanted) == 1
            assert [row.volume.id for row in queries.list_stock(session, wanted)] == [volumes[2].id]
        assert StockOccupancy().volumes_by_room(session) == {room.room.id: 1}
        assert StockOccupancy().volumes_by_place(session, room.room.id) == {shelf.id: 1}
        with pytest.raises(VolumeWithdrawnError):
            scanning.place_volume(session, volumes[1].id, room.barcode)
        (title,) = list_titles(session, TitleFilter(), Window())
        assert (title.volume_count, title.withdrawn_count) == (2, 1)
