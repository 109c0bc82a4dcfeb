"""Kinds of documents have fields of their own, and a library adds to them."""

import dataclasses

import pytest

from archive.catalogue import queries, service
from archive.catalogue.errors import (
    DetailNotAChoiceError,
    OwnFieldLabelError,
    OwnFieldOptionsError,
    OwnFieldTypeError,
)
from archive.catalogue.materials import own
from archive.catalogue.schemas import FieldType, MaterialKind, NewOwnField, TitleFields, TitleKind
from archive.kernel.database import Database
from archive.search.titles import TitleSource
from tests.factories.journals import read_history

LOCAL = TitleKind.LOCAL_DOCUMENT
CHART = TitleFields(
    title="潘氏六修族譜",
    material=MaterialKind.GENEALOGY,
    details={"surname": "潘", "hall_name": ["滎陽堂"], "names_living": "yes"},
)


def test_details_are_kept_with_the_version_of_their_definition(database: Database) -> None:
    with database.write() as session:
        entered = service.create_title(session, LOCAL, CHART)
    with database.read() as session:
        assert queries.find_title(session, entered.id).fields() == CHART
    entry = read_history(database, "title", entered.id)[0]
    assert entry.after["details.surname"] == "潘"
    assert entry.after["material"] == "genealogy"


def test_a_change_of_one_detail_is_journalled_alone(database: Database) -> None:
    with database.write() as session:
        entered = service.create_title(session, LOCAL, CHART)
    with database.write() as session:
        changed = CHART.with_flat({"details.surname": "潘、龍", "details.names_living": None})
        service.change_title(session, entered.id, 1, changed)
    entry = read_history(database, "title", entered.id)[0]
    assert entry.before == {"details.surname": "潘", "details.names_living": "yes"}
    assert entry.after == {"details.surname": "潘、龍", "details.names_living": None}


def test_another_kind_loses_nothing(database: Database) -> None:
    with database.write() as session:
        entered = service.create_title(session, LOCAL, CHART)
    with database.write() as session:
        other = dataclasses.replace(CHART, material=MaterialKind.MANUSCRIPT)
        service.change_title(session, entered.id, 1, other)
    with database.read() as session:
        assert queries.find_title(session, entered.id).details == CHART.details


def test_two_who_change_different_details_lose_nothing(database: Database) -> None:
    with database.write() as session:
        entered = service.create_title(session, LOCAL, CHART)
    first = CHART.with_flat({"details.surname": "潘、龍"})
    second = CHART.with_flat({"details.hall_name": ["滎陽堂", "敦本堂"]})
    with database.write() as session:
        service.change_title(session, entered.id, 1, first)
        merged = service.merge_title(session, entered.id, 1, second)
    assert merged.details["surname"] == "潘、龍"
    assert merged.details["hall_name"] == ["滎陽堂", "敦本堂"]


def test_what_the_siku_room_holds_is_a_book(database: Database) -> None:
    with database.write() as session:
        entered = service.create_title(session, TitleKind.SIKU, TitleFields(title="湖廣通志"))
    assert entered.material is MaterialKind.BOOK


def test_a_field_that_a_library_adds_is_asked_checked_told_and_found(database: Database) -> None:
    new = NewOwnField("谱局", FieldType.CHOICE, options=("潘家祠", "县城"))
    with database.write() as session:
        added = own.add_field(session, MaterialKind.GENEALOGY, new)
    name = added.field.name
    with database.read() as session:
        definition = own.definition_of(session, MaterialKind.GENEALOGY)
        assert definition is not None
        assert definition.fields[-1].label == "谱局"
        assert definition.version == "1+1"
        assert own.definition_of(session, MaterialKind.MAP).field(name) is None  # type: ignore[union-attr]
    wrong = dataclasses.replace(CHART, details={name: "长沙"})
    with database.write() as session, pytest.raises(DetailNotAChoiceError, match="谱局"):
        service.create_title(session, LOCAL, wrong)
    with database.write() as session:
        right = dataclasses.replace(CHART, details={name: "潘家祠"})
        entered = service.create_title(session, LOCAL, right)
    with database.read() as session:
        (document,) = TitleSource().load(session, [entered.id])
        assert "潘家祠" in document.text


def test_a_field_given_up_keeps_its_values_and_comes_back(database: Database) -> None:
    with database.write() as session:
        added = own.add_field(session, MaterialKind.GENEALOGY, NewOwnField("谱局"))
        held = dataclasses.replace(CHART, details={added.field.name: "潘家祠"})
        entered = service.create_title(session, LOCAL, held)
        own.give_up_field(session, added.id)
    with database.write() as session:
        definition = own.definition_of(session, MaterialKind.GENEALOGY)
        assert definition is not None
        assert definition.field(added.field.name) is None
        changed = service.change_title(
            session, entered.id, 1, dataclasses.replace(held, note="六修")
        )
        assert changed.details == held.details
        own.take_up_field(session, added.id)
        again = own.definition_of(session, MaterialKind.GENEALOGY)
        assert again is not None
        assert again.field(added.field.name) is not None


def test_a_field_needs_a_name_of_its_own_and_something_to_choose(database: Database) -> None:
    def refused(new: NewOwnField) -> None:
        with database.write() as session:
            own.add_field(session, MaterialKind.GENEALOGY, new)

    with pytest.raises(OwnFieldLabelError):
        refused(NewOwnField(" "))
    with pytest.raises(OwnFieldLabelError):
        refused(NewOwnField("姓氏"))
    with pytest.raises(OwnFieldOptionsError):
        refused(NewOwnField("谱局", FieldType.CHOICE, options=(" ",)))
    with pytest.raises(OwnFieldTypeError):
        refused(NewOwnField("谱局", FieldType.ROWS))
