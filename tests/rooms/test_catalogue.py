import dataclasses

import pytest

from archive.catalogue import queries, service
from archive.catalogue.errors import (
    AccessReasonMissingError,
    NotASikuPlaceError,
    TitleChangedError,
    TitleMissingError,
    TitleNotFoundError,
    UnknownRightsError,
    VolumeNotFoundError,
    WithdrawalReasonMissingError,
)
from archive.catalogue.queries import TitleFilter, Window
from archive.catalogue.schemas import AccessLevel, NewVolume, TitleFields, TitleKind
from archive.catalogue.shown import newest_volumes
from archive.kernel import journal
from archive.kernel.database import Database
from archive.kernel.errors import InvalidInputError
from tests.factories.holdings import make_volume, make_volumes
from tests.factories.journals import read_history

LOCAL = TitleKind.LOCAL_DOCUMENT


def test_a_title_is_found_as_it_was_entered(database: Database) -> None:
    fields = TitleFields(title="醴陵縣志", author="徐淦", siku_division="史部", siku_class="地理類")
    with database.write() as session:
        entered = service.create_title(session, LOCAL, fields)
    with database.read() as session:
        assert queries.find_title(session, entered.id) == entered
        assert entered.fields() == fields
        assert entered.revision == 1
    entry = read_history(database, "title", entered.id)[0]
    assert entry.action == "catalogue.title.created"
    assert entry.after["author"] == "徐淦"


def test_a_change_is_journalled_with_what_it_changed_and_nothing_else(database: Database) -> None:
    with database.write() as session:
        volume = make_volume(session, author="徐淦")
    with database.write() as session:
        fields = dataclasses.replace(volume.title.fields(), author="徐淦、江普光")
        changed = service.change_title(session, volume.title.id, 1, fields)
    entry = read_history(database, "volume", volume.id)[0]
    assert (changed.author, changed.revision) == ("徐淦、江普光", 2)
    assert (entry.before, entry.after) == ({"author": "徐淦"}, {"author": "徐淦、江普光"})


def test_saving_without_a_change_writes_nothing(database: Database) -> None:
    with database.write() as session:
        title = make_volume(session).title
    with database.write() as session:
        last = journal.last_entry_number(session)
        assert service.change_title(session, title.id, 1, title.fields()).revision == 1
        assert journal.last_entry_number(session) == last


def test_the_second_of_two_cataloguers_is_told_who_was_first(database: Database) -> None:
    with database.write() as session:
        title = make_volume(session).title
    with database.write() as session:
        journal.act_as(session, journal.Actor("1", "王芳"))
        fields = dataclasses.replace(title.fields(), note="封面缺")
        service.change_title(session, title.id, 1, fields)
    fields = dataclasses.replace(title.fields(), note="有藏书章")
    with database.write() as session, pytest.raises(TitleChangedError, match="王芳"):
        service.change_title(session, title.id, 1, fields)


@pytest.mark.postgres
def test_a_change_that_slips_in_between_is_refused_by_the_database(
    postgres_database: Database,
) -> None:
    database = postgres_database  # SQLite has one writer at a time
    with database.write() as session:
        title = make_volume(session).title
    fields = dataclasses.replace(title.fields(), note="甲")
    with database.write() as slow:
        queries.find_title(slow, title.id)
        with database.write() as fast:
            service.change_title(fast, title.id, 1, fields)
        with pytest.raises(TitleChangedError):
            service.change_title(slow, title.id, 1, dataclasses.replace(fields, note="乙"))
        slow.rollback()


@pytest.mark.parametrize(
    ("changes", "error", "field"),
    [
        ({"title": "  "}, TitleMissingError, "title"),
        ({"siku_division": "史部", "siku_class": "易類"}, NotASikuPlaceError, "siku_class"),
        ({"rights_uri": "https://example.org/mine"}, UnknownRightsError, "rights_uri"),
        ({"access_level": AccessLevel.PUBLIC}, AccessReasonMissingError, "access_reason"),
    ],
)
def test_what_cannot_be_used_is_refused_by_field(
    sqlite_database: Database,
    changes: dict[str, object],
    error: type[InvalidInputError],
    field: str,
) -> None:
    with sqlite_database.write() as session:
        title = make_volume(session).title
        fields = dataclasses.replace(title.fields(), **changes)  # type: ignore[arg-type]
        with pytest.raises(error) as caught:
            service.change_title(session, title.id, 1, fields)
    assert caught.value.field == field


