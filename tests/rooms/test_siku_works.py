"""The list of the works of the Siku quanshu: taken in once, found again, taken back whole."""

import random

import pytest
from sqlalchemy import func, select

from archive.catalogue import service as catalogue
from archive.catalogue.models import Title
from archive.catalogue.queries import TitleFilter, count_held, count_titles, find_title
from archive.catalogue.schemas import NewVolume, TitleKind
from archive.exchange.errors import (
    ImportChangedSinceError,
    ImportHasErrorsError,
    NothingToImportError,
    SikuColumnsMissingError,
    SikuEncodingError,
)
from archive.exchange.kinds import Action, SheetKind
from archive.exchange.recognising.problems import Said
from archive.kernel.house import House
from archive.likeness.models import LikenessPair, LikenessRecord
from archive.search.models import IndexedDocument
from archive.siku_set import queries
from archive.siku_set.models import SikuSet, SikuWork
from archive.siku_set.schemas import SET_TITLE, WorkView
from archive.spreadsheets.errors import UnknownEncodingError
from archive.text import pinyin
from archive.text.fold import fold
from archive.wiring import make_indexer
from tests.factories.holdings import make_volume
from tests.factories.importing import Importing
from tests.factories.siku_lists import REAL_LIST, drawn_rows, list_of, read_list, work_row

NAME = "wyg_titles.csv"
ROWS = [work_row(), work_row(title="續書譜", lei="藝術類", bu="子部", wyg_volume="813")]


@pytest.fixture
def importing(house_on_each: House) -> Importing:
    return Importing(house_on_each)


def count_of(house: House, model: type) -> int:
    with house.database.read() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def works_named(house: House, name: str) -> list[WorkView]:
    with house.database.read() as session:
        return queries.works_named(session, name)


@pytest.mark.parametrize("is_real", [False, True], ids=["drawn", "real"])
def test_the_whole_list_comes_in_once_and_answers_right(
    importing: Importing, *, is_real: bool
) -> None:
    if is_real and not REAL_LIST.is_file():
        pytest.skip("the real list lies beside the repository, and is not there")
    content = REAL_LIST.read_bytes() if is_real else list_of(drawn_rows(200))
    rows = read_list(content)
    done = importing.confirm(importing.send_file(content, NAME))
    assert done.kind is SheetKind.SIKU_WORKS
    assert done.counts[Action.CREATE] == len(rows)
    again = importing.send_file(content, NAME)
    assert again.counts[Action.SAME] == len(rows)
    with pytest.raises(NothingToImportError):
        importing.confirm(again)
    assert count_of(importing.house, SikuWork) == len(rows)
    _check_drawn_by_lot(importing.house, rows)

    importing.undo(done)
    for model in (Title, SikuWork, SikuSet, LikenessRecord, LikenessPair):
        assert count_of(importing.house, model) == 0


def _check_drawn_by_lot(house: House, rows: list[dict[str, str]]) -> None:
    placed = [row for row in rows if row["wyg_volume"] and not row["title"].startswith("[[")]
    lot = random.Random(20261125)  # noqa: S311 - a fixed seed draws the same works each time
    for row in lot.sample(placed, 30):
        title, volume = row["title"], int(row["wyg_volume"])
        with house.database.read() as session:
            of_class = queries.works_of_class(session, row["lei"])
            in_volume = queries.works_in_volume(session, volume)
        assert len(of_class) == sum(other["lei"] == row["lei"] for other in rows)
        mine = [work for work in in_volume if work.title.title == title]
        assert [work.item for work in mine].count(int(row["wyg_item"])) == 1
        work = next(work for work in mine if work.item == int(row["wyg_item"]))
        assert work in of_class
        assert str(work.place) == f"{volume}:{row['wyg_page']}"
        assert (work.title.siku_division, work.juan_printed) == (row["bu"], row["juan"])
        number = row["juan"].removesuffix(" 卷")
        assert work.title.juan_count == (int(number) if number.isdecimal() else None)
        for typed in (title, fold(title), pinyin.full(title)):
            assert work.title.id in {each.title.id for each in works_named(house, typed)}, typed
        assert (
            any(title == each.title.title for each in works_named(house, pinyin.initials(title)))
            or len(pinyin.initials(title)) < 4
        )  # initials of two or three letters mean many works


def test_a_work_is_found_in_either_script_and_by_its_pinyin(importing: Importing) -> None:
    importing.confirm(importing.send_file(list_of(ROWS), NAME))
    for typed in ("湖廣通志", "湖广通志", "hgtz", "huguangtongzhi", "huguang", "通志"):
        assert [work.title.title for work in works_named(importing.house, typed)] == ["湖廣通志"]
    assert works_named(importing.house, "江西通志") == []
    assert works_named(importing.house, " ") == []


def test_the_works_are_parts_of_the_set_and_count_nothing(importing: Importing) -> None:
    with importing.house.database.read() as session:
        before = count_held(session)
    importing.confirm(importing.send_file(list_of(ROWS), NAME))
    with importing.house.database.read() as session:
        series = queries.find_set(session)
        assert series is not None
        assert series.title == SET_TITLE
        work = queries.works_named(session, "湖廣通志")[0]
        assert work.title.part_of_id == series.id
        assert work.title.author == "（清）邁柱監修；（清）夏力恕編纂"
        assert count_held(session) == before
        # Of a part nobody need decide the rights: it follows the series.
        assert count_titles(session, TitleFilter(is_undecided=True)) == 1


