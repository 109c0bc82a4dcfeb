import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.catalogue.schemas import VolumeView
from archive.catalogue.service import publish_volume
from archive.kernel.database import Database
from archive.kernel.journal import Subject
from archive.rights.levels import AccessLevel
from archive.search.schemas import SearchDocument
from digitize.intake.models import Batch, Master, Scan
from digitize.pages.findable import PageSource
from digitize.pages.models import Page, PageText
from digitize.pages.schemas import NewPage, TextOrigin
from digitize.pages.service import create_page, publish_pages
from tests.factories.holdings import make_volume

NOW = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)


@dataclass
class Book:
    """A volume with one batch of pages, in a session that is still open."""

    session: Session
    volume: VolumeView
    batch: Batch
    pages: list[Page]
    source: PageSource

    def load(self, *pages: Page) -> dict[str, SearchDocument]:
        found = self.source.load(self.session, [page.id for page in pages or self.pages])
        return {document.id: document for document in found}

    def affected(self, kind: str, identifier: str) -> set[str]:
        return set(self.source.affected_ids(self.session, Subject(kind, identifier)))

    def read(self, page: Page, version: int, text: str) -> None:
        self.session.add(
            PageText(
                page_id=page.id,
                version=version,
                origin=TextOrigin.MACHINE,
                text=text,
                layout={},
                read_at=NOW,
            )
        )
        self.session.flush()


def make_scan(session: Session, batch: Batch, number: int) -> Scan:
    master = Master(
        sha256=f"{number:064x}",
        size_bytes=1,
        media_type="image/png",
        width=1,
        height=1,
        received_at=NOW,
    )
    session.add(master)
    session.flush()
    scan = Scan(
        batch_id=batch.id,
        master_sha256=master.sha256,
        sequence=number,
        file_name=f"{number}.png",
        received_at=NOW,
    )
    session.add(scan)
    session.flush()
    return scan


def make_book(session: Session, texts: Sequence[str]) -> Book:
    volume = make_volume(session, "醴陵縣志", access_level=AccessLevel.PUBLIC)
    batch = Batch(volume_id=volume.id, opened_at=NOW, opened_by="")
    session.add(batch)
    session.flush()
    for number in range(1, len(texts) + 1):
        scan = make_scan(session, batch, number)
        create_page(session, NewPage(volume.id, batch.id, scan.id, "inspect"))
    pages = list(session.scalars(select(Page).order_by(Page.sequence)))
    book = Book(session, volume, batch, pages, PageSource())
    for page, text in zip(pages, texts, strict=True):
        book.read(page, 1, text)
    return book


@pytest.fixture
def book(database: Database) -> Iterator[Book]:
    with database.write() as session:
        yield make_book(session, ["在醴", "陵縣之東", "有山"])


def test_a_page_knows_its_text_and_what_follows(book: Book) -> None:
    first, second, third = book.pages
    found = book.load()
    assert found[first.id].text == "在醴"
    assert [found[page.id].following for page in book.pages] == ["陵縣之東", "有山", ""]
    assert found[second.id].sequence == 2
    assert found[third.id].volume_id == book.volume.id
    assert found[first.id].heading.startswith("醴陵縣志 · ")


def test_the_newest_version_counts(book: Book) -> None:
    book.read(book.pages[1], 2, "陵縣之西")
    found = book.load()
    assert found[book.pages[1].id].text == "陵縣之西"
    assert found[book.pages[0].id].following == "陵縣之西"


def test_an_omitted_page_is_passed_over(book: Book) -> None:
    book.pages[1].is_omitted = True
    found = book.load()
    assert set(found) == {book.pages[0].id, book.pages[2].id}
    assert found[book.pages[0].id].following == "有山"


def test_a_page_without_words_is_not_found(book: Book) -> None:
    book.read(book.pages[2], 2, " \n")
    assert book.pages[2].id not in book.load()


def test_pages_are_the_staffs_until_they_are_published(book: Book) -> None:
    assert {document.level for document in book.load().values()} == {AccessLevel.STAFF}
    publish_pages(book.session, book.batch.id)
    assert {document.level for document in book.load().values()} == {AccessLevel.STAFF}
    publish_volume(book.session, book.volume.id)
    assert {document.level for document in book.load().values()} == {AccessLevel.PUBLIC}


def test_a_published_page_does_not_tell_of_an_unpublished_one(book: Book) -> None:
    publish_volume(book.session, book.volume.id)
    publish_pages(book.session, book.batch.id)
    book.pages[1].published_at = None
    found = book.load()
    assert found[book.pages[0].id].following == ""
    assert found[book.pages[1].id].level is AccessLevel.STAFF


def test_a_changed_page_changes_the_one_before_it(book: Book) -> None:
    first, second, third = book.pages
    assert book.affected("page", first.id) == {first.id}
    assert book.affected("page", third.id) == {second.id, third.id}
    assert book.affected("scan", second.scan_id) == {first.id, second.id}
    assert book.affected("page", "gone") == {"gone"}


def test_a_volume_a_batch_or_a_title_changes_all_its_pages(book: Book) -> None:
    everything = {page.id for page in book.pages}
    assert book.affected("volume", book.volume.id) == everything
    assert book.affected("batch", book.batch.id) == everything
    assert book.affected("title", book.volume.title.id) == everything
    assert book.affected("donor", book.volume.id) == set()


def test_a_rebuild_walks_over_every_page(book: Book) -> None:
    first, *rest = sorted(page.id for page in book.pages)
    assert book.source.ids_after(book.session, "", 2) == [first, rest[0]]
    assert book.source.ids_after(book.session, first, 9) == rest
