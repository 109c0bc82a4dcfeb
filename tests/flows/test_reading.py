"""A reader at the door: home, search, item page, reader, workbench, all by HTTP."""

import json
import re
from html import unescape
from urllib.parse import quote

import pytest

from archive.accounts.models import Role
from archive.catalogue.service import publish_volume, withdraw_volume
from archive.donations.models import DonationLine
from archive.donors.models import Donor
from archive.kernel.house import House
from archive.rights.levels import AccessLevel
from tests.factories.books import Book, make_modern_book, make_siku_book, refresh_index
from tests.factories.gifts import ZHANG, make_accepted
from tests.factories.holdings import make_volume
from tests.fixtures.clients import Client, Person

DATA = re.compile(r'<script type="application/json" id="reader-data">(.*?)</script>', re.DOTALL)
MARK = re.compile(r"<mark>(.*?)</mark>")


@pytest.fixture
def siku(house: House) -> Book:
    """Four half-leaves of the Siku, published."""
    return make_siku_book(house)


def see(client: Client, path: str) -> str:
    """Return a page that must be there."""
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200, answer.text[:2000]
    return unescape(answer.text)


def test_an_empty_archive_says_so_and_leads_staff_to_the_desk(person: Person) -> None:
    assert "还没有公开的文献" in see(person(None), "/")
    assert 'href="/desk"' in see(person(Role.STAFF), "/")


def test_home_counts_and_shows_what_came_last(person: Person, siku: Book) -> None:
    home = see(person(None), "/")

    counts = re.findall(r'stat__value">(\d+)<span class="stat__unit">(.)', home)
    assert counts == [("1", "种"), ("1", "册"), ("4", "页")]
    assert f'href="/read/{siku.volume_id}"' in home
    cover = re.search(r'shelf__picture" src="([^"]+)"', home)
    assert cover
    assert person(None).get(cover.group(1)).headers["content-type"] == "image/jpeg"


@pytest.mark.parametrize("word", ["醴陵", "醴", "醴陵县"])
def test_a_word_is_found_in_either_script_and_marked_as_printed(
    person: Person, siku: Book, word: str
) -> None:
    found = see(person(None), f"/search?q={quote(word)}")

    printed = {"醴陵": "醴陵", "醴": "醴", "醴陵县": "醴陵縣"}[word]
    assert printed in MARK.findall(found)
    assert f"/read/{siku.volume_id}?page={siku.page_ids[0]}&q={quote(word)}" in found


def test_what_is_not_found_gets_advice(person: Person, siku: Book) -> None:
    found = see(person(None), "/search?q=" + quote("龘"))

    assert siku.title_id not in found
    assert "没有找到“龘”" in found
    assert "换一种写法" in found


def test_many_results_come_in_pages(house: House, person: Person) -> None:
    with house.database.write() as session:
        for number in range(25):
            volume = make_volume(session, f"醴陵志{number:02}", access_level=AccessLevel.PUBLIC)
            publish_volume(session, volume.id)
    refresh_index(house)
    client = person(None)

    pages = [see(client, f"/search?q=醴陵&page={number}") for number in (1, 2, 9)]

    found = [set(re.findall(r'href="/titles/(\w+)"', page)) for page in pages]
    assert [len(ids) for ids in found] == [20, 5, 5]
    assert not found[0] & found[1]
    assert all("找到 25 种、0 页" in page for page in pages)


def test_odd_questions_are_answered(person: Person, siku: Book) -> None:
    client = person(None)

    for query in ("", "   ", "“", "%", "a" * 900, "醴陵&page=999999", "醴陵&page=x", "<b>醴陵</b>"):
        assert client.get("/search?q=" + query).status_code == 200, query
    assert "<b>" not in client.get("/search", params={"q": "<b>醴陵</b>"}).text
    assert siku.volume_id


