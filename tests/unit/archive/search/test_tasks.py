import threading
from collections.abc import Collection, Sequence

from sqlalchemy.orm import Session

from archive.kernel import journal
from archive.kernel.database import Database
from archive.kernel.journal import Subject
from archive.search.indexer import Indexer
from archive.search.schemas import DocumentKind, SearchDocument
from archive.search.tasks import following_journal
from tests.factories.shelves import Shelf, make_title

LONGEST_WAIT_SECONDS = 30


class FailingOnce(Shelf):
    """A shelf whose first loan fails, and that says when a later one succeeded."""

    failed = False
    done = threading.Event()

    def load(self, session: Session, ids: Collection[str]) -> Sequence[SearchDocument]:
        if not self.failed:
            self.failed = True
            raise OSError
        self.done.set()
        return super().load(session, ids)


def test_a_follower_takes_in_what_is_recorded_and_survives_a_failure(
    sqlite_database: Database,
) -> None:
    shelf = FailingOnce(DocumentKind.TITLE)
    shelf.place(make_title("t1", "醴陵縣志"))
    with following_journal(Indexer(sqlite_database, [shelf]), pause_seconds=0.01):
        with sqlite_database.write() as session:
            journal.record(session, "test.title.made", subject=Subject("title", "t1"))
        assert shelf.done.wait(LONGEST_WAIT_SECONDS)
    assert shelf.failed
    assert "search-follower" not in {thread.name for thread in threading.enumerate()}
