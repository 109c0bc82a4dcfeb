"""The question of the room: on which page of which volume does a 卷 begin, and where is it?"""

from pathlib import Path

import pytest

from archive.catalogue.queries import count_held
from archive.catalogue.reprint import ReprintPlace
from archive.catalogue.schemas import TitleKind
from archive.exchange.errors import ImportChangedSinceError
from archive.kernel.errors import AppError
from archive.kernel.house import House
from archive.locations.places import add_places
from archive.locations.queries import list_rooms
from archive.locations.schemas import NewPlaces
from archive.locations.service import ensure_default_locations
from archive.siku_set import leaves, printed_volumes, queries
from archive.siku_set.citing import reprint_words
from archive.siku_set.errors import (
    LeafFilesMissingError,
    LeafLinesWrongError,
    LeafListNotCurrentError,
    LeavesElsewhereError,
    VolumeRangeError,
    WorkHasLeavesError,
)
from archive.siku_set.finding import answer
from archive.siku_set.leaf_files import LeafFile, parse_files, read_files
from archive.siku_set.leaf_runs import HalfLeaf, PlacedLeaf, expand, place_of
from archive.siku_set.questions import parse_question
from archive.siku_set.schemas import Found
from tests.factories.importing import Importing
from tests.factories.siku_lists import REAL_LIST, list_of, work_row

LEAVES = REAL_LIST.parent / "imglist" / "KR2k0046"
ROWS = [
    work_row(source="四庫全書 文淵閣版, V531.1, p1 - V534.1"),
    work_row(title="江西通志", wyg_volume="513", kr_id="KR2k0042"),
]


@pytest.fixture
def importing(house_on_each: House) -> Importing:
    importing = Importing(house_on_each)
    importing.confirm(importing.send_file(list_of(ROWS), "wyg_titles.csv"))
    return importing


def ask(house: House, typed: str) -> list[Found]:
    asked = parse_question(typed)
    assert asked is not None
    with house.database.read() as session:
        return answer(session, asked)


def drawn_leaves(juans: int = 39) -> list[PlacedLeaf]:
    """Twelve half-leaves a 卷; 卷 20 and after in the next volume."""
    return [
        PlacedLeaf(
            HalfLeaf(juan, leaf, side),
            place_of(531 + (juan >= 20), 4 + (juan % 20) * 12 + 2 * (leaf - 1) + "ab".index(side)),
        )
        for juan in range(1, juans + 1)
        for leaf in range(1, 7)
        for side in "ab"
    ]


def take(house: House, placed: list[PlacedLeaf]) -> bool:
    with house.database.write() as session:
        work = queries.works_named(session, "湖廣通志")[0]
        return leaves.take_leaves(session, work.title.id, placed, "KR2k0046.zip")[1]


def current(house: House) -> str:
    with house.database.read() as session:
        held = leaves.current_list(session, queries.works_named(session, "湖廣通志")[0].title.id)
        assert held is not None
        return held.id


def undo(house: House, list_id: str) -> None:
    with house.database.write() as session:
        leaves.undo_leaves(session, list_id)


def test_the_page_of_a_juan_and_the_shelf_of_its_volume(importing: Importing) -> None:
    house = importing.house
    take(house, drawn_leaves())
    with house.database.write() as session:
        before = count_held(session)
        assert len(printed_volumes.make_volumes(session, 1, 1500)) == 1500
        assert printed_volumes.make_volumes(session, 500, 600) == []
        assert count_held(session) == before
        ensure_default_locations(session)
        room = list_rooms(session)[0]
        place = add_places(session, room.id, NewPlaces(1, 1))[0]
        assert printed_volumes.shelve_volumes(session, 525, 540, place) == 16
    found = ask(house, "湖广通志卷三十")[0]
    assert found.is_exact
    assert found.leaf == HalfLeaf(30, 1, "a")
    assert str(found.place) == "532:31a"
    assert [(each.volume.sequence, each.where) for each in found.volumes] == [(532, place.path)]
    assert ask(house, "hgtz 30 叶3b")[0].leaf == HalfLeaf(30, 3, "b")


def test_what_stands_on_a_page(importing: Importing) -> None:
    house = importing.house
    take(house, drawn_leaves())
    for placed in drawn_leaves():
        found = ask(house, str(placed.place))
        assert [(each.title.title, each.leaf) for each in found] == [("湖廣通志", placed.leaf)]
    first = ask(house, "532:31")[0]
    assert (first.leaf, first.is_exact) == (HalfLeaf(30, 1, "a"), True)


