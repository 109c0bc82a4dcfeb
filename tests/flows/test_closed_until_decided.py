"""What was given is closed until its rights are decided, and never open wider than agreed."""

import datetime as dt
import re
from dataclasses import dataclass
from urllib.parse import quote

import pytest

from archive.accounts.models import Role
from archive.catalogue.queries import find_title, volumes_of
from archive.kernel.clock import FixedClock
from archive.kernel.house import House
from archive.kernel.identifiers import new_id
from tests.factories.books import Book, refresh_index, scan_document
from tests.factories.scans import small_leaf
from tests.fixtures.clients import Client, Person
from tests.flows.test_batch_edits import perform_all
from tests.flows.test_closing import tile_of, wait_for
from tests.flows.test_registers import edit_fields
from tests.flows.test_the_desk import log
from tests.flows.test_the_long_way import accept, agree

TITLE = "醴陵瓷业述略"
COPY = {"may_reproduce": "true"}


@dataclass(frozen=True)
class Gift:
    """What was given, as it stands in the catalogue."""

    page: str
    title_id: str
    volume_id: str

    @property
    def edit(self) -> str:
        return f"/desk/titles/{self.title_id}/edit"


def take_in(clerk: Client, house: House, **terms: str) -> Gift:
    """Log one thing, agree, and enter it in the registers."""
    rest = ("author", "date_text", "material", "volume_count", "note")
    page = log(clerk, line_title=[TITLE], **{f"line_{name}": [""] for name in rest})
    accept(clerk, page)
    agree(clerk, page, **terms)
    answer = clerk.submit(f"{page}/register", {"submission": new_id()})
    assert answer.status_code == 303, answer.text
    found = re.search(r"/desk/titles/([0-9a-z]{12})", clerk.get(answer.headers["location"]).text)
    assert found
    with house.database.read() as session:
        volume = volumes_of(session, found[1])[0]
    return Gift(page, found[1], volume.id)


def scan(house: House, gift: Gift) -> Book:
    with house.database.read() as session:
        (volume,) = volumes_of(session, gift.title_id)[:1]
    return scan_document(house, volume)


def open_to(clerk: Client, gift: Gift, level: str, why: str = "捐赠人同意") -> int:
    """Decide who may see a title; return the status of the answer."""
    shown = clerk.get(gift.edit).text
    fields = edit_fields(shown, title=TITLE, author="", access_level=level, access_reason=why)
    return clerk.submit(gift.edit, fields).status_code


def doors(book: Book) -> list[str]:
    """Return every address by which the world may come to a book."""
    page, volume = book.page_ids[0], book.volume_id
    return [
        f"/titles/{book.title_id}",
        f"/read/{volume}",
        f"/read/{volume}/pages/{page}",
        f"/iiif/presentation/3/volumes/{volume}/manifest.json",
        f"/iiif/presentation/3/volumes/{volume}/text.txt",
        f"/iiif/presentation/3/pages/{page}/text.json",
        f"/iiif/presentation/3/pages/{page}/canvas",
        f"/iiif/3/{page}/info.json",
        f"/iiif/2/{page}/info.json",
        f"/iiif/3/{page}/full/max/0/default.jpg",
        tile_of(book),
    ]


def is_findable(client: Client, book: Book) -> bool:
    found = client.get("/search?q=" + quote("瓷业")).text
    return book.title_id in found or book.volume_id in found


def is_closed(house: House, anybody: Client, book: Book) -> None:
    refresh_index(house)
    assert wait_for(401, anybody, tile_of(book)) == 401
    for door in doors(book):
        answer = anybody.get(door, headers={"Accept": "text/html"}, follow_redirects=False)
        assert answer.status_code in {303, 401, 403, 404}, door
        assert TITLE not in answer.text, door
    assert not is_findable(anybody, book)
    assert book.volume_id not in anybody.get("/").text


def is_open(house: House, anybody: Client, book: Book) -> None:
    refresh_index(house)
    assert wait_for(200, anybody, tile_of(book)) == 200
    for door in doors(book):
        assert anybody.get(door).status_code == 200, door
    assert is_findable(anybody, book)


