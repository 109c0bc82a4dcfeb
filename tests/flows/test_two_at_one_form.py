"""Two people open the same form; whoever saves later overwrites nothing that he has not seen."""

import re
from collections.abc import Mapping
from html import unescape

from archive.accounts.models import Role
from archive.kernel import journal
from archive.kernel.house import House
from tests.fixtures.clients import Client, Person
from tests.flows.test_deposits import make_deposit
from tests.flows.test_donor_pages import donor_id_of
from tests.flows.test_leads_and_campaigns import FAIR, HINT, note_lead, open_campaign
from tests.flows.test_the_desk import lines_on, log


def seen_on(clerk: Client, page: str, name: str = "seen") -> str:
    """Return what the form of a page says it was opened with."""
    found = re.search(rf'name="{name}" value="([^"]*)"', clerk.get(page).text)
    assert found, page
    return unescape(found[1])


def value_in(html: str, name: str) -> str:
    """Return what stands in a one-line field."""
    found = re.search(rf'<input[^>]*name="{name}"[^>]*>', html)
    assert found, name
    value = re.search(r'value="([^"]*)"', found[0])
    return unescape(value[1]) if value else ""


def reasons_on(clerk: Client, page: str) -> list[str]:
    """Return the reasons of the decisions on a gift's page."""
    return re.findall(r'class="verdict__reason[^"]*">\s*([^<]*?)\s*<', clerk.get(page).text)


LINE = {"title": "醴陵县志", "author": "徐淦", "date_text": "清同治十年", "material": "gazetteer"}
DONOR = {"name": "张毓鋆", "kind": "person", "phone": "13900001234"}


def test_a_line_keeps_what_both_changed(person: Person) -> None:
    first, second = person(Role.STAFF), person(Role.ADMINISTRATOR)
    line = lines_on(first, log(first))[0]
    opened = LINE | {"volume_count": "2", "seen": seen_on(first, line)}
    assert first.submit(f"{line}/correct", opened | {"note": "缺末册"}).status_code == 303
    late = second.submit(f"{line}/correct", opened | {"condition": "虫蛀"})
    assert late.status_code == 409
    assert "已修改了这份登记" in late.text
    assert value_in(late.text, "note") == "缺末册"
    assert value_in(late.text, "condition") == "虫蛀"
    held = second.get(line).text
    assert value_in(held, "note") == "缺末册"
    assert value_in(held, "condition") == ""
    again = opened | {"note": "缺末册", "condition": "虫蛀"}
    again["seen"] = value_in(late.text, "seen")
    assert second.submit(f"{line}/correct", again).status_code == 303
    assert value_in(first.get(line).text, "condition") == "虫蛀"


def test_a_field_that_both_changed_says_what_stands_there_now(person: Person) -> None:
    first, second = person(Role.STAFF), person(Role.ADMINISTRATOR)
    line = lines_on(first, log(first))[0]
    opened = LINE | {"volume_count": "2", "seen": seen_on(first, line)}
    first.submit(f"{line}/correct", opened | {"condition": "完好"})
    late = second.submit(f"{line}/correct", opened | {"condition": "虫蛀"})
    assert late.status_code == 409
    assert "他人刚改为“完好”" in late.text
    assert value_in(late.text, "condition") == "虫蛀"


def test_a_form_saved_alone_is_not_stopped(person: Person) -> None:
    clerk = person(Role.STAFF)
    page = log(clerk, note="第一行\r\n第二行")
    for note in ("一", "二"):
        line = lines_on(clerk, page)[0]
        typed = LINE | {"volume_count": "2", "note": note, "seen": seen_on(clerk, line)}
        assert clerk.submit(f"{line}/correct", typed).status_code == 303


def test_a_gift_is_not_put_right_unseen(person: Person, house: House) -> None:
    first, second = person(Role.STAFF), person(Role.ADMINISTRATOR)
    page = log(first)
    opened: Mapping[str, str] = {
        "donor": donor_id_of(house, "张毓鋆"),
        "donor_name": "张毓鋆",
        "received_on": "2026-03-02",
        "mode": "donation",
        "seen": seen_on(first, f"{page}/correct"),
    }
    changed = {**opened, "note": "由其子送来"}
    assert first.submit(f"{page}/correct", changed).status_code == 303
    late = second.submit(f"{page}/correct", {**opened, "mode": "exchange"})
    assert late.status_code == 409
    assert "由其子送来" in late.text
    shown = second.get(f"{page}/correct").text
    assert "由其子送来" in shown
    assert re.search(r'value="donation"[^>]* selected', shown)


