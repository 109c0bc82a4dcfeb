"""The census of ancient books: records, numbers, fields, and the tables that a library changes."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from archive.catalogue.service import take_out
from archive.census import queries, references, service
from archive.census.errors import (
    CensusChangedError,
    CensusNumberFormError,
    CensusNumberGivenError,
    CensusNumberTakenError,
    CensusUnitMissingError,
    CodesWrongError,
    WordsMissingError,
    WordTwiceError,
)
from archive.census.fields import FIELDS
from archive.census.reading import clean
from archive.census.schemas import Codes, RecordFilter, RecordView
from archive.census.service import Written
from archive.census.sets import WordSet
from archive.kernel import journal
from archive.kernel.database import Database
from archive.kernel.journal import Subject
from tests.factories.holdings import make_volumes
from tests.factories.people import OPERATOR

NUMBER = "430281-0101-0000007"


def begin(session: Session, title: str = "醴陵縣志", count: int = 3) -> RecordView:
    """Begin the record of a new copy of ``count`` volumes."""
    journal.act_as(session, OPERATOR)
    volumes = make_volumes(session, title, count=count, author="（清）徐淦修")
    return service.begin_record(session, volumes[0].copy_id)


def test_a_copy_has_one_record_and_its_volumes_are_counted(database: Database) -> None:
    with database.write() as session:
        record = begin(session)
        assert service.begin_record(session, record.copy.id).id == record.id
        assert record.copy.volume_count == 3
        volume = make_volumes(session, "別的", count=2)[1]
        other = service.begin_record(session, volume.copy_id)
        take_out(session, volume.id, journal.today(session), "残破")
        assert queries.find_record(session, other.id).copy.volume_count == 1


def test_a_change_is_kept_with_what_was_before(database: Database) -> None:
    with database.write() as session:
        record = begin(session)
        details, wrong = typed(session, record, surviving="存四卷（十六至十九）", height_mm="19.5")
        assert wrong == []
        changed = service.change_record(session, record.id, 1, Written(NUMBER, details))
        assert changed.census_number == NUMBER
        assert changed.details == {"surviving": "存四卷（十六至十九）", "height_mm": 195}
        entry = journal.history(session, [Subject("census-record", record.id)])[0]
        assert entry.before == {"census_number": "", "surviving": "", "height_mm": ""}
        assert entry.after["height_mm"] == 195
        of_title = journal.history(session, [Subject("title", record.copy.title.id)])
        assert entry.number in {each.number for each in of_title}


def typed(session: Session, record: RecordView, **fields: str) -> tuple[dict[str, Any], list[Any]]:
    """Read fields as the form sends them."""
    return clean(FIELDS, fields, references.all_words(session), record.details)


def test_who_comes_second_is_told_who_was_first(database: Database) -> None:
    with database.write() as session:
        record = begin(session)
        service.change_record(session, record.id, 1, Written(NUMBER, {}))
        with pytest.raises(CensusChangedError) as refused:
            service.change_record(session, record.id, 1, Written("", {"note": "迟到"}))
        assert OPERATOR.name in refused.value.message


@pytest.mark.parametrize(
    "number", ["430281-0101-000007", "43028a-0101-0000007", "٤٣٠٢٨١-0101-0000007"]
)
def test_a_number_has_its_form(database: Database, number: str) -> None:
    with database.write() as session, pytest.raises(CensusNumberFormError):
        service.check_number(session, number, "")


def test_a_number_is_given_once_and_the_next_one_is_known(database: Database) -> None:
    with database.write() as session:
        first, second = begin(session), begin(session, "湖南通志")
        service.change_record(session, first.id, 1, Written(NUMBER, {}))
        with pytest.raises(CensusNumberTakenError):
            service.change_record(session, second.id, 1, Written(NUMBER, {}))
        with pytest.raises(CensusUnitMissingError):
            service.take_number(session, second.id)
        references.change_codes(session, Codes("430281", "0101"))
        assert service.take_number(session, second.id).census_number == "430281-0101-0000008"
        with pytest.raises(CensusNumberGivenError):
            service.take_number(session, second.id)


def test_codes_are_of_six_and_four_figures(database: Database) -> None:
    with database.write() as session, pytest.raises(CodesWrongError):
        references.change_codes(session, Codes("4302", "0101"))


def test_records_are_found_by_number_title_and_what_they_lack(database: Database) -> None:
    with database.write() as session:
        first, second = begin(session), begin(session, "湖南通志")
        service.change_record(session, first.id, 1, Written(NUMBER, {}))

        def found(**asked: Any) -> list[str]:
            wanted = RecordFilter(**asked)
            rows = queries.list_records(session, wanted, "title")
            assert queries.count_records(session, wanted) == len(rows)
            return [row.id for row in rows]

        assert found(text="醴陵县志") == [first.id]
        assert found(text=NUMBER) == [first.id]
        assert found(is_unnumbered=True) == [second.id]
        assert set(found(grade="none")) == {first.id, second.id}
        assert found(grade="1甲") == []


def test_words_are_changed_and_records_keep_theirs(database: Database) -> None:
    with database.write() as session:
        record = begin(session)
        details, _ = typed(session, record, mouth="细黑口")
        assert details == {"mouth": "小黑口"}
        held = service.change_record(session, record.id, 1, Written("", details))
        references.change_words(session, WordSet.MOUTH, "白口\n藍口 蓝印口")
        assert typed(session, held, mouth="小黑口", note="x")[1] == []
        assert typed(session, held, mouth="花口")[1] != []
        assert typed(session, held, mouth="蓝口")[0]["mouth"] == "藍口"
        entry = journal.history(session, [Subject("reference-table", "mouth")])[0]
        assert entry.before["content"][0] == ["白口"]
        assert entry.after["revision"] == 1


@pytest.mark.parametrize(
    ("text", "error"), [("", WordsMissingError), ("白口\n黑口 白口", WordTwiceError)]
)
def test_a_set_of_words_says_each_thing_once(
    database: Database, text: str, error: type[Exception]
) -> None:
    with database.write() as session, pytest.raises(error):
        references.change_words(session, WordSet.MOUTH, text)
