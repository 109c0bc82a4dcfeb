"""Branches, rooms and the places in them."""

from collections.abc import Mapping

import pytest
from sqlalchemy.orm import Session

from archive.kernel import journal
from archive.kernel.database import Database
from archive.kernel.errors import AppError
from archive.kernel.journal import Subject
from archive.locations import places, queries, service
from archive.locations.barcodes import PLACE, is_barcode
from archive.locations.errors import (
    CodeTakenError,
    CodeUnusableError,
    NameMissingError,
    NoPlaceInsideError,
    PlaceClosedError,
    PlaceOccupiedError,
    PlaceRangeError,
    TooManyPlacesError,
)
from archive.locations.schemas import NewPlaces
from tests.factories.places import make_places, make_room


class Standing:
    """Volumes that stand at places, as another room would count them."""

    def __init__(self, counts: Mapping[str, int] | None = None) -> None:
        self.counts = counts or {}

    def volumes_by_room(self, _session: Session) -> Mapping[str, int]:
        return {}

    def unshelved_by_room(self, _session: Session) -> Mapping[str, int]:
        return {}

    def volumes_by_place(self, _session: Session, _room_id: str) -> Mapping[str, int]:
        return self.counts


def test_an_archive_begins_with_the_usual_rooms_once(database: Database) -> None:
    for _ in range(2):
        with database.write() as session:
            service.ensure_default_locations(session)
    with database.read() as session:
        rooms = [room.path for room in queries.list_rooms(session)]
    assert rooms == [
        "总馆 · 地方文献（工具书）室",
        "总馆 · 四库全书（古籍）室",
        "星海明筑分馆 · 地方文献室",
    ]


def test_a_run_of_places_is_made_at_once_and_stands_in_order(database: Database) -> None:
    with database.write() as session:
        room = make_room(session)
        inside = make_places(session, room, 12, 6, 2)
    assert len(inside) == 12 * (1 + 6 * (1 + 2))
    assert len({place.barcode for place in inside}) == len(inside)
    assert all(is_barcode(place.barcode, PLACE) for place in inside)
    assert [place.path for place in inside[:4]] == [
        "总馆 · 四库全书（古籍）室 · 架01",
        "总馆 · 四库全书（古籍）室 · 架01 · 层1",
        "总馆 · 四库全书（古籍）室 · 架01 · 层1 · 函1",
        "总馆 · 四库全书（古籍）室 · 架01 · 层1 · 函2",
    ]
    assert inside[-1].address == "ZG-SK-12-6-2"


def test_bookcases_made_later_stand_where_their_number_is(database: Database) -> None:
    with database.write() as session:
        room = make_room(session)
        places.add_places(session, room.id, NewPlaces(5, 6))
        places.add_named_place(session, room.id, "展柜", "珍本")
        places.add_places(session, room.id, NewPlaces(1, 2))
        places.add_named_place(session, room.id, "4")
        names = [place.name for place in queries.children_of(session, room.id)]
    assert names == ["架01", "架02", "架04", "架05", "架06", "架展柜（珍本）"]


def test_a_number_that_was_renamed_can_be_given_again(database: Database) -> None:
    with database.write() as session:
        room = make_room(session)
        first, _second = places.add_places(session, room.id, NewPlaces(1, 2))
        places.change_place(session, first.id, "旧", "")
        again = places.add_named_place(session, room.id, "1")
        assert [place.code for place in queries.children_of(session, room.id)] == ["旧", "02", "01"]
    assert again.barcode != first.barcode


@pytest.mark.parametrize(
    ("wanted", "error"),
    [
        (NewPlaces(0, 3), PlaceRangeError),
        (NewPlaces(4, 3), PlaceRangeError),
        (NewPlaces(1, 5_000), PlaceRangeError),
        (NewPlaces(1, 100, (20, 50)), TooManyPlacesError),
        (NewPlaces(1, 1, (1, 1, 1)), NoPlaceInsideError),
        (NewPlaces(3, 4), CodeTakenError),
    ],
)
def test_a_run_that_cannot_be_made_leaves_nothing(
    database: Database, wanted: NewPlaces, error: type[AppError]
) -> None:
    with database.write() as session:
        room = make_room(session)
        make_places(session, room, 3)
    with pytest.raises(error), database.write() as session:
        places.add_places(session, room.id, wanted)
    with database.read() as session:
        assert len(queries.places_in(session, room.id)) == 3


