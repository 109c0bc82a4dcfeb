"""The report of a year: its sentence, its PDF, its workbook, and the pages beside it."""

import datetime as dt
import io
import re
from html import unescape

import openpyxl
import pytest
from sqlalchemy import select

from archive.accounts.models import Role
from archive.donations.moves import move
from archive.donations.states.events import Event
from archive.donors.models import Donor
from archive.kernel import journal
from archive.kernel.house import House
from archive.kernel.journal import SYSTEM
from tests.fixtures.clients import Client, Person
from tests.fixtures.statements import CountQueries
from tests.rooms.test_reports import fill, noon

SENTENCE = "2018年共征集地方文献 4 种 9 册。"
MOST_QUERIES = 12
PAGES = (
    "/desk/reports/years/2018",
    "/desk/reports?period=2018",
    "/desk/reports?period=2018&rows=source&columns=month",
    "/desk/reports?period=2018&rows=campaign&columns=branch&mode=donation",
    "/desk/reports/lines?period=2018",
    "/desk/reports/backlog?as_of=2018-06-30",
    "/desk/reports/backlog/decided?as_of=2018-12-31",
    "/desk/reports/donors?period=2018",
)


@pytest.fixture
def clerk(house: House, person: Person) -> Client:
    """A member of staff of a library that has had its year 2018."""
    with house.database.write() as session:
        fill(session)
    return person(Role.STAFF)


def test_the_sentence_can_be_pasted(clerk: Client) -> None:
    page = clerk.get("/desk/reports/years/2018")
    assert page.status_code == 200
    assert f'id="year-sentence">{SENTENCE}</p>' in page.text
    assert "另接受寄存 1 种 2 册，不计入上数。" in page.text
    assert "照片、散页等另计 12 件。" in page.text


def test_a_year_that_goes_on_says_up_to_when(clerk: Client) -> None:
    page = clerk.get("/desk/reports/years/2018?as_of=2018-06-30").text
    assert "2018年截至6月30日，共征集地方文献 3 种 8 册。" in page


def test_the_paper_is_a_pdf(clerk: Client) -> None:
    answer = clerk.get("/desk/reports/years/2018/report.pdf")
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF-")


def test_the_workbook_adds_up(clerk: Client) -> None:
    answer = clerk.get("/desk/reports/years/2018/report.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.worksheets[0]["B2"].value == SENTENCE
    for name in ("按月份", "按来源", "按征集方式", "按文献类型", "按征集活动", "按捐赠人类别"):
        rows = list(book[name].iter_rows(min_row=2, values_only=True))
        total = next(row for row in rows if row[0] == "合计")
        assert total[1:] == (4, 9, 12, 123.45)
        listed = rows[: rows.index(total)]
        assert (
            tuple(sum(int(str(row[place])) for row in listed) for place in (1, 2, 3)) == total[1:4]
        )
    lines = list(book["清单"].iter_rows(min_row=2, values_only=True))
    assert [sum(int(str(row[place])) for row in lines) for place in (9, 10)] == [4, 9]
    assert [row[3] for row in book["寄存清单"].iter_rows(min_row=2, values_only=True)] == [
        "丁氏族谱"
    ]


@pytest.mark.parametrize("year", ["18", "abcd", "0000", "20188"])
def test_there_is_no_report_of_no_year(clerk: Client, year: str) -> None:
    assert clerk.get(f"/desk/reports/years/{year}").status_code == 404


def test_a_year_that_has_not_begun_has_no_report(clerk: Client) -> None:
    for address in ("2090", "2090/report.pdf", "2090/report.xlsx"):
        answer = clerk.get(f"/desk/reports/years/{address}", headers={"Accept": "text/html"})
        assert answer.status_code == 404
        assert "2090年还没有开始" in answer.text


@pytest.mark.parametrize("page", PAGES)
def test_no_page_asks_the_database_much(
    house: House, clerk: Client, count_queries: CountQueries, page: str
) -> None:
    assert clerk.get(page).status_code == 200
    with count_queries(house.database) as asked:
        clerk.get(page)
    assert len(asked) <= MOST_QUERIES, "\n".join(asked)


def test_the_backlog_of_a_day_is_told_by_the_moves(house: House, clerk: Client) -> None:
    with house.database.write() as session:
        journal.act_as(session, SYSTEM, noon(dt.date(2018, 12, 28)))
        first = clerk.get("/desk/reports/lines?period=2018-03").text
        gift = re.findall(r"/desk/donations/(\w{12})", first)[0]
        move(session, gift, Event.WITHDRAW, "收回")
    before = clerk.get("/desk/reports/backlog?as_of=2018-12-27").text
    after = clerk.get("/desk/reports/backlog?as_of=2018-12-28").text
    assert "已撤回" not in before
    assert "已撤回" in after
    stages = re.findall(r'href="(/desk/reports/backlog/[^"]+)">(\d+)</a>', after)
    assert sum(int(count) for _, count in stages) == 7
    for href, count in stages:
        assert f"共 {count} 笔" in clerk.get(unescape(href)).text


def test_the_roll_leads_to_what_was_given(clerk: Client) -> None:
    page = clerk.get("/desk/reports/donors?period=2018").text
    (href, titles), *_ = re.findall(r'href="(/desk/reports/lines[^"]+)">(\d+)</a>', page)
    listed = clerk.get(unescape(href)).text
    assert f"<b>{titles}</b>" in listed
    assert "醴陵年鉴" not in listed, "what was bought was not given"


def test_the_workbook_names_no_anonymous_donor(clerk: Client, house: House) -> None:
    with house.database.write() as session:
        donors = session.scalars(select(Donor)).all()
        names = {donor.name for donor in donors}
        for donor in donors:
            donor.is_anonymous = True
    answer = clerk.get("/desk/reports/years/2018/report.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    for sheet in book.worksheets:
        said = {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row}
        assert not said & names, sheet.title
    assert book["清单"]["H2"].value == "（匿名）"
    assert book["按来源"]["A2"].value == "（匿名）"
    assert book["来源与月份（册数）"]["A2"].value == "（匿名）"


@pytest.mark.parametrize(
    ("asked", "field", "sentence"),
    [
        ("first=2026-13-01", "first", "没有“2026-13-01”这一天"),
        ("last=2026-02-30", "last", "没有“2026-02-30”这一天"),
        ("first=2018-06-01&last=2018-05-01", "last", "结束日期不能早于开始日期"),
        ("as_of=2090-01-01", "as_of", "截至日期不能晚于今天"),
    ],
)
def test_a_day_that_cannot_be_is_said_at_its_field(
    clerk: Client, asked: str, field: str, sentence: str
) -> None:
    page = clerk.get(f"/desk/reports?{asked}")
    assert page.status_code == 422
    assert f'id="field-{field}-error"' in page.text
    assert sentence in page.text
    answer = clerk.get(f"/api/v1/reports?{asked}")
    assert answer.status_code == 422
    assert answer.json()["field"] == field


def test_a_report_in_english_says_the_day_in_english(clerk: Client) -> None:
    clerk.cookies.set("language", "en")
    page = clerk.get("/desk/reports/years/2018?as_of=2018-06-30", headers={"Accept-Language": "en"})
    assert "In 2018 up to 30 June" in page.text
