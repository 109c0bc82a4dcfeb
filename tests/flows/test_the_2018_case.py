"""本年共征集地方文献 69 种 105 册: a year that nobody counts by hand, and June as it was in June.

What was typed through the year is typed with the clock of its day; the list of the old-books
exhibition is brought in later from a spreadsheet, as decided in December.
"""

import datetime as dt
import re
from html import unescape

import pytest
from openpyxl import Workbook
from sqlalchemy.orm import Session

from archive.accounts.models import Role
from archive.campaigns.schemas import NewCampaign
from archive.campaigns.service import create_campaign
from archive.donations import service
from archive.donations.decisions import Choice, decide, decide_lines
from archive.donations.moves import move
from archive.donations.schemas import (
    AcquisitionMode,
    Decision,
    DonationView,
    DonorKind,
    NewDonation,
    NewDonor,
    NewLine,
)
from archive.donations.states.events import Event
from archive.kernel import journal
from archive.kernel.house import House
from archive.kernel.identifiers import new_id
from archive.kernel.journal import SYSTEM
from archive.ledger.counting import NOTHING
from archive.ledger.queries import Asked, sums
from tests.fixtures.clients import Client, Person
from tests.flows.exchanging import bytes_of, confirm, follow, upload
from tests.rooms.test_reports import noon

EXHIBITION = "2018年古旧书籍展"
SENTENCE = "2018年共征集地方文献 69 种 105 册。"
JUNE = dt.date(2018, 6, 30)
NUMBER = re.compile(r'<a href="(/desk/reports/lines\?[^"]+)">([\d,-]+)</a>')
VOLUMES = re.compile(r'data-label="册数">(-?\d+)<')
TITLES = re.compile(r'data-label="种数">(-?\d+)<')
NEXT = re.compile(r'rel="next" href="([^"]+)"')


def day(month: int, date: int) -> dt.date:
    return dt.date(2018, month, date)


def log(
    session: Session,
    on: dt.date,
    donor: NewDonor,
    *lines: NewLine,
    mode: AcquisitionMode = AcquisitionMode.DONATION,
) -> DonationView:
    """Log a gift with the clock of its day."""
    journal.act_as(session, SYSTEM, noon(on))
    return service.log_donation(session, NewDonation(new_id(), donor, on, lines, mode=mode))


def several(name: str, count: int, volumes: int = 1) -> list[NewLine]:
    return [NewLine(f"{name}（{n}）", volume_count=volumes) for n in range(1, count + 1)]


def accept(session: Session, gift: DonationView, choice: Choice | None = None) -> None:
    chosen = choice or Choice(Decision.ACCEPTED)
    decide_lines(session, gift.id, [line.id for line in gift.lines], chosen)


def type_half_a_year(session: Session) -> dict[str, DonationView]:
    """Up to June: 41 种 65 册 kept, 3 种 6 册 lent, one line declined."""
    office = NewDonor("醴陵市地方志编纂委员会办公室", DonorKind.ORGANISATION)
    yearbooks = log(
        session, day(2, 10), office, *several("醴陵年鉴", 12, 2), mode=AcquisitionMode.LEGAL_DEPOSIT
    )
    accept(session, yearbooks)
    family = NewDonor("丁家坊丁氏", DonorKind.FAMILY)
    genealogies = log(
        session, day(4, 5), family, *several("丁氏族谱", 10, 2), NewLine("辞海", volume_count=3)
    )
    *kept, dictionary = genealogies.lines
    decide_lines(session, genealogies.id, [line.id for line in kept], Choice(Decision.ACCEPTED))
    decide(session, dictionary.id, Choice(Decision.DECLINED, "非地方文献"))
    copy = NewLine("醴陵年鉴 复本", volume_count=2, copy_of_line_id=yearbooks.lines[0].id)
    papers = log(session, day(6, 20), NewDonor("张毓鋆"), *several("文史资料", 15), copy)
    accept(session, papers)
    lent = log(
        session,
        day(6, 25),
        NewDonor("渌江书院", DonorKind.ORGANISATION),
        *several("书院旧藏", 3, 2),
        mode=AcquisitionMode.DEPOSIT,
    )
    accept(session, lent, Choice(Decision.DEPOSITED))
    taken_back = log(session, day(6, 28), NewDonor("易明"), *several("家书", 4))
    accept(session, taken_back)
    return {"genealogies": genealogies, "papers": papers, "taken back": taken_back}