def test_a_place_is_found_by_its_barcode_and_by_its_address(database: Database) -> None:
    with database.write() as session:
        room = make_room(session)
        inside = make_places(session, room, 3, 2)
        for place in [room, *inside]:
            for typed in (place.barcode, place.address, place.address.lower()):
                found = queries.find_scanned_place(session, f"{typed}\n")
                assert found is not None
                assert found.id == place.id
        short = queries.find_scanned_place(session, "zg-sk-3-2")
        assert short is not None
        assert short.address == "ZG-SK-03-2"
        for nothing in ("", "9900000000", "ZG", "ZG-XX", "ZG-SK-9", "ZG-SK-9-1", "000123"):
            assert queries.find_scanned_place(session, nothing) is None


def test_what_is_inside_a_place_is_only_what_is_inside_it(database: Database) -> None:
    with database.write() as session:
        room = make_room(session)
        inside = make_places(session, room, 11, 2)
        other = make_room(session, "地方文献室", "DF")
        make_places(session, other, 2)
        first = inside[0]
        assert [place.short_path for place in queries.places_in(session, first.id)] == [
            "架01 · 层1",
            "架01 · 层2",
        ]
        assert [place.id for place in inside if first.holds(place)] == [
            place.id for place in inside[:3]
        ]
        assert room.holds(first)
        assert not other.holds(first)
        assert not first.holds(room)


def test_volumes_add_up_from_case_to_room(database: Database) -> None:
    with database.write() as session:
        room = make_room(session)
        case_1, level_1, bookcase = "架01 · 层1 · 函1", "架01 · 层1", "架01"
        inside = {place.short_path: place for place in make_places(session, room, 2, 2, 2)}
    direct = {inside[case_1].id: 5, inside[level_1].id: 2, room.id: 1, inside["架02"].id: 4}
    totals = queries.add_up([room, *inside.values()], direct)
    assert totals[inside[case_1].id] == 5
    assert totals[inside[level_1].id] == 7
    assert totals[inside[bookcase].id] == 7
    assert totals[inside["架01 · 层2"].id] == 0
    assert totals[room.id] == 12


def test_a_place_is_closed_only_when_nothing_stands_in_it(database: Database) -> None:
    with database.write() as session:
        room = make_room(session)
        bookcase, level = make_places(session, room, 1, 1)
        with pytest.raises(PlaceOccupiedError) as caught:
            places.close_place(session, bookcase.id, Standing({level.id: 3}))
        assert "架01" in str(caught.value)
        assert "3 册" in str(caught.value)
        places.close_place(session, room.id, Standing())
        assert all(place.closed_at for place in queries.places_in(session, room.id))
        assert queries.list_rooms(session, only_open=True) == []
        with pytest.raises(PlaceClosedError):
            places.add_places(session, bookcase.id, NewPlaces(2, 2))
        places.reopen_place(session, level.id)
        assert queries.find_place(session, room.id).closed_at is None
        assert len(queries.list_rooms(session, only_open=True)) == 1


def test_a_branch_is_closed_with_its_rooms(database: Database) -> None:
    with database.write() as session:
        room = make_room(session)
        branch = room.room.branch
        with pytest.raises(PlaceOccupiedError):
            service.close_branch(session, branch.id, Standing({room.id: 1}))
        service.close_branch(session, branch.id, Standing())
        assert queries.list_rooms(session, only_open=True) == []
        service.reopen_branch(session, branch.id)
        assert queries.find_branch(session, branch.id).closed_at is None


def test_names_and_codes_are_checked_beside_their_field(database: Database) -> None:
    with database.write() as session:
        room = make_room(session)
        branch_id = room.room.branch.id
        for code, name, error, field in [
            ("Z-1", "分馆", CodeUnusableError, "code"),
            ("", "分馆", CodeUnusableError, "code"),
            ("zg", "分馆", CodeTakenError, "code"),
            ("FG", " ", NameMissingError, "name"),
        ]:
            with pytest.raises(error) as caught:
                service.create_branch(session, code, name)
            assert caught.value.field == field
        with pytest.raises(CodeTakenError):
            service.create_room(session, branch_id, "sk", "另一室")


def test_a_room_renamed_is_renamed_in_every_path_and_in_the_journal(database: Database) -> None:
    with database.write() as session:
        room = make_room(session)
        (bookcase,) = make_places(session, room, 1)
        service.change_room(session, room.id, "GJ", "古籍室")
        assert queries.find_place(session, bookcase.id).path == "总馆 · 古籍室 · 架01"
        assert queries.find_place(session, bookcase.id).address == "ZG-GJ-01"
        entries = journal.history(session, [Subject("place", room.id)])
    assert [entry.action for entry in entries] == [
        "locations.room.changed",
        "locations.places.added",
        "locations.room.created",
    ]
    assert entries[0].before["name"] == "四库全书（古籍）室"
