import pytest

from archive.kernel import journal
from archive.kernel.database import Database
from archive.kernel.journal import Subject
from archive.rights.levels import AccessLevel
from archive.search import queries
from archive.search.indexer import BATCH_DOCUMENTS, BATCH_ENTRIES, Indexer
from archive.search.schemas import DocumentKind
from archive.text.tokens import TOKENS_VERSION
from tests.factories.shelves import Shelf, found, make_page, make_pages, make_title


class Archive:
    """Two shelves, a journal and the indexer that follows it."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.titles = Shelf(DocumentKind.TITLE)
        self.pages = Shelf(DocumentKind.PAGE)
        self.indexer = Indexer(database, [self.titles, self.pages])

    def record(self, kind: str, identifier: str) -> None:
        with self.database.write() as session:
            journal.record(session, "test.thing.changed", subject=Subject(kind, identifier))

    def found(self, text: str) -> list[str]:
        with self.database.read() as session:
            return found(session, text)


@pytest.fixture
def archive(database: Database) -> Archive:
    made = Archive(database)
    made.indexer.follow()
    return made


def test_what_the_journal_names_is_indexed(archive: Archive) -> None:
    archive.titles.place(make_title("t1", "醴陵縣志"))
    assert archive.indexer.follow() == 0
    assert archive.found("醴陵") == []
    archive.record("title", "t1")
    assert archive.indexer.follow() == 1
    assert archive.found("醴陵") == ["t1"]


def test_an_entry_is_taken_in_once(archive: Archive) -> None:
    archive.pages.place(make_page("p1", "醴陵"))
    archive.record("page", "p1")
    assert archive.indexer.follow() == 1
    loads = archive.pages.loads
    assert archive.indexer.follow() == 0
    assert archive.pages.loads == loads


def test_many_entries_and_many_pages_go_in_small_steps(archive: Archive) -> None:
    archive.pages.place(*make_pages(*["醴陵"] * (2 * BATCH_DOCUMENTS + 1)))
    with archive.database.write() as session:
        for _ in range(BATCH_ENTRIES + 1):
            journal.record(session, "test.title.changed", subject=Subject("title", "t1"))
    assert archive.indexer.follow() == BATCH_ENTRIES + 1
    with archive.database.read() as session:
        stored = queries.stored_by_id(session, DocumentKind.PAGE, list(archive.pages.documents))
        assert len(stored) == len(archive.pages.documents)


def test_a_level_that_changes_hides_the_page(archive: Archive) -> None:
    archive.pages.place(make_page("p1", "醴陵"))
    archive.record("page", "p1")
    archive.indexer.follow()
    archive.pages.relevel("p1", AccessLevel.SEALED)
    archive.record("title", "t1")
    archive.indexer.follow()
    assert archive.found("醴陵") == []


def test_what_is_gone_leaves_the_index(archive: Archive) -> None:
    archive.pages.place(make_page("p1", "醴陵"))
    archive.record("page", "p1")
    archive.indexer.follow()
    del archive.pages.documents["p1"]
    archive.record("page", "p1")
    archive.indexer.follow()
    assert archive.found("醴陵") == []


def test_a_rebuild_holds_what_the_sources_hold(archive: Archive) -> None:
    archive.pages.place(make_page("gone", "醴陵"))
    archive.record("page", "gone")
    archive.indexer.follow()
    archive.pages.documents = {}
    pages = make_pages(*["醴陵"] * (BATCH_DOCUMENTS + 1))
    archive.pages.place(*pages)
    told: list[int] = []
    assert archive.indexer.rebuild(told.append) == len(pages)
    assert told == [BATCH_DOCUMENTS, BATCH_DOCUMENTS + 1]
    assert archive.indexer.follow() == 0
    with archive.database.read() as session:
        assert not queries.stored_by_id(session, DocumentKind.PAGE, ["gone"])
        assert len(queries.stored_by_id(session, DocumentKind.PAGE, [p.id for p in pages])) == 51


def test_a_rebuild_cut_short_starts_again(archive: Archive) -> None:
    archive.pages.place(*make_pages(*["醴陵"] * (BATCH_DOCUMENTS + 1)))

    def stop(_count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        archive.indexer.rebuild(stop)
    archive.indexer.follow()
    with archive.database.read() as session:
        assert queries.index_state(session).version == TOKENS_VERSION
        assert queries.stored_by_id(session, DocumentKind.PAGE, [f"p{BATCH_DOCUMENTS + 1}"])


def test_an_index_of_other_tokens_is_rebuilt(archive: Archive) -> None:
    archive.titles.place(make_title("t1", "醴陵縣志"))
    with archive.database.write() as session:
        queries.locked_state(session).version = "0.0"
    archive.indexer.follow()
    assert archive.found("醴陵") == ["t1"]