def type_the_rest(session: Session, gifts: dict[str, DonationView]) -> None:
    """From July on: bought, taken in part, withdrawn, put right, decided anew, dated back."""
    shop = NewDonor("醴陵旧书店", DonorKind.ORGANISATION)
    accept(
        session,
        log(session, day(8, 15), shop, *several("民国课本", 10), mode=AcquisitionMode.PURCHASE),
    )
    journal.act_as(session, SYSTEM, noon(day(9, 9)))
    move(session, gifts["taken back"].id, Event.WITHDRAW, "捐赠人收回")
    part = log(session, day(10, 9), NewDonor("刘氏"), NewLine("渌江诗钞", volume_count=5))
    accept(session, part, Choice(Decision.PARTLY_ACCEPTED, "余为重本", 3))
    journal.act_as(session, SYSTEM, noon(day(11, 6)))
    line = gifts["papers"].lines[0]
    service.correct_line(session, line.id, NewLine(line.title, volume_count=2))
    decide(session, gifts["genealogies"].lines[0].id, Choice(Decision.DECLINED, "残缺过甚"))
    heirs = NewDonor("傅熊湘后人", DonorKind.FAMILY)
    late = log(session, day(12, 19), heirs, *several("傅熊湘手稿", 10), *several("诗稿", 5, 2))
    journal.act_as(session, SYSTEM, noon(day(12, 28)))
    accept(session, late, Choice(Decision.ACCEPTED, decided_on=day(12, 20)))


def exhibition() -> Workbook:
    """The list that was kept at the exhibition: 7 种 12 册, a copy among them, one declined."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["捐赠者", "捐赠时间", "书名", "册数", "处理意见", "备注"],
        ["陈家祠堂", "2018年12月8日", "陈氏族谱", 3, "接收"],
        ["陈家祠堂", "2018年12月8日", "陈氏家训", 2, "接收"],
        ["陈家祠堂", "2018年12月8日", "陈氏族谱", 1, "接收", "复本"],
        ["黄益", "2018年12月8日", "萍醴铁路图说", 1, "接收"],
        ["黄益", "2018年12月8日", "新华字典", 4, "婉拒"],
        ["黄益", "2018年12月8日", "株萍铁路旧影", 1, "接收"],
        ["湘东书社", "2018年12月27日", "醴陵乡土志", 1, "接收"],
        ["湘东书社", "2018年12月27日", "渌水方言考", 2, "接收"],
        ["湘东书社", "2018年12月27日", "瓷器杂记", 1, "接收"],
    ):
        sheet.append(row)
    return book


def bring_in_exhibition(clerk: Client) -> None:
    """Import the list, all of it as of the exhibition."""
    address, _page = follow(clerk, upload(clerk, bytes_of(exhibition())))
    assert clerk.submit(f"{address}/settings", {"campaign": EXHIBITION}).status_code == 303
    assert confirm(clerk, address).status_code == 303


def told(house: House, on: dt.date, known_on: dt.date | None = None) -> tuple[int, int]:
    """Return 种 and 册 of the year up to a day."""
    with house.database.read() as session:
        amount = sums(session, Asked(day(1, 1), on, known_on)).get((False, ()), NOTHING)
    return amount.titles, amount.volumes


@pytest.fixture
def clerk(house: House, person: Person) -> Client:
    """A clerk of a library whose 2018 is over."""
    clerk = person(Role.STAFF)
    with house.database.write() as session:
        journal.act_as(session, SYSTEM, noon(day(1, 2)))
        create_campaign(session, NewCampaign(EXHIBITION, day(12, 1), day(12, 31)))
        gifts = type_half_a_year(session)
    assert told(house, JUNE) == (41, 65)
    with house.database.write() as session:
        type_the_rest(session, gifts)
    bring_in_exhibition(clerk)
    return clerk


def test_the_year_is_69_titles_and_105_volumes(house: House, clerk: Client) -> None:
    assert told(house, day(12, 27)) == told(house, day(12, 31)) == (69, 105)
    page = clerk.get("/desk/reports/years/2018").text
    assert SENTENCE in page
    assert f"其中“{EXHIBITION}”征集 7 种 12 册。" in page
    assert "另接受寄存 3 种 6 册，不计入上数。" in page


def test_june_keeps_its_answer(house: House, clerk: Client) -> None:
    assert told(house, JUNE) == told(house, JUNE, known_on=JUNE) == (41, 65)
    page = clerk.get("/desk/reports?as_of=2018-06-30").text
    assert [number for _, number in NUMBER.findall(page)[:2]] == ["41", "65"]


def test_every_number_of_source_and_month_opens_its_list(clerk: Client) -> None:
    page = clerk.get("/desk/reports?period=2018&rows=source&columns=month").text
    numbers = {
        unescape(href): int(text) for href, text in NUMBER.findall(page[page.index("<table") :])
    }
    assert len(numbers) > 20
    for href, number in numbers.items():
        assert sum_of_list(clerk, href)[1] == number, href
    total = next(href for href, number in numbers.items() if number == 105)
    assert sum_of_list(clerk, total) == (69, 105)


def sum_of_list(clerk: Client, href: str) -> tuple[int, int]:
    """Add up what the lines of a list contribute, page after page."""
    titles, volumes, following = 0, 0, href
    while following:
        page = clerk.get(following).text
        titles += sum(map(int, TITLES.findall(page)))
        volumes += sum(map(int, VOLUMES.findall(page)))
        found = NEXT.search(page)
        following = unescape(found[1]) if found else ""
    return titles, volumes
