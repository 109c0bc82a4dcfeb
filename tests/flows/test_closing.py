"""What is closed is closed at once, by every door, though no worker runs to tell the index."""

import time
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import quote

import pytest

from archive.accounts.models import Role
from archive.accounts.service import change_role, disable_account, find_account_by_name
from archive.catalogue import service as catalogue
from archive.catalogue.queries import find_title
from archive.kernel.house import House
from archive.rights.levels import AccessLevel
from archive.search.schemas import SearchRequest
from archive.search.service import search
from digitize.pages.service import omit_page
from tests.factories.books import Book, make_modern_book, make_siku_book
from tests.fixtures.clients import Client, Person

WORDS = ("醴陵", "湖廣通志", "王喬山", "邁柱")


def tile_of(book: Book) -> str:
    """Return the address of a picture that the server keeps ready."""
    return f"/iiif/3/{book.page_ids[0]}/0,0,512,512/512,512/0/default.jpg"


def wait_for(status: int, client: Client, path: str, **headers: str) -> int:
    """Ask until the image server, which looks a few times a second, answers with ``status``."""
    deadline = time.monotonic() + 10
    answer = client.get(path, headers=headers).status_code
    while answer != status and time.monotonic() < deadline:
        time.sleep(0.1)
        answer = client.get(path, headers=headers).status_code
    return answer


def close_title(house: House, book: Book, level: AccessLevel) -> None:
    """Change the level of a title, and tell only the journal."""
    with house.database.write() as session:
        held = find_title(session, book.title_id)
        fields = replace(held.fields(), access_level=level, access_reason="捐赠人要求")
        catalogue.change_title(session, book.title_id, held.revision, fields)


def seal(house: House, book: Book) -> None:
    close_title(house, book, AccessLevel.SEALED)


def for_readers(house: House, book: Book) -> None:
    close_title(house, book, AccessLevel.REGISTERED)


def withdraw(house: House, book: Book) -> None:
    with house.database.write() as session:
        catalogue.withdraw_volume(session, book.volume_id, "捐赠人要求")


@pytest.mark.parametrize("close", [seal, for_readers, withdraw])
def test_words_of_what_was_closed_are_not_found(
    house: House, person: Person, close: Callable[[House, Book], None]
) -> None:
    book = make_siku_book(house)
    other = make_modern_book(house)
    client = person(None)
    assert book.volume_id in client.get("/search?q=" + quote("王喬山")).text

    close(house, book)

    for word in WORDS:
        shown = client.get("/search?q=" + quote(word)).text
        assert book.volume_id not in shown, word
        assert book.title_id not in shown, word
        assert "等監修" not in shown, word
    with house.database.read() as session:
        request = SearchRequest("王喬山", frozenset({AccessLevel.PUBLIC}))
        assert search(session, request).pages_count == 0
    assert other.volume_id in client.get("/search?q=" + quote("醴陵")).text


def test_staff_still_find_it(house: House, person: Person) -> None:
    book = make_siku_book(house)
    withdraw(house, book)
    shown = person(Role.STAFF).get("/search?q=" + quote("王喬山")).text
    assert f"/station/pages/{book.page_ids[2]}" in shown


def test_a_page_left_out_later_is_nowhere(house: House, person: Person) -> None:
    book = make_siku_book(house)
    client, page = person(None), book.page_ids[2]
    image = f"/iiif/3/{page}/full/max/0/default.jpg"
    etag = client.get(image).headers["etag"]

    with house.database.write() as session:
        omit_page(session, page, is_omitted=True)

    assert page not in client.get("/search?q=" + quote("王喬山")).text
    assert client.get(f"/iiif/presentation/3/pages/{page}/text.json").status_code == 404
    assert client.get(f"/read/{book.volume_id}/pages/{page}").status_code == 404
    assert wait_for(401, client, image) == 401
    assert client.get(image, headers={"If-None-Match": etag}).status_code == 401
    assert client.get(image, headers={"If-None-Match": "*"}).status_code == 401


@pytest.mark.parametrize("close", [seal, for_readers, withdraw])
def test_prepared_pictures_are_closed_too(
    house: House, person: Person, close: Callable[[House, Book], None]
) -> None:
    book = make_siku_book(house)
    client, tile = person(None), tile_of(book)
    etag = client.get(tile).headers["etag"]
    assert client.get(tile).headers["cache-control"].startswith("public")

    close(house, book)

    assert wait_for(401, client, tile) == 401
    for headers in ({"If-None-Match": etag}, {"If-None-Match": "*"}, {"Range": "bytes=0-9"}):
        assert client.get(tile, headers=headers).status_code == 401
    assert client.head(tile).status_code == 401
    assert client.get(f"/iiif/2/{book.page_ids[0]}/info.json").status_code == 401
    manifest = f"/iiif/presentation/3/volumes/{book.volume_id}/manifest.json"
    refused = client.get(manifest, headers={"If-None-Match": "*"})
    assert refused.status_code in {401, 404}
    assert "湖廣通志" not in refused.text


def test_pictures_for_readers_are_nobodys_after_they_leave(house: House, person: Person) -> None:
    book = make_siku_book(house, level=AccessLevel.REGISTERED)
    reader, tile = person(Role.READER), tile_of(book)
    answer = reader.get(tile)
    assert answer.headers["cache-control"].startswith("private")
    kept = dict(reader.cookies)

    reader.submit("/sign-out")
    reader.cookies.update(kept)

    assert wait_for(401, reader, tile) == 401


def test_a_disabled_account_sees_no_more(house: House, person: Person) -> None:
    book = make_siku_book(house, level=AccessLevel.REGISTERED)
    reader, tile = person(Role.READER), tile_of(book)
    assert reader.get(tile).status_code == 200

    with house.database.write() as session:
        disable_account(session, find_account_by_name(session, "reader").id)

    assert wait_for(401, reader, tile) == 401
    assert reader.get(f"/titles/{book.title_id}", follow_redirects=False).status_code == 303


def test_a_role_taken_away_takes_its_doors_along(house: House, person: Person) -> None:
    book = make_siku_book(house, is_published=False)
    staff, tile = person(Role.STAFF), tile_of(book)
    assert staff.get(tile).status_code == 200

    with house.database.write() as session:
        change_role(session, find_account_by_name(session, "staff").id, Role.READER)

    assert wait_for(403, staff, tile) == 403
    for path in ("/desk", "/station", "/desk/registers/individual.csv"):
        assert staff.get(path).status_code == 403
    assert staff.get(f"/titles/{book.title_id}").status_code == 404
