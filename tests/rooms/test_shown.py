"""What readers see of catalogue, pages and donors, on each engine."""

from archive.accounts.models import Role
from archive.accounts.visitors import ANYBODY, Visitor
from archive.catalogue.service import publish_volume
from archive.catalogue.shown import count_shown, newest_volumes, shown_volume_ids
from archive.donations.credits import Credit, credits_of
from archive.donations.models import DonationLine
from archive.kernel.house import House
from archive.rights.levels import AccessLevel
from digitize.pages import shown
from iiif.viewer.home import gather_home
from iiif.viewer.reader import open_book
from tests.factories.books import make_siku_book
from tests.factories.gifts import TODAY, ZHANG, make_accepted
from tests.factories.holdings import make_volumes

EVERYBODY = frozenset({AccessLevel.PUBLIC})


def test_only_published_volumes_of_open_titles_are_shown(house_on_each: House) -> None:
    with house_on_each.database.write() as session:
        first, second, _waiting = make_volumes(session, count=3, access_level=AccessLevel.PUBLIC)
        (closed,) = make_volumes(session, "家譜", access_level=AccessLevel.REGISTERED)
        for volume in (first, second, closed):
            publish_volume(session, volume.id)

        assert count_shown(session, EVERYBODY) == (1, 2)
        assert set(shown_volume_ids(session, EVERYBODY)) == {first.id, second.id}
        assert len(newest_volumes(session, EVERYBODY, limit=1)) == 1
        assert count_shown(session, EVERYBODY | {AccessLevel.REGISTERED}) == (2, 3)
        assert count_shown(session, frozenset()) == (0, 0)


def test_pages_are_counted_and_the_first_is_the_cover(house_on_each: House) -> None:
    book = make_siku_book(house_on_each)
    hidden = make_siku_book(house_on_each, is_published=False)

    with house_on_each.database.read() as session:
        volumes = [book.volume_id, hidden.volume_id]
        assert shown.count_shown(session, volumes) == {book.volume_id: 4}
        firsts = shown.first_shown(session, volumes)
        assert {key: page.id for key, page in firsts.items()} == {book.volume_id: book.page_ids[0]}
        home = gather_home(session, ANYBODY)
        assert (home.title_count, home.volume_count, home.page_count) == (1, 1, 4)


def test_every_hit_of_a_volume_is_known_in_the_order_of_its_pages(house_on_each: House) -> None:
    book = make_siku_book(house_on_each)
    reader = Visitor("a", "读者", Role.READER)

    with house_on_each.database.read() as session:
        opened = open_book(session, book.volume_id, reader, "醴陵", "醴陵市图书馆")

    pages = (book.page_ids[0], book.page_ids[2], book.page_ids[3])
    assert [hit.page_id for hit in opened.hits] == list(pages)
    assert opened.first_page_id == book.page_ids[0]


def test_a_gift_of_several_lines_is_thanked_for_once(house_on_each: House) -> None:
    with house_on_each.database.write() as session:
        (volume,) = make_volumes(session)
        for line in make_accepted(session).lines:
            session.get_one(DonationLine, line.id).title_id = volume.title.id
        session.flush()

        assert credits_of(session, volume.title.id) == [Credit(ZHANG.name, TODAY)]