def test_a_donor_is_not_changed_unseen(person: Person, house: House) -> None:
    first, second = person(Role.STAFF), person(Role.ADMINISTRATOR)
    log(first)
    page = f"/desk/donors/{donor_id_of(house, '张毓鋆')}"
    opened = DONOR | {"seen": seen_on(first, page)}
    consents = opened | {"on_roll": "true", "unit": "县政协"}
    assert first.submit(page, consents).status_code == 303
    late = second.submit(page, opened | {"phone": "13900005678"})
    assert late.status_code == 409
    assert value_in(late.text, "unit") == "县政协"
    assert value_in(late.text, "phone") == "13900005678"
    held = second.get(page).text
    assert value_in(held, "phone") == "13900001234"
    assert re.search(r'name="on_roll"[^>]* checked', held)
    again = consents | {"phone": "13900005678", "seen": value_in(late.text, "seen")}
    assert second.submit(page, again).status_code == 303


def test_a_decision_replaces_only_the_one_that_was_seen(person: Person) -> None:
    first, second = person(Role.STAFF), person(Role.ADMINISTRATOR)
    page = log(first)
    line = lines_on(first, page)[0]
    key = line.rsplit("/", 1)[-1]
    seen = {f"seen-{key}": seen_on(second, page, f"seen-{key}")}
    declined = {f"decision-{key}": "declined", f"reason-{key}": "已有复本"} | seen
    assert first.submit(line, declined).status_code == 303
    assert first.submit(line, declined).status_code == 303
    late = second.submit(line, {f"decision-{key}": "accepted"} | seen)
    assert late.status_code == 409
    assert "您的决定没有记下" in late.text
    ticked = {"line": [key], "decision-selected": "accepted"} | seen
    assert second.submit(f"{page}/decisions", ticked).status_code == 409
    assert reasons_on(second, page) == ["已有复本"]
    fresh = {f"seen-{key}": seen_on(second, page, f"seen-{key}")}
    meant = {f"decision-{key}": "accepted"} | fresh
    assert second.submit(line, meant).status_code == 303
    assert reasons_on(second, page) == []


def test_a_lead_is_not_changed_unseen(person: Person) -> None:
    first, second = person(Role.STAFF), person(Role.ADMINISTRATOR)
    page = note_lead(first)
    seen = seen_on(first, page)
    donor = value_in(first.get(page).text, "donor")
    opened = HINT | {"donor": donor, "phone": "", "seen": seen}
    assert first.submit(page, opened | {"told_by": "陈主任"}).status_code == 303
    late = second.submit(page, opened | {"subject": "东门王氏有老谱十二本"})
    assert late.status_code == 409
    assert value_in(late.text, "told_by") == "陈主任"
    assert value_in(late.text, "subject") == "东门王氏有老谱十二本"
    assert value_in(second.get(page).text, "subject") == HINT["subject"]
    again = opened | {"told_by": "陈主任", "subject": "东门王氏有老谱十二本"}
    again["seen"] = value_in(late.text, "seen")
    assert second.submit(page, again).status_code == 303


def test_a_campaign_is_not_changed_unseen(person: Person) -> None:
    first, second = person(Role.STAFF), person(Role.ADMINISTRATOR)
    page = f"{open_campaign(first)}/edit"
    opened = FAIR | {"seen": seen_on(first, page)}
    assert first.submit(page, opened | {"place": "文庙大殿"}).status_code == 303
    late = second.submit(page, opened | {"note": "雨天改室内"})
    assert late.status_code == 409
    assert value_in(late.text, "place") == "文庙大殿"
    assert "雨天改室内" in late.text
    assert "雨天改室内" not in second.get(page).text
    both = second.submit(page, opened | {"place": "书院"})
    assert "他人刚改为“文庙大殿”" in both.text


def test_the_term_of_a_deposit_is_not_replaced_unseen(person: Person, house: House) -> None:
    first, second = person(Role.STAFF), person(Role.ADMINISTRATOR)
    with house.database.write() as session:
        journal.act_as(session, journal.SYSTEM, house.clock)
        gift = make_deposit(session)
    key = gift.lines[0].id
    page = f"/desk/donations/{gift.id}"
    at = f"{page}/lines/{key}/deposit-term"
    seen = {f"term_seen-{key}": seen_on(second, page, f"term_seen-{key}")}
    assert first.submit(at, {f"until-{key}": "2027-01-01"} | seen).status_code == 303
    assert first.submit(at, {f"until-{key}": "2027-01-01"} | seen).status_code == 303
    late = second.submit(at, {f"until-{key}": "2028-01-01"} | seen)
    assert late.status_code == 409
    assert "已由他人改为：2027-01-01" in late.text
    fresh = {f"term_seen-{key}": seen_on(second, page, f"term_seen-{key}")}
    assert second.submit(at, {f"until-{key}": "2028-01-01"} | fresh).status_code == 303