def test_the_item_page_tells_what_it_is_and_where_to_read_it(person: Person, siku: Book) -> None:
    item = see(person(None), f"/titles/{siku.title_id}")

    assert "史部·地理類·都會郡縣之屬" in item
    assert "531:45" in item
    assert "公有领域" in item
    assert f'href="/read/{siku.volume_id}"' in item
    assert f"/iiif/presentation/3/volumes/{siku.volume_id}/manifest.json" in item
    assert "湖廣通志[M/OL]" in item


def test_history_is_for_staff_and_dates_for_everybody(person: Person, siku: Book) -> None:
    public = see(person(None), f"/titles/{siku.title_id}")
    staff = see(person(Role.STAFF), f"/titles/{siku.title_id}")

    assert "2026年3月2日 公开" in public
    assert "操作员小李" not in public
    assert "操作员小李" in staff
    assert "收到扫描件 4 份" in staff
    assert "核准扫描批次，公开 4 页" in staff


@pytest.mark.parametrize(("is_anonymous", "words"), [(False, "张毓鋆 捐赠"), (True, "不愿具名")])
def test_donors_are_thanked_as_they_wish(
    house: House, person: Person, siku: Book, *, is_anonymous: bool, words: str
) -> None:
    give_credit(house, siku, is_anonymous=is_anonymous)

    item = see(person(None), f"/titles/{siku.title_id}")

    assert words in item
    assert (ZHANG.name in item) is not is_anonymous


def give_credit(house: House, book: Book, *, is_anonymous: bool) -> None:
    """Let the book be what a donor's list held."""
    with house.database.write() as session:
        donation = make_accepted(session)
        session.get_one(DonationLine, donation.lines[0].id).title_id = book.title_id
        session.get_one(Donor, donation.donor.id).is_anonymous = is_anonymous


def test_the_reader_works_without_scripts(person: Person, siku: Book) -> None:
    page = see(person(None), f"/read/{siku.volume_id}?page={siku.page_ids[1]}")

    assert f'src="/iiif/3/{siku.page_ids[1]}/full/' in page
    assert "附考按水經湘水又北過澧陵縣西澧字从水不" in page
    assert f'rel="next" href="?page={siku.page_ids[2]}"' in page
    assert f'rel="prev" href="?page={siku.page_ids[0]}"' in page
    assert f"{siku.pages[1].label}[2026-03-02]" in page


def test_the_reader_opens_at_the_first_hit(person: Person, siku: Book) -> None:
    page = see(person(None), f"/read/{siku.volume_id}?q=" + quote("王乔山"))

    data = json.loads(DATA.findall(page)[0])
    assert data["isRightToLeft"] is True
    assert data["hits"] == [{"page": siku.page_ids[2], "count": 2}]
    assert data["pages"][data["place"]]["id"] == siku.page_ids[2]
    assert MARK.findall(page) == ["王喬山", "王喬山"]


def test_a_page_comes_as_json_with_the_cells_of_each_hit(person: Person, siku: Book) -> None:
    path = f"/read/{siku.volume_id}/pages/{siku.page_ids[0]}?q=" + quote("醴陵")

    leaf = person(None).get(path).json()

    cells = [
        cell
        for column in siku.pages[0].truth.body_columns
        for cell in column.as_json()["cells"]
        if cell["char"] in "醴陵"
    ]
    assert sorted(box for hit in leaf["hits"] for box in hit) == sorted(c["box"] for c in cells)
    assert len(leaf["columns"]) == 8
    assert leaf["html"].count("<mark>") == 3


def test_horizontal_print_is_read_from_left_to_right(house: House, person: Person) -> None:
    book = make_modern_book(house)

    page = see(person(None), f"/read/{book.volume_id}")

    assert json.loads(DATA.findall(page)[0])["isRightToLeft"] is False
    assert "leaf-text__columns--lines" in page


@pytest.mark.parametrize("path", ["/read/{volume}?page=0123456789bc", "/read/0123456789bc"])
def test_a_page_that_is_not_there_is_said_so(person: Person, siku: Book, path: str) -> None:
    answer = person(None).get(path.format(volume=siku.volume_id))

    assert answer.status_code == 404


