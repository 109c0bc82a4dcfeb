"""Stock-takings against their tables: scanning, undoing, correcting, closing, several at once."""

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from archive.catalogue.schemas import VolumeView
from archive.catalogue.service import take_out
from archive.kernel import journal
from archive.kernel.database import Database
from archive.kernel.identifiers import new_id
from archive.kernel.journal import Subject
from archive.locations.schemas import PlaceView
from archive.stock import queries as stock
from archive.stock import service as moving
from archive.stock.scanning import Shelving, shelve
from archive.stock.schemas import Carrier, CarrierKind, Cause, barcode_of
from archive.stock_takes import queries, service
from archive.stock_takes.compare import Sighting, compare
from archive.stock_takes.errors import (
    NothingToCorrectError,
    ScanCorrectedError,
    StockTakeClosedError,
)
from archive.stock_takes.models import StockTake
from archive.stock_takes.schemas import Counts, Finding, ScanView, StockTakeView
from tests.factories.people import OPERATOR
from tests.factories.places import make_places, make_room
from tests.factories.registered import register_volumes
from tests.fixtures.statements import CountQueries


@dataclass
class Shelves:
    """A room with two bookcases of two levels; six volumes stand on the first two levels."""

    room: PlaceView
    levels: list[PlaceView]
    volumes: list[VolumeView]
    stray: VolumeView
    take: StockTakeView