def test_without_a_leaf_list_it_is_told_where_the_work_begins(importing: Importing) -> None:
    found = ask(importing.house, "湖廣通志卷三十")[0]
    assert (str(found.place), found.leaf, found.is_exact) == ("531:1", None, False)
    assert found.last_volume == 534
    assert [each.title.title for each in ask(importing.house, "533:200")] == ["湖廣通志"]
    assert [each.title.title for each in ask(importing.house, "513:9")] == ["江西通志"]
    assert ask(importing.house, "700:1") == []


def test_a_list_is_taken_in_once_joined_and_taken_back(importing: Importing) -> None:
    house, placed = importing.house, drawn_leaves()
    assert take(house, placed)
    assert not take(house, placed)
    first = current(house)
    changed = [PlacedLeaf(HalfLeaf(30, 1, "a"), ReprintPlace(533, 7, "c"))]
    assert take(house, changed)  # the other 卷 stay
    assert str(ask(house, "湖廣通志卷30")[0].place) == "533:7c"
    assert ask(house, "湖廣通志卷29")[0].is_exact
    undo(house, current(house))
    assert current(house) == first
    assert str(ask(house, "湖廣通志卷30")[0].place) == "532:31a"
    undo(house, first)
    assert not ask(house, "湖廣通志卷30")[0].is_exact
    with pytest.raises(LeafListNotCurrentError):
        undo(house, first)


def test_a_work_with_a_leaf_list_is_not_taken_back_until_the_list_is(house: House) -> None:
    importing = Importing(house)
    done = importing.confirm(importing.send_file(list_of(ROWS), "wyg_titles.csv"))
    take(house, drawn_leaves(3))
    with pytest.raises((WorkHasLeavesError, ImportChangedSinceError)):
        importing.undo(done)
    undo(house, current(house))
    importing.undo(done)
    with house.database.read() as session:
        assert queries.count_works(session) == 0


def test_a_citation_names_the_page_of_the_reprint(importing: Importing) -> None:
    house = importing.house
    take(house, drawn_leaves())
    with house.database.read() as session:
        title = queries.works_named(session, "湖廣通志")[0].title
        assert title.kind is TitleKind.SIKU
        exact = reprint_words(session, title, "卷三十·叶一·a")
        assert exact == "《景印文淵閣四庫全書》第532册第31页a栏"
        assert reprint_words(session, title) == "《景印文淵閣四庫全書》第531册第1页"
        assert reprint_words(session, title, "卷九十·叶一·a") == ""


def test_leaves_of_another_work_are_refused(importing: Importing) -> None:
    elsewhere = [PlacedLeaf(HalfLeaf(1, 1, "a"), ReprintPlace(140, 3, "a"))]
    with pytest.raises(LeavesElsewhereError, match="531–534"):
        take(importing.house, elsewhere)


def test_files_that_are_no_list_are_told_to_the_line() -> None:
    with pytest.raises(LeafFilesMissingError):
        read_files(b"PK\x03\x04 broken", "a.zip")
    good = "001-1a00\tWYG 001-1a\tWYG0531/WYG0531-0046a.png\n"
    with pytest.raises(LeafLinesWrongError, match=r"b\.txt 第 2 行"):
        parse_files([LeafFile("a.txt", good), LeafFile("b.txt", good + "x\n")])
    with pytest.raises(LeafFilesMissingError):
        parse_files([LeafFile("a.txt", "\n")])
    with pytest.raises(AppError):
        read_files("卷一".encode("gb18030"), "a.txt")


def test_there_are_fifteen_hundred_volumes(importing: Importing) -> None:
    with importing.house.database.write() as session:
        for first, last in ((0, 5), (5, 4), (1400, 1501)):
            with pytest.raises(VolumeRangeError):
                printed_volumes.make_volumes(session, first, last)


@pytest.mark.skipif(not LEAVES.is_dir(), reason="the real leaf lists are not beside the repository")
def test_the_real_list_says_where_juan_thirty_begins(importing: Importing) -> None:
    files = [
        file
        for path in sorted(Path(LEAVES).glob("*.txt"))
        for file in read_files(path.read_bytes(), path.name)
    ]
    placed = parse_files(files)
    assert take(importing.house, placed)
    with importing.house.database.read() as session:
        runs = leaves.runs_in(session, current(importing.house))
    assert list(expand(runs)) == placed
    assert len(runs) < 250
    found = ask(importing.house, "湖廣通志卷三十")[0]
    assert (str(found.place), found.leaf) == ("532:214a", HalfLeaf(30, 1, "a"))
    back = ask(importing.house, "532:214a")
    assert [each.leaf for each in back] == [HalfLeaf(30, 1, "a")]