def test_the_workbench_opens_web_addresses_only(person: Person, siku: Book) -> None:
    client = person(None)
    manifest = f"https://example.org/{siku.volume_id}/manifest.json"

    opened = client.get("/workbench", params={"manifest": manifest})

    assert f'data-manifest="{manifest}"' in opened.text
    assert "unsafe-inline" not in opened.headers["content-security-policy"]
    for bad in ("javascript:alert(1)", "//example.org/m.json", "data:text/html,x", "http:///x"):
        refused = client.get("/workbench", params={"manifest": bad})
        assert refused.status_code == 422
        assert "data-manifest" not in refused.text
    assert siku.volume_id in client.get("/workbench").text


class TestWhatIsNotOpen:
    """Nobody learns of a title that is not open to him, by whatever door."""

    def paths(self, book: Book) -> list[str]:
        volume, page = book.volume_id, book.page_ids[0]
        presentation = "/iiif/presentation/3"
        return [
            f"/titles/{book.title_id}",
            f"/read/{volume}",
            f"/read/{volume}/pages/{page}",
            f"{presentation}/volumes/{volume}/manifest.json",
            f"{presentation}/volumes/{volume}/text.txt",
            f"{presentation}/pages/{page}/text.json",
            f"{presentation}/pages/{page}/canvas",
            f"/iiif/3/{page}/full/max/0/default.jpg",
            f"/iiif/2/{page}/full/full/0/default.jpg",
        ]

    def check_silence(self, client: Client, book: Book, statuses: set[int]) -> None:
        for path in self.paths(book):
            answer = client.get(path, headers={"Accept": "application/json"})
            assert answer.status_code in statuses, (path, answer.status_code)
            assert "湖廣通志" not in answer.text
        for path in ("/", "/workbench", "/search?q=" + quote("湖廣通志"), "/search?q=醴陵"):
            shown = see(client, path)
            assert not [one for one in (book.title_id, book.volume_id) if one in shown], path
            assert "邁柱" not in shown
        assert "没有找到" in see(client, "/search?q=" + quote("醴陵"))
        assert "还没有公开的文献" in see(client, "/")

    def test_unpublished(self, house: House, person: Person) -> None:
        book = make_siku_book(house, is_published=False)

        self.check_silence(person(None), book, {401, 404})
        self.check_silence(person(Role.READER), book, {403, 404})

    @pytest.mark.parametrize("level", [AccessLevel.STAFF, AccessLevel.SEALED])
    def test_published_but_restricted(
        self, house: House, person: Person, level: AccessLevel
    ) -> None:
        book = make_siku_book(house, level=level)

        self.check_silence(person(None), book, {401})
        self.check_silence(person(Role.READER), book, {403})

    def test_for_registered_readers(self, house: House, person: Person) -> None:
        book = make_siku_book(house, level=AccessLevel.REGISTERED)

        self.check_silence(person(None), book, {401})
        reader = person(Role.READER)
        assert "4" in see(reader, "/search?q=" + quote("醴陵"))
        assert all(reader.get(path).status_code == 200 for path in self.paths(book))

    def test_staff_see_what_is_in_work_but_not_in_the_reader(
        self, house: House, person: Person
    ) -> None:
        book = make_siku_book(house, is_published=False)
        staff = person(Role.STAFF)

        assert "未公开" in see(staff, f"/titles/{book.title_id}")
        assert f'href="/station/pages/{book.page_ids[0]}"' in see(staff, "/search?q=醴陵")
        assert staff.get(f"/read/{book.volume_id}").status_code == 404

    def test_withdrawing_takes_it_away_everywhere(self, house: House, person: Person) -> None:
        book = make_siku_book(house)
        client = person(None)
        assert client.get(f"/read/{book.volume_id}").status_code == 200

        with house.database.write() as session:
            withdraw_volume(session, book.volume_id, "捐赠人要求")
        refresh_index(house)

        answers = [client.get(path).status_code for path in self.paths(book)[:7]]
        assert answers == [404] * 7
        assert "没有找到" in see(client, "/search?q=" + quote("醴陵"))
