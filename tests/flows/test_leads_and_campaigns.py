"""From a hint that somebody may have something to the gift, and what came of a campaign."""

import re

from archive.accounts.models import Role
from archive.donations.schemas import Decision
from archive.donations.service import decide_line
from archive.kernel import journal
from archive.kernel.house import House
from tests.factories.gifts import make_donation
from tests.fixtures.clients import Client, Person
from tests.fixtures.statements import CountQueries

MOST_QUERIES = 12
FAIR = {
    "name": "2026年古旧书籍展",
    "starts_on": "2026-03-01",
    "ends_on": "2026-03-31",
    "place": "文庙",
}
HINT = {
    "subject": "东门王氏有老谱",
    "donor_name": "王德顺",
    "phone": "13973310001",
    "told_by": "李书记",
    "next_step": "上门看谱",
    "next_step_on": "2026-03-01",
}


def open_campaign(clerk: Client, **changes: str) -> str:
    answer = clerk.submit("/desk/campaigns", FAIR | changes)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def note_lead(clerk: Client, **changes: str) -> str:
    answer = clerk.submit("/desk/leads", HINT | changes)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def test_a_campaign_is_opened_corrected_and_closed(person: Person) -> None:
    clerk = person(Role.STAFF)
    assert "还没有征集活动" in clerk.get("/desk/campaigns").text
    page = open_campaign(clerk)
    assert "进行中" in clerk.get(page).text
    wrong = clerk.submit(f"{page}/edit", FAIR | {"ends_on": "2026-02-01"})
    assert wrong.status_code == 422
    assert 'id="field-ends_on-error"' in wrong.text
    assert clerk.submit(f"{page}/edit", FAIR | {"letter": "父老乡亲：\n敬启者"}).status_code == 303
    assert "<p>敬启者</p>" in clerk.get(page).text
    clerk.submit(f"{page}/close")
    assert "已结束" in clerk.get("/desk/campaigns").text
    clerk.submit(f"{page}/reopen")
    assert "进行中" in clerk.get("/desk/campaigns").text


def test_two_campaigns_have_two_names(person: Person) -> None:
    clerk = person(Role.STAFF)
    open_campaign(clerk)
    assert 'id="field-name-error"' in clerk.submit("/desk/campaigns", FAIR).text
    assert 'id="field-name-error"' in clerk.submit("/desk/campaigns", FAIR | {"name": ""}).text


def test_a_campaign_says_what_came_of_it(
    person: Person, house: House, count_queries: CountQueries
) -> None:
    clerk = person(Role.STAFF)
    page = open_campaign(clerk)
    campaign_id = page.rpartition("/")[2]
    note_lead(clerk, campaign_id=campaign_id)
    with house.database.write() as session:
        journal.act_as(session, journal.SYSTEM, house.clock)
        gift = make_donation(session, campaign_id=campaign_id)
        decide_line(session, gift.lines[0].id, Decision.ACCEPTED)
    with count_queries(house.database) as asked:
        listed = clerk.get("/desk/campaigns").text
    assert len(asked) <= MOST_QUERIES
    assert "1 种 3 册" in listed
    assert "1 笔" in listed
    shown = clerk.get(page).text
    assert gift.number in shown
    assert HINT["subject"] in shown


def test_a_lead_is_followed_from_hint_to_gift(person: Person) -> None:
    clerk = person(Role.STAFF)
    assert "还没有要跟进的线索" in clerk.get("/desk/leads").text
    page = note_lead(clerk)
    assert "过期 1 天" in clerk.get("/desk/leads").text
    assert "线索过期未跟进" in clerk.get("/desk").text
    assert clerk.submit(f"{page}/snooze", {"until": "2026-03-02"}).status_code == 422
    clerk.submit(f"{page}/snooze", {"until": "2026-03-05"})
    assert "过期 1 天" not in clerk.get("/desk/leads").text
    step = {"done": "看过，确是光绪谱", "then": "送捐赠意向书", "then_on": "2026-03-09"}
    assert clerk.submit(f"{page}/step", step | {"then_on": ""}).status_code == 422
    clerk.submit(f"{page}/step", step)
    assert "已办：看过，确是光绪谱" in clerk.get(page).text
    answer = clerk.submit(f"{page}/convert")
    assert answer.status_code == 303
    gift = clerk.get(answer.headers["location"]).text
    assert "王德顺" in gift
    assert "已转为捐赠" in clerk.get(page).text
    assert clerk.submit(f"{page}/convert").status_code == 409


def test_a_lead_of_nobody_becomes_no_gift_and_one_dropped_comes_back(person: Person) -> None:
    clerk = person(Role.STAFF)
    page = note_lead(clerk, donor_name="", phone="")
    answer = clerk.submit(f"{page}/convert")
    assert answer.status_code == 422
    assert "请先填写捐赠人" in answer.text
    assert clerk.submit(f"{page}/drop", {"reason": ""}).status_code == 422
    clerk.submit(f"{page}/drop", {"reason": "谱已卖出"})
    assert "谱已卖出" in clerk.get(page).text
    assert HINT["subject"] not in clerk.get("/desk/leads").text
    assert HINT["subject"] in clerk.get("/desk/leads?outcome=dropped").text
    clerk.submit(f"{page}/reopen")
    assert HINT["subject"] in clerk.get("/desk/leads").text


def test_the_telephone_of_a_lead_is_kept_with_the_donor_and_told_nowhere(
    person: Person, house: House
) -> None:
    clerk = person(Role.STAFF)
    page = note_lead(clerk, note="电话也可打 07312325678")
    change = HINT | {"phone": "", "note": "电话 07319999999", "donor": donor_on(clerk, page)}
    assert clerk.submit(page, change).status_code == 303
    with house.database.read() as session:
        told = [str((entry.before, entry.after)) for entry in journal.entries_after(session, 0)]
    assert not re.search("13973310001|07312325678|07319999999", "".join(told))


def donor_on(clerk: Client, page: str) -> str:
    found = re.search(r'href="/desk/donors/([0-9a-z]{12})"', clerk.get(page).text)
    assert found
    return found.group(1)


def test_the_list_of_leads_asks_little(
    person: Person, house: House, count_queries: CountQueries
) -> None:
    clerk = person(Role.STAFF)
    for number in range(6):
        note_lead(clerk, subject=f"线索{number}", donor_name=f"李{number}", phone="")
    with count_queries(house.database) as asked:
        clerk.get("/desk/leads?owner=mine&due=week")
    assert len(asked) <= MOST_QUERIES
