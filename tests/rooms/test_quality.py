"""What titles lack is counted and listed, and mended in batches."""

from collections.abc import Iterable
from typing import Any

import pytest

from archive.batch_edits.kinds import Wanted
from archive.batch_edits.titles import Titles
from archive.catalogue import quality, service
from archive.catalogue.errors import (
    JuanCountDiffersError,
    NotAClassError,
    NotAFiveDivisionError,
)
from archive.catalogue.forms import DescriptionForm
from archive.catalogue.quality import Gaps, count_gap
from archive.catalogue.queries import TitleFilter, Window, list_title_ids
from archive.catalogue.schemas import AccessLevel, MaterialKind, TitleFields, TitleKind
from archive.kernel.database import Database
from archive.kernel.errors import InvalidInputError
from archive.kernel.house import House
from digitize.pages.gaps import GAPS
from tests.factories.books import scan_document
from tests.factories.holdings import make_volume

COMPLETE: dict[str, Any] = {
    "material": MaterialKind.GAZETTEER,
    "date_text": "清同治十年",
    "juan_text": "十四卷首一卷",
    "call_class": "K296.44",
    "access_level": AccessLevel.PUBLIC,
    "access_reason": "古籍，无版权",
}
LACKING: dict[str, dict[str, Any]] = {
    "call-number": {"call_class": ""},
    "date": {"date_text": ""},
    "rights": {"access_reason": ""},
    "kind": {"material": None},
    "juan": {"juan_text": ""},
}
ALL = Gaps((*quality.OWN, *GAPS))


def lacking(database: Database, name: str) -> list[str]:
    gap = ALL.get(name)
    assert gap
    with database.read() as session:
        wanted = TitleFilter(lacking=(gap.condition(),))
        found = list_title_ids(session, wanted, Window())
        assert count_gap(session, gap) == len(found)
    return found


@pytest.mark.parametrize("name", sorted(LACKING))
def test_a_title_is_listed_by_what_it_lacks_and_by_nothing_else(
    database: Database, name: str
) -> None:
    with database.write() as session:
        make_volume(session, "長沙縣志", **COMPLETE)
        wanting = make_volume(session, "醴陵縣志", **COMPLETE | LACKING[name]).title.id
    found = {each: lacking(database, each) for each in LACKING}
    assert found == {each: [wanting] if each == name else [] for each in LACKING}


def test_a_number_of_juan_or_none_at_all_is_enough(database: Database) -> None:
    with database.write() as session:
        make_volume(session, "甲", juan_count=12)
        make_volume(session, "乙", juan_text="不分卷")
    assert lacking(database, "juan") == []


def test_a_title_without_pages_lacks_image_and_text(house: House) -> None:
    with house.database.write() as session:
        scanned = make_volume(session, "醴陵縣志")
        bare = make_volume(session, "長沙縣志").title.id
        empty = service.create_title(session, TitleKind.LOCAL_DOCUMENT, TitleFields(title="無冊"))
    everything = {scanned.title.id, bare, empty.id}
    assert set(lacking(house.database, "image")) == everything
    scan_document(house, scanned)
    assert set(lacking(house.database, "image")) == everything - {scanned.title.id}
    assert bare in lacking(house.database, "text")


def test_a_count_goes_no_further_than_it_must(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quality, "MOST_COUNTED", 2)
    gap = quality.OWN.get("date")
    assert gap
    with database.write() as session:
        for number in range(5):
            make_volume(session, f"第{number}種")
        assert count_gap(session, gap) == 3


def test_the_batch_editor_finds_and_mends_what_is_lacking(database: Database) -> None:
    kind = Titles(ALL)
    with database.write() as session:
        make_volume(session, "長沙縣志", **COMPLETE)
        wanting = make_volume(session, "醴陵縣志", **COMPLETE | {"material": None}).title.id
    wanted = Wanted(values={"gap": "kind"})
    with database.write() as session:
        assert kind.search(session, wanted, 10) == [wanting]
        assert kind.count(session, wanted, 10) == 1
        kind.write(session, wanting, {"material": "gazetteer", "call_class": "K296.44"}, "补类型")
    assert lacking(database, "kind") == []


def refusals(fields: Iterable[TitleFields]) -> list[type[InvalidInputError]]:
    found = []
    for each in fields:
        with pytest.raises(InvalidInputError) as caught:
            service.check_fields(each)
        found.append(caught.type)
    return found


def test_numbers_that_cannot_be_are_refused() -> None:
    wrong = (
        TitleFields(title="甲", juan_count=13, juan_text="十二卷"),
        TitleFields(title="甲", call_class="地方志"),
        TitleFields(title="甲", five_division="雜部"),
    )
    assert refusals(wrong) == [JuanCountDiffersError, NotAClassError, NotAFiveDivisionError]
    service.check_fields(TitleFields(title="甲", juan_count=13, juan_text="十二卷首一卷"))


def test_the_number_of_juan_is_read_off_what_is_printed() -> None:
    typed = DescriptionForm(title="甲", juan_text="一百二十卷首一卷").title_fields()
    assert typed.juan_count == 120
    assert DescriptionForm(title="甲", juan_text="不分卷").title_fields().juan_count is None