def set_up(session: Session) -> Shelves:
    """Fill the shelves, begin to take stock of the room, and sign as somebody."""
    journal.act_as(session, OPERATOR)
    room = make_room(session)
    levels = [p for p in make_places(session, room, 2, 2) if p.kind == "level"]
    volumes = register_volumes(session, count=6)
    stray = register_volumes(session, "散落一冊", 1)[0]
    for number, volume in enumerate(volumes):
        moving.move(session, [volume.id], levels[number // 3], Cause.SHELVED)
    return Shelves(room, levels, volumes, stray, begin(session, room))


def begin(session: Session, place: PlaceView) -> StockTakeView:
    return service.open_stock_take(session, place.id, new_id())


def scan(session: Session, take: StockTakeView, text: str, here: PlaceView | None) -> ScanView:
    return service.take_scan(session, take.id, text, here.id if here else "", new_id())


def counts(session: Session, take: StockTakeView) -> Counts:
    return queries.count_findings(session, queries.find_stock_take(session, take.id))


def test_what_stands_in_a_place_is_expected_there(database: Database) -> None:
    with database.write() as session:
        s = set_up(session)
        assert s.take.expected_count == 6
        assert begin(session, s.levels[1]).expected_count == 3
        assert begin(session, s.levels[3]).expected_count == 0
        token = new_id()
        again = [service.open_stock_take(session, s.room.id, token) for _ in range(2)]
        assert again[0] == again[1]
        assert s.take.number.endswith("第0001号")


def test_what_was_registered_into_a_room_and_never_shelved_is_expected_there(
    database: Database,
) -> None:
    with database.write() as session:
        s = set_up(session)
        waiting = register_volumes(session, "未上架一部", 2, room_id=s.room.room.id)
        take = begin(session, s.room)
        assert take.expected_count == 8
        assert begin(session, s.levels[0]).expected_count == 3
        assert scan(session, take, barcode_of(waiting[0]), s.levels[0]).can_correct
        for volume in s.volumes:
            scan(session, take, barcode_of(volume), None)
        assert counts(session, take).missing_count == 1
        assert service.close_stock_take(session, take.id).missing_count == 1
        (missing,) = stock.list_missing(session)
        assert missing.volume.id == waiting[1].id


def test_what_was_closed_since_it_was_looked_at_takes_no_scan(database: Database) -> None:
    with database.write() as session:
        s = set_up(session)
        seen = session.get_one(StockTake, s.take.id)
        closing = update(StockTake).values(closed_at=journal.now(session))
        session.execute(closing, execution_options={"synchronize_session": False})
        assert seen.closed_at is None
        with pytest.raises(StockTakeClosedError):
            scan(session, s.take, "1", None)


def test_a_scan_is_found_misplaced_twice_or_unknown(database: Database) -> None:
    with database.write() as session:
        s = set_up(session)
        first, last = s.volumes[0], s.volumes[5]
        for volume, here, finding, astray in [
            (first, s.levels[0], Finding.FOUND, False),
            (first, s.levels[0], Finding.TWICE, False),
            (last, s.levels[0], Finding.MISPLACED, True),
            (s.stray, s.levels[0], Finding.MISPLACED, True),
            (s.volumes[1], None, Finding.FOUND, False),
        ]:
            found = scan(session, s.take, barcode_of(volume), here)
            assert (found.finding, found.can_correct) == (finding, astray)
        unknown = scan(session, s.take, "777777", s.levels[0])
        assert (unknown.finding, unknown.printed) == (Finding.UNKNOWN, "777777")
        assert counts(session, s.take) == Counts(6, 3, 2, 2, 1, 1, 2)
        unseen = queries.list_unseen(session, s.take.id)
        assert [row.volume.id for row in unseen] == [v.id for v in s.volumes[2:5]]


def test_a_scan_sent_twice_is_taken_once(database: Database) -> None:
    with database.write() as session:
        s = set_up(session)
        token = new_id()
        for _ in range(2):
            service.take_scan(session, s.take.id, barcode_of(s.volumes[0]), s.levels[0].id, token)
        assert counts(session, s.take).found_count == 1
        assert counts(session, s.take).twice_count == 0


def test_undoing_a_scan_makes_the_volume_unseen_again(database: Database) -> None:
    with database.write() as session:
        s = set_up(session)
        astray = scan(session, s.take, barcode_of(s.volumes[0]), s.levels[3])
        right = scan(session, s.take, barcode_of(s.volumes[0]), s.levels[0])
        assert right.finding is Finding.FOUND
        assert queries.find_scan(session, s.take.id, astray.number).finding is Finding.TWICE
        service.undo_scan(session, s.take.id, right.number)
        service.undo_scan(session, s.take.id, right.number)
        assert queries.find_scan(session, s.take.id, astray.number).finding is Finding.MISPLACED
        assert counts(session, s.take).seen_count == 1
        service.undo_scan(session, s.take.id, astray.number)
        assert counts(session, s.take) == Counts(6, 0, 0, 0, 0, 0, 0)


def test_a_record_is_corrected_to_where_the_volume_was_scanned(database: Database) -> None:
    with database.write() as session:
        s = set_up(session)
        astray = scan(session, s.take, barcode_of(s.volumes[0]), s.levels[3])
        scan(session, s.take, barcode_of(s.stray), s.levels[2])
        service.correct_place(session, s.take.id, astray.number)
        with pytest.raises(NothingToCorrectError):
            service.correct_place(session, s.take.id, astray.number)
        with pytest.raises(ScanCorrectedError):
            service.undo_scan(session, s.take.id, astray.number)
        assert service.correct_all(session, s.take.id) == 1
        assert service.correct_all(session, s.take.id) == 0
        for volume, level in ((s.volumes[0], s.levels[3]), (s.stray, s.levels[2])):
            (row,) = stock.rows_of(session, [volume.id])
            assert row.whereabouts.place == level
            (moved, *_rest) = stock.movements_of(session, volume.id)
            assert (moved.cause, moved.slip) == (Cause.STOCK_TAKE, s.take.number)


def test_many_records_are_corrected_without_asking_for_each(
    database: Database, count_queries: CountQueries
) -> None:
    with database.write() as session:
        s = set_up(session)
        strays = register_volumes(session, "散落多冊", 60)
        for stray in strays:
            scan(session, s.take, barcode_of(stray), s.levels[2])
    with database.write() as session, count_queries(database) as asked:
        journal.act_as(session, OPERATOR)
        assert service.correct_all(session, s.take.id) == 60
    of_scans = [each for each in asked if "FROM stock_take_scans" in each]
    assert len(of_scans) <= 3


def test_a_record_that_names_the_room_is_made_exact(database: Database) -> None:
    with database.write() as session:
        s = set_up(session)
        moving.move(session, [s.stray.id], s.room, Cause.SHELVED)
        found = scan(session, s.take, barcode_of(s.stray), s.levels[2])
        assert found.finding is Finding.FOUND
        assert found.can_correct
        bookcase = stock.find_places(session, [s.levels[0].parent_id or ""])
        wider = scan(session, s.take, barcode_of(s.volumes[0]), next(iter(bookcase.values())))
        assert wider.finding is Finding.FOUND
        assert not wider.can_correct


def test_what_is_under_way_is_reported_and_not_moved(database: Database) -> None:
    with database.write() as session:
        s = set_up(session)
        crate = Carrier(CarrierKind.CRATE, new_id(), "箱1")
        moving.move(session, [s.volumes[0].id], crate, Cause.RELOCATION)
        found = scan(session, s.take, barcode_of(s.volumes[0]), s.levels[0])
        assert (found.finding, found.recorded_name) == (Finding.MISPLACED, "箱1")
        assert not found.can_correct


def test_closing_puts_the_unseen_on_the_list_of_the_missing(database: Database) -> None:
    with database.write() as session:
        s = set_up(session)
        moving.report_missing(session, [s.volumes[0].id], "旧", Subject("x", "y"))
        for volume in s.volumes[:4]:
            scan(session, s.take, barcode_of(volume), None)
        moving.move(session, [s.volumes[5].id], None, Cause.SHELVED, why="送修")
        closed = service.close_stock_take(session, s.take.id)
        assert closed == Counts(5, 4, 4, 0, 0, 0, 0)
        (missing,) = stock.list_missing(session)
        assert missing.volume.id == s.volumes[4].id
        assert (missing.slip, missing.expected_at) == (s.take.number, s.levels[1].path)
        with pytest.raises(StockTakeClosedError):
            scan(session, s.take, barcode_of(s.volumes[4]), None)
        with pytest.raises(StockTakeClosedError):
            service.close_stock_take(session, s.take.id)
        entries = journal.history(session, [Subject("stock-take", s.take.id)])
        assert entries[0].action == "stock_takes.closed"
        assert entries[0].after["missing"] == 1
        # Next year it is looked for again, and found.
        again = begin(session, s.room)
        assert again.expected_count == 5
        scan(session, again, barcode_of(s.volumes[4]), s.levels[1])
        service.close_stock_take(session, again.id)
        assert s.volumes[4].id not in {row.volume.id for row in stock.list_missing(session)}


@pytest.mark.parametrize("seed", range(3))
def test_the_tables_say_what_the_comparison_says(database: Database, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    with database.write() as session:
        s = set_up(session)
        everything = [*s.volumes, s.stray]
        recorded = {
            v.id: row.whereabouts.place.id if row.whereabouts.place else ""
            for v in everything
            for row in stock.rows_of(session, [v.id])
        }
        places = {p.id: p for p in [s.room, *s.levels]}

        def fits(at: str, here: str) -> bool:
            return bool(at) and (places[here].holds(places[at]) or places[at].holds(places[here]))

        kept: list[Sighting] = []
        for _ in range(25):
            here = chance.choice([s.room, *s.levels])
            volume = chance.choice([*everything, None])
            made = scan(session, s.take, barcode_of(volume) if volume else "?", here)
            if chance.random() < 0.2:
                service.undo_scan(session, s.take.id, made.number)
            else:
                at = recorded[volume.id] if volume else ""
                kept.append(Sighting(volume.id if volume else "", here.id, at))
        outcome = compare([v.id for v in s.volumes], kept, fits)
        said = queries.list_scans(session, s.take.id, limit=None)
        assert tuple(view.finding for view in said) == outcome.findings
        unseen = queries.list_unseen(session, s.take.id)
        assert {row.volume.id for row in unseen} == outcome.missing
        assert counts(session, s.take).missing_count == len(outcome.missing)


def test_several_people_scan_at_once(database: Database) -> None:
    with database.write() as session:
        s = set_up(session)
    texts = [barcode_of(volume) for volume in s.volumes for _ in range(4)]

    def one(text: str) -> None:
        with database.write() as session:
            journal.act_as(session, OPERATOR)
            scan(session, s.take, text, s.room)

    with ThreadPoolExecutor(max_workers=6) as scanners:
        list(scanners.map(one, texts))
    with database.read() as session:
        assert counts(session, s.take) == Counts(6, 6, 6, 0, 18, 0, 0)


def test_what_left_the_registers_is_no_longer_expected(database: Database) -> None:
    with database.write() as session:
        s = set_up(session)
        gone = s.volumes[0]
        moving.report_missing(session, [gone.id], "旧", Subject("x", "y"))
        take_out(session, gone.id, journal.today(session), "破损")
        take = begin(session, s.room)
        assert take.expected_count == 5
        found = scan(session, take, barcode_of(gone), s.levels[0])
        assert found.finding is Finding.MISPLACED
        assert found.recorded_name.startswith("已注销")
        assert not found.can_correct
        shelved = shelve(session, barcode_of(gone), s.levels[0].id)
        assert shelved.outcome is Shelving.DEREGISTERED
        assert stock.count_missing(session) == 0
        assert stock.list_missing(session) == []