def test_nothing_is_public_until_it_is_decided(person: Person, house: House) -> None:
    clerk, anybody = person(Role.STAFF), person(None)
    gift = take_in(clerk, house, network_scope="public", **COPY)
    book = scan(house, gift)
    is_closed(house, anybody, book)
    assert open_to(clerk, gift, "public") == 303
    is_open(house, anybody, book)
    assert open_to(clerk, gift, "staff", "家属有异议") == 303
    is_closed(house, anybody, book)


@pytest.mark.parametrize(
    ("scope", "widest", "too_wide"),
    [
        ("none", "staff", "on-premises"),
        ("on-premises", "on-premises", "registered"),
        ("registered", "registered", "public"),
    ],
)
def test_nothing_is_opened_wider_than_agreed(
    person: Person, house: House, scope: str, widest: str, too_wide: str
) -> None:
    clerk, anybody = person(Role.STAFF), person(None)
    gift = take_in(clerk, house, network_scope=scope, **COPY)
    book = scan(house, gift)
    assert open_to(clerk, gift, too_wide) == 422
    assert open_to(clerk, gift, widest) == 303
    assert open_to(clerk, gift, "public") == 422
    is_closed(house, anybody, book)


def test_nothing_is_opened_before_its_day(person: Person, house: House) -> None:
    clerk, anybody = person(Role.STAFF), person(None)
    terms = {"network_scope": "public", "restricted_until": "2026-04-01", **COPY}
    gift = take_in(clerk, house, **terms)
    book = scan(house, gift)
    shown = clerk.get(gift.edit).text
    fields = edit_fields(shown, title=TITLE, author="", access_level="public", access_reason="同意")
    refused = clerk.submit(gift.edit, fields)
    assert refused.status_code == 422
    assert "2026-04-01" in refused.text
    is_closed(house, anybody, book)
    clock = house.clock
    assert isinstance(clock, FixedClock)
    clock.advance(dt.timedelta(days=31))
    later, stranger = person(Role.ADMINISTRATOR), person(None)
    assert open_to(later, gift, "public") == 303
    is_open(house, stranger, book)


def test_a_batch_of_changes_opens_nothing_wider_than_agreed(person: Person, house: House) -> None:
    clerk, anybody = person(Role.STAFF), person(None)
    gift = take_in(clerk, house, network_scope="none", **COPY)
    book = scan(house, gift)
    page = "/desk/batch-edits/new/title"
    asked = {"record": [gift.title_id], "change-access_level": "true", "new-access_level": "public"}
    shown = clerk.submit(page, asked | {"action": "preview"})
    assert shown.status_code == 303, shown.text
    told = clerk.get(shown.headers["location"]).text
    assert "协议最多允许开放到" in told
    assert "1 条不能修改" in told
    begun = clerk.submit(f"{shown.headers['location']}/begin", {"why": "一并公开"})
    assert begun.status_code == 422
    perform_all(house)
    with house.database.read() as session:
        assert find_title(session, gift.title_id).access_level == "staff"
    is_closed(house, anybody, book)


def test_a_later_agreement_closes_what_was_open(person: Person, house: House) -> None:
    clerk, anybody = person(Role.STAFF), person(None)
    gift = take_in(clerk, house, network_scope="public", **COPY)
    book = scan(house, gift)
    assert open_to(clerk, gift, "public") == 303
    is_open(house, anybody, book)
    agree(clerk, gift.page, network_scope="none", **COPY)
    is_closed(house, anybody, book)


def test_what_may_not_be_copied_is_not_scanned(person: Person, house: House) -> None:
    """The refusal says which agreement; a new version that allows it opens the way."""
    clerk, operator = person(Role.STAFF), person(Role.OPERATOR)
    gift = take_in(clerk, house, network_scope="public")
    refused = operator.submit("/station/batches", {"volume_id": gift.volume_id})
    assert refused.status_code == 409
    assert "协议第 1 版没有给予复制权" in refused.text
    assert TITLE in refused.text
    agree(clerk, gift.page, network_scope="public", **COPY)
    opened = operator.submit("/station/batches", {"volume_id": gift.volume_id})
    assert opened.status_code == 303
    batch = opened.headers["location"]
    agree(clerk, gift.page, network_scope="public")
    headers = {"X-CSRF-Token": operator.token, "Accept": "application/json"}
    sent = operator.post(f"{batch}/scans?name=1.png", content=small_leaf(), headers=headers)
    assert sent.status_code == 409
    assert "协议第 3 版没有给予复制权" in sent.text
    assert "1.png" in operator.get(batch).text
