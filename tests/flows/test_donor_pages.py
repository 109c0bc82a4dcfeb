"""A donor opens his own page by its link, and the public sees who agreed to be named."""

import re

from archive.accounts.models import Role
from archive.donations.donor_choice import suggest_donors
from archive.donors.models import Donor
from archive.kernel.house import House
from archive.kernel.identifiers import new_id
from archive.web.requests import path_for_log
from tests.fixtures.clients import Client, Person
from tests.flows.test_the_desk import lines_on, log

PHONE = "13900001234"


def donor_id_of(house: House, name: str) -> str:
    with house.database.read() as session:
        return suggest_donors(session, name)[0].donor.id


def link_of(clerk: Client, donor_id: str) -> str:
    """Make a link as the clerk does and return its path."""
    answer = clerk.submit(f"/desk/donors/{donor_id}/link")
    assert answer.status_code == 200, answer.text
    found = re.search(r"/gifts/[\w-]+", answer.text)
    assert found
    return found.group()


def test_a_donor_sees_what_was_given_and_nobody_else_does(person: Person, house: House) -> None:
    clerk = person(Role.STAFF)
    page = log(clerk)
    clerk.submit(lines_on(clerk, page)[0], {"decision": "accepted"})
    clerk.submit(f"{page}/receipt")
    donor_id = donor_id_of(house, "张毓鋆")
    path = link_of(clerk, donor_id)
    visitor = person(None)
    answer = visitor.get(path)
    assert answer.status_code == 200
    for shown in ("醴陵县志", "正在鉴定", "已接收", "收字〔2026〕第0001号"):
        assert shown in answer.text, shown
    assert PHONE not in answer.text
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    paper = re.search(rf"{path}/papers/\w+\.pdf", answer.text)
    assert paper
    assert visitor.get(paper.group()).content.startswith(b"%PDF")
    assert visitor.get(f"{path}/papers/nothing.pdf").status_code == 404
    assert visitor.get(f"{path}x").status_code == 404


def test_the_key_in_the_address_is_in_no_log() -> None:
    assert path_for_log("/gifts/abc-DEF/papers/x.pdf") == "/gifts/…"
    assert path_for_log("/desk/donations") == "/desk/donations"


def test_a_new_link_and_an_ended_one_close_the_old(person: Person, house: House) -> None:
    clerk = person(Role.STAFF)
    log(clerk)
    donor_id = donor_id_of(house, "张毓鋆")
    first = link_of(clerk, donor_id)
    second = link_of(clerk, donor_id)
    assert clerk.get(first).status_code == 404
    assert clerk.get(second).status_code == 200
    clerk.submit(f"/desk/donors/{donor_id}/link/end")
    assert clerk.get(second).status_code == 404
    assert second.removeprefix("/gifts/") not in clerk.get(f"/desk/donors/{donor_id}/link").text


def test_another_donors_paper_is_not_given(person: Person, house: House) -> None:
    clerk = person(Role.STAFF)
    page = log(clerk)
    clerk.submit(f"{page}/receipt")
    log(clerk, donor_name="李立")
    own = link_of(clerk, donor_id_of(house, "张毓鋆"))
    other = link_of(clerk, donor_id_of(house, "李立"))
    paper = re.search(rf"{own}(/papers/\w+\.pdf)", clerk.get(own).text)
    assert paper
    assert clerk.get(f"{other}{paper.group(1)}").status_code == 404


def test_only_who_agreed_stands_on_the_roll(person: Person, house: House) -> None:
    clerk = person(Role.STAFF)
    pages = [log(clerk, donor_name=name) for name in ("张毓鋆", "李立", "王芳")]
    for page in pages:
        clerk.submit(f"{page}/accept-all")
    with house.database.write() as session:
        for name, is_anonymous in (("张毓鋆", False), ("王芳", True)):
            row = session.get_one(Donor, donor_id_of(house, name))
            row.on_roll, row.is_anonymous, row.credit_name = True, is_anonymous, f"{name}先生"
    assert "张毓鋆先生" not in person(None).get("/roll").text, "nothing of it is ours yet"
    for page in pages:
        clerk.submit(f"{page}/register", {"submission": new_id()})
    shown = person(None).get("/roll").text
    assert "张毓鋆先生" in shown
    assert "2 种 3 册" in shown
    assert "李立" not in shown
    assert "王芳" not in shown
    assert PHONE not in shown
    assert "张毓鋆先生" in person(None).get("/roll?year=2026").text
    assert person(None).get("/roll?year=nonsense").status_code == 200


def test_a_donor_is_told_how_much_was_kept(person: Person, house: House) -> None:
    clerk = person(Role.STAFF)
    page = log(clerk, line_volume_count=["5", "1", "1"])
    kept = {"decision": "partly-accepted", "reason": "重复", "accepted_count": "3"}
    assert clerk.submit(lines_on(clerk, page)[0], kept).status_code == 303
    shown = person(None).get(link_of(clerk, donor_id_of(house, "张毓鋆"))).text
    assert "3 册" in shown
    assert "5 册" not in shown


def test_what_became_of_donor_and_gift_is_told_in_sentences(person: Person, house: House) -> None:
    clerk = person(Role.STAFF)
    page = log(clerk)
    clerk.submit(f"{page}/accept-all")
    clerk.submit(f"{page}/receipt")
    clerk.submit(f"{page}/papers", {"kind": "certificate"})
    donor_id = donor_id_of(house, "张毓鋆")
    link_of(clerk, donor_id)
    clerk.submit(f"/desk/donors/{donor_id}/link/end")
    for told in (page, f"/desk/donors/{donor_id}"):
        assert not re.search(r">\s*[a-z-]+\.[a-z-]+\.[a-z-]+\s*<", clerk.get(told).text), told
    assert "停用了捐赠人专页的链接" in clerk.get(f"/desk/donors/{donor_id}").text


def test_who_renews_a_link_is_told_that_the_old_one_ends(person: Person, house: House) -> None:
    clerk = person(Role.STAFF)
    log(clerk)
    page = f"/desk/donors/{donor_id_of(house, '张毓鋆')}/link"
    assert "立即失效" not in clerk.get(page).text
    clerk.submit(page)
    shown = clerk.get(page).text
    assert re.search(r'<dialog[^>]*id="renew-link"', shown)
    assert "现有的链接和印有它的二维码立即失效" in shown
