"""Keeps the index in step with the journal, in transactions so small that no desk waits.

Nobody tells the index of a change: it reads the journal after the last number it has seen and asks
the sources how the things look now. It may therefore be stopped at any moment, and run twice; the
worst that happens is that something is looked at again.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from sqlalchemy.orm import Session

from archive.kernel import journal
from archive.kernel.database import Database
from archive.kernel.journal import Subject
from archive.search import queries, service
from archive.search.sources import DocumentSource
from archive.text.tokens import TOKENS_VERSION

BATCH_DOCUMENTS = 50
BATCH_ENTRIES = 200

Progress = Callable[[int], None]
"""Told after each batch how many documents have been looked at so far."""


class Indexer:
    """Follows the journal of ``database`` for the documents of ``sources``."""

    def __init__(self, database: Database, sources: Sequence[DocumentSource]) -> None:
        self._database = database
        self._sources = sources

    def follow(self) -> int:
        """Take in what was recorded since the last time; return how many entries that was.

        An index made by another version of the tokens is rebuilt first.
        """
        with self._database.read() as session:
            is_stale = queries.index_state(session).version != TOKENS_VERSION
        if is_stale:
            self.rebuild()
        count = 0
        while taken := self._take_entries():
            count += taken
        return count

    def rebuild(self, progress: Progress = lambda _count: None) -> int:
        """Make the index anew from the sources; return how many documents were looked at."""
        with self._database.write() as session:
            state = queries.locked_state(session)
            start = journal.last_entry_number(session)
            service.clear_index(session)
            state.version = ""
        count = 0
        for source in self._sources:
            for ids in self._all_ids(source):
                self._refresh(source, ids)
                count += len(ids)
                progress(count)
        with self._database.write() as session:
            state = queries.locked_state(session)
            state.version, state.last_number = TOKENS_VERSION, start
        return count

    def _take_entries(self) -> int:
        with self._database.read() as session:
            last = queries.index_state(session).last_number
            entries = journal.entries_after(session, last, BATCH_ENTRIES)
            if not entries:
                return 0
            last = entries[-1].number
            # What an entry merely belongs to has not changed: a page that was read says so itself.
            subjects = list(dict.fromkeys(entry.subject for entry in entries))
            work = [(source, self._affected(source, subjects, session)) for source in self._sources]
        for source, ids in work:
            for batch in _batches(ids):
                self._refresh(source, batch)
        with self._database.write() as session:
            state = queries.locked_state(session)
            state.last_number = max(state.last_number, last)
        return len(entries)

    def _affected(
        self, source: DocumentSource, subjects: Sequence[Subject], session: Session
    ) -> list[str]:
        found = (source.affected_ids(session, subject) for subject in subjects)
        return list(dict.fromkeys(chain.from_iterable(found)))

    def _refresh(self, source: DocumentSource, ids: Sequence[str]) -> None:
        with self._database.write() as session:
            # Two followers must not overtake each other between loading and storing.
            queries.locked_state(session)
            documents = source.load(session, ids)
            service.replace_documents(session, source.kind, ids, documents)

    def _all_ids(self, source: DocumentSource) -> Iterator[Sequence[str]]:
        last_id = ""
        while True:
            with self._database.read() as session:
                ids = source.ids_after(session, last_id, BATCH_DOCUMENTS)
            if not ids:
                return
            yield ids
            last_id = ids[-1]


def _batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), BATCH_DOCUMENTS):
        yield ids[start : start + BATCH_DOCUMENTS]