def test_what_is_held_is_matched_and_only_its_gaps_are_filled(importing: Importing) -> None:
    house = importing.house
    with house.database.write() as session:
        held = make_volume(
            session,
            "湖广通志",
            kind=TitleKind.SIKU,
            author="邁柱",
            reprint_volume=532,  # a part of it that was scanned
            reprint_page=214,
        ).title
    spread = work_row(source="四庫全書 文淵閣版, V531.1, p1 - V534.1")
    view = importing.send_file(list_of([spread, ROWS[1]]), NAME)
    assert Said.SIKU_MATCHED in importing.said(view)[2]
    done = importing.confirm(view)
    assert (done.counts[Action.CREATE], done.counts[Action.UPDATE]) == (1, 1)
    with house.database.read() as session:
        filled = find_title(session, held.id)
    assert (filled.title, filled.author) == ("湖广通志", "邁柱")
    assert (filled.juan_count, filled.siku_class) == (120, "地理類")
    importing.undo(done)
    with house.database.read() as session:
        restored = find_title(session, held.id)
    assert restored.fields() == held.fields()
    assert restored.part_of_id is None
    assert count_of(house, SikuWork) == 0
    assert count_of(house, Title) == 1


def test_what_was_worked_on_since_is_not_taken_back(importing: Importing) -> None:
    done = importing.confirm(importing.send_file(list_of(ROWS), NAME))
    work = works_named(importing.house, "湖廣通志")[0]
    with importing.house.database.write() as session:
        catalogue.add_copy(session, work.title.id, [NewVolume("第1册")])
    with pytest.raises(ImportChangedSinceError, match="湖廣通志"):
        importing.undo(done)
    assert count_of(importing.house, SikuWork) == 2


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"wyg_volume": "1501"}, Said.SIKU_OUT_OF_RANGE),
        ({"wyg_volume": "五三一"}, Said.SIKU_NOT_NUMBER),
        ({"lei": "地里類"}, Said.SIKU_CLASS_UNKNOWN),
        ({"title": ""}, Said.TITLE_MISSING),
        ({"title": "湖\ufffd通志"}, Said.LOST_CHARACTERS),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_written(
    importing: Importing, changed: dict[str, str], said: Said
) -> None:
    view = importing.send_file(list_of([ROWS[1], work_row(**changed)]), NAME)
    assert said in importing.said(view)[3]
    assert view.counts[Action.REFUSE] == 1
    with pytest.raises(ImportHasErrorsError):
        importing.confirm(view)
    assert count_of(importing.house, Title) == 0


def test_two_rows_of_one_place_and_title_are_refused(importing: Importing) -> None:
    view = importing.send_file(list_of([*ROWS, work_row(kr_id="KR9z9999")]), NAME)
    assert Said.SIKU_TWICE in importing.said(view)[4]


def test_odd_values_are_told_and_kept(importing: Importing) -> None:
    odd = work_row(juan="存17 卷", ce="(1)", title="[[x][S4b0429]] 清正存稿年譜", statement="")
    nowhere = work_row(title="清史稿", wyg_volume="", wyg_item="", wyg_page="", source="")
    view = importing.send_file(list_of([odd, nowhere]), NAME)
    said = importing.said(view)
    assert {Said.SIKU_PART_HELD, Said.SIKU_BRACKETED, Said.SIKU_TITLE_CLEANED} <= said[2]
    assert Said.SIKU_NO_PLACE in said[3]
    importing.confirm(view)
    work = works_named(importing.house, "清正存稿年譜")[0]
    assert (work.juan_printed, work.title.juan_count) == ("存17 卷", None)
    assert (work.ce_printed, work.ce_count) == ("(1)", None)
    assert works_named(importing.house, "清史稿")[0].place is None


def test_a_list_in_gb18030_is_read_as_what_it_is(importing: Importing) -> None:
    view = importing.send_file(list_of(ROWS, "gb18030"), NAME)
    importing.confirm(view)
    assert works_named(importing.house, "湖廣通志")[0].title.title == "湖廣通志"


def test_a_list_whose_bytes_are_broken_is_refused(importing: Importing) -> None:
    broken = list_of(ROWS, "utf-8").replace("廣".encode(), b"\xe5\xb3")
    with pytest.raises(UnknownEncodingError):
        importing.send_file(broken, NAME)
    with pytest.raises(SikuEncodingError):  # read as GB18030 it has no class that is known
        importing.send_file(list_of(ROWS, "big5"), NAME)


def test_a_list_without_its_columns_is_told_which(importing: Importing) -> None:
    content = list_of(ROWS).replace(b"wyg_page", b"page")
    with pytest.raises(SikuColumnsMissingError, match="影印页（wyg_page）"):
        importing.send_file(content, NAME)


def test_a_title_that_is_taken_back_leaves_the_search_index(house: House) -> None:
    importing = Importing(house)
    indexer = make_indexer(house)
    indexer.follow()
    done = importing.confirm(importing.send_file(list_of(ROWS), NAME))
    indexer.follow()
    assert count_of(house, IndexedDocument) == 3
    importing.undo(done)
    indexer.follow()
    assert count_of(house, IndexedDocument) == 0
