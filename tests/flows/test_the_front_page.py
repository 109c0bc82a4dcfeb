"""The front page of the desk: every count opens the list that it counts."""

import datetime as dt
import re
from html import unescape

from archive.accessions.service import register_donation
from archive.accounts.models import Role
from archive.donations import service
from archive.donations.schemas import Decision
from archive.kernel import journal
from archive.kernel.clock import FixedClock
from archive.kernel.house import House
from archive.kernel.identifiers import new_id
from archive.kernel.journal import SYSTEM
from tests.factories.gifts import make_accepted, make_donation
from tests.fixtures.clients import Person
from tests.fixtures.houses import MORNING
from tests.fixtures.statements import CountQueries

LIST = re.compile(
    r'<a class="worklist [^"]*" href="([^"]+)"><span class="worklist__name">([^<]+)</span>'
    r'<span class="worklist__count">([\d,]+)</span>'
)
TOTAL = re.compile(r"共 ([\d,]+) ")
MOST_QUERIES = 12


def test_an_empty_desk_says_that_nothing_waits(person: Person) -> None:
    page = person(Role.STAFF).get("/desk").text
    assert "没有等待处理的事情" in page
    assert "登记第一笔捐赠" in page


def test_every_count_opens_a_list_of_as_many(house: House, person: Person) -> None:
    clerk = person(Role.STAFF)
    fill(house)
    lists = {
        unescape(name): (href, int(n)) for href, name, n in LIST.findall(clerk.get("/desk").text)
    }
    assert lists["待决定"][1] == 3
    assert lists["待决定，已过 30 天"][1] == 2
    assert lists["待签协议"][1] == 1
    assert lists["没有签订的协议"][1] == 1
    assert lists["没有核定版权"][1] == 2
    for href, count in lists.values():
        shown = clerk.get(unescape(href))
        assert shown.status_code == 200
        found = TOTAL.search(shown.text)
        assert found is not None, href
        assert int(found[1]) == count, href


def test_the_front_page_asks_little(
    house: House, person: Person, count_queries: CountQueries
) -> None:
    clerk = person(Role.STAFF)
    fill(house)
    clerk.get("/desk")
    with count_queries(house.database) as asked:
        clerk.get("/desk")
    # A thread of its own follows the journal meanwhile.
    of_page = [statement for statement in asked if "journal_" not in statement]
    assert len(of_page) <= MOST_QUERIES, "\n".join(of_page)


def fill(house: House) -> None:
    """Log gifts long ago and today, some of them decided."""
    with house.database.write() as session:
        journal.act_as(session, SYSTEM, FixedClock(MORNING - dt.timedelta(days=60)))
        for _ in range(2):
            make_donation(session, received_on=(MORNING - dt.timedelta(days=60)).date())
    with house.database.write() as session:
        journal.act_as(session, SYSTEM, FixedClock(MORNING))
        make_donation(session)
        gift = make_accepted(session)
        service.decide_line(session, gift.lines[0].id, Decision.DECLINED, "已有")
        register_donation(session, make_accepted(session).id, new_id())  # before anybody signed
