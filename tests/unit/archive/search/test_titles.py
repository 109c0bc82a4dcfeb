import pytest
from sqlalchemy.orm import Session

from archive.catalogue import queries as catalogue
from archive.catalogue import service
from archive.catalogue.schemas import TitleFields, VolumeView
from archive.kernel.database import Database
from archive.kernel.journal import Subject
from archive.rights.levels import AccessLevel
from archive.search.indexer import Indexer
from archive.search.titles import TitleSource
from tests.factories.holdings import make_volume
from tests.factories.shelves import EVERYONE, ask, found


@pytest.fixture
def source() -> TitleSource:
    return TitleSource()


def level_of(session: Session, volume: VolumeView) -> AccessLevel:
    [document] = TitleSource().load(session, [volume.title.id])
    return document.level


def test_a_title_is_found_by_title_author_and_class(
    sqlite_database: Database, source: TitleSource
) -> None:
    with sqlite_database.write() as session:
        volume = make_volume(
            session,
            "元豐九域志",
            author="王存",
            siku_division="史部",
            siku_class="地理類",
            siku_subclass="總志",
            access_level=AccessLevel.PUBLIC,
        )
        service.publish_volume(session, volume.id)
    Indexer(sqlite_database, [source]).follow()
    with sqlite_database.read() as session:
        for text in ("九域志", "王存", "地理類", "元丰九域志 王存 史部"):
            assert found(session, text) == [volume.title.id]
        [hit] = ask(session, "九域").hits
        assert hit.heading.text == "元豐九域志"
        assert hit.heading.spans == ((2, 4),)
        assert found(session, "九域志", EVERYONE) == [volume.title.id]


def test_what_is_not_published_is_for_the_staff(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        volume = make_volume(session, access_level=AccessLevel.PUBLIC)
        assert level_of(session, volume) is AccessLevel.STAFF
        service.publish_volume(session, volume.id)
        assert level_of(session, volume) is AccessLevel.PUBLIC


def test_what_is_sealed_is_sealed_before_it_is_published(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        volume = make_volume(
            session, access_level=AccessLevel.SEALED, access_reason="捐赠人约定封存"
        )
        assert level_of(session, volume) is AccessLevel.SEALED


def test_a_level_that_changes_changes_what_is_found(
    database: Database, source: TitleSource
) -> None:
    indexer = Indexer(database, [source])
    with database.write() as session:
        volume = make_volume(session, "醴陵縣志", access_level=AccessLevel.PUBLIC)
        service.publish_volume(session, volume.id)
    indexer.follow()
    with database.write() as session:
        assert found(session, "醴陵") == [volume.title.id]
        title = catalogue.find_title(session, volume.title.id)
        fields = TitleFields(
            title=title.title, access_level=AccessLevel.STAFF, access_reason="重新核查版权"
        )
        service.change_title(session, title.id, title.revision, fields)
    indexer.follow()
    with database.read() as session:
        assert found(session, "醴陵") == []


def test_only_titles_and_volumes_concern_titles(
    sqlite_database: Database, source: TitleSource
) -> None:
    with sqlite_database.write() as session:
        volume = make_volume(session)
        affected = source.affected_ids
        assert affected(session, Subject("volume", volume.id)) == [volume.title.id]
        assert affected(session, Subject("title", "gone")) == ["gone"]
        assert affected(session, Subject("page", volume.title.id)) == []
        assert source.ids_after(session, "", 9) == [volume.title.id]
        assert source.ids_after(session, volume.title.id, 9) == []