def test_the_reason_for_opening_a_title_is_kept(database: Database) -> None:
    with database.write() as session:
        title = make_volume(session).title
        fields = dataclasses.replace(
            title.fields(), access_level=AccessLevel.PUBLIC, access_reason="作者逝世逾五十年"
        )
        service.change_title(session, title.id, 1, fields)
    entry = read_history(database, "title", title.id)[0]
    assert entry.why == "作者逝世逾五十年"
    assert entry.before["access_level"] == "staff"


def test_volumes_come_copy_by_copy_in_their_order(database: Database) -> None:
    with database.write() as session:
        first = make_volumes(session, count=3)
        title_id = first[0].title.id
        second = service.add_copy(session, title_id, [NewVolume("全一册")], "张三捐赠")
    with database.read() as session:
        held = queries.volumes_of(session, title_id)
        assert queries.find_volume(session, second[0].id) == held[3]
    assert [(v.copy_number, v.sequence, v.label) for v in held] == [
        (1, 1, "第1册"),
        (1, 2, "第2册"),
        (1, 3, "第3册"),
        (2, 1, "全一册"),
    ]


def test_publishing_twice_is_publishing_once(database: Database) -> None:
    with database.write() as session:
        volume = make_volume(session)
        shown = service.publish_volume(session, volume.id)
        assert service.publish_volume(session, volume.id) == shown
    with database.read() as session:
        assert newest_volumes(session, set(AccessLevel)) == [shown]
    actions = [entry.action for entry in read_history(database, "title", volume.title.id)]
    assert actions.count("catalogue.volume.published") == 1


def test_withdrawing_needs_a_reason_and_hides_the_volume(database: Database) -> None:
    with database.write() as session:
        volume = make_volume(session)
        service.publish_volume(session, volume.id)
        with pytest.raises(WithdrawalReasonMissingError):
            service.withdraw_volume(session, volume.id, " ")
        assert not service.withdraw_volume(session, volume.id, "家属要求").is_published
    entry = read_history(database, "volume", volume.id)[0]
    assert (entry.action, entry.why) == ("catalogue.volume.withdrawn", "家属要求")


def test_what_does_not_exist_is_said_to_be_missing(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        with pytest.raises(TitleNotFoundError):
            queries.find_title(session, "nowhere")
        with pytest.raises(VolumeNotFoundError):
            queries.find_volume(session, "nowhere")
        with pytest.raises(TitleNotFoundError):
            service.add_copy(session, "nowhere", [])


def test_titles_are_listed_narrowed_and_counted(database: Database) -> None:
    with database.write() as session:
        shown = make_volumes(session, "醴陵縣志", count=2, author="徐淦")
        make_volume(session, "大清一統志", kind=TitleKind.SIKU)
        service.publish_volume(session, shown[0].id)
    wanted = [
        (TitleFilter(), 2),
        (TitleFilter(text="醴陵县"), 1),
        (TitleFilter(text="徐淦"), 1),
        (TitleFilter(text="100%"), 0),
        (TitleFilter(kind=TitleKind.SIKU), 1),
        (TitleFilter(is_published=True), 1),
        (TitleFilter(is_published=False), 1),
    ]
    with database.read() as session:
        for narrowing, expected in wanted:
            assert queries.count_titles(session, narrowing) == expected, narrowing
            assert len(queries.list_titles(session, narrowing, Window())) == expected
        row = queries.list_titles(session, TitleFilter(text="醴陵"), Window())[0]
        turned = queries.list_titles(session, TitleFilter(), Window("-title", offset=1, limit=1))
        straight = queries.list_titles(session, TitleFilter(), Window("title", limit=1))
    assert (row.volume_count, row.published_count) == (2, 1)
    assert turned == straight


def test_titles_alike_are_found_across_scripts_the_same_one_first(database: Database) -> None:
    with database.write() as session:
        make_volume(session, "同治醴陵縣志")
        make_volume(session, "醴陵縣志")
        make_volume(session, "志")
    with database.read() as session:
        found = queries.titles_like(session, ["《醴陵县志》", "平江縣志", "", "志"])
    assert [title.title for title in found["《醴陵县志》"]] == ["醴陵縣志", "同治醴陵縣志"]
    assert found["平江縣志"] == []
    assert [title.title for title in found["志"]] == ["志"]


def test_volumes_are_found_by_number_or_title(database: Database) -> None:
    with database.write() as session:
        volume = make_volume(session, "醴陵縣志")
        other = make_volume(session, "大清一統志")
        service.set_accession_number(session, volume.id, 12)
        service.set_accession_number(session, other.id, 13)
    with database.read() as session:
        assert [v.id for v in queries.search_volumes(session, "12")] == [volume.id]
        assert [v.id for v in queries.search_volumes(session, "一统志")] == [other.id]
        assert [v.id for v in queries.search_volumes(session, "")] == [other.id, volume.id]
        assert queries.find_volumes(session, []) == {}
