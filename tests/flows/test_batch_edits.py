"""A clerk changes many records at once, through HTTP and the real worker's job."""

import re

import pytest

from archive.accounts.models import Role
from archive.accounts.service import change_branch, find_account_by_name
from archive.batch_edits.choose_views import LISTED
from archive.donations.models import Donation
from archive.donations.schemas import NewDonor, NewLine
from archive.donations.service import mark_registered
from archive.kernel.house import House
from tests.factories.gifts import make_accepted, make_donation
from tests.factories.holdings import make_volume
from tests.fixtures.clients import Person
from tests.fixtures.statements import CountQueries
from tests.flows.test_branches import make_branches
from tests.flows.test_the_desk import log

MOST_QUERIES = 12


def perform_all(house: House) -> None:
    """Do what the worker would do."""
    while (task := house.jobs.huey.dequeue()) is not None:
        house.jobs.huey.execute(task)


def test_differences_are_seen_then_done_then_undone(person: Person, house: House) -> None:
    clerk = person(Role.STAFF)
    log(clerk)
    page = "/desk/batch-edits/new/donation-line"
    found = clerk.get(f"{page}?q=醴陵").text
    records = re.findall(r'name="record" value="(\w+)"', found)
    assert len(records) == 1
    asked = {"record": records, "change-material": "true", "new-material": "map"}
    previewed = clerk.submit(page, asked | {"action": "preview"})
    assert previewed.status_code == 303
    seen = clerk.get(previewed.headers["location"]).text
    assert "<del>方志</del>" in seen
    assert "<ins>地图</ins>" in seen
    answer = clerk.submit(f"{previewed.headers['location']}/begin", {"why": "归类有误"})
    assert answer.status_code == 303
    batch = answer.headers["location"]
    assert "hx-get" in clerk.get(batch).text
    perform_all(house)
    shown = clerk.get(batch).text
    assert "归类有误" in shown
    assert "撤销这次修改" in shown
    clerk.submit(f"{batch}/undo")
    perform_all(house)
    assert "已恢复" in clerk.get(batch).text
    assert "批量修改已撤销" in clerk.get(batch).text


def test_nothing_chosen_and_nothing_to_change_are_said(person: Person) -> None:
    clerk = person(Role.STAFF)
    log(clerk)
    page = "/desk/batch-edits/new/donation-line"
    nothing = clerk.submit(page, {"action": "preview", "change-note": "true", "new-note": "x"})
    assert nothing.status_code == 422
    assert "没有选中任何记录" in nothing.text
    every = {"action": "preview", "all": "true"}
    assert "没有可修改之处" in clerk.submit(page, every).text
    wrong = every | {"change-material": "true", "new-material": "spaceship"}
    assert clerk.submit(page, wrong).status_code == 422
    assert clerk.get("/desk/batch-edits/new/spaceship").status_code == 404
    assert "批量修改" in clerk.get("/desk/batch-edits").text


def test_a_list_is_turned_page_by_page_and_keeps_its_ticks(person: Person, house: House) -> None:
    clerk = person(Role.STAFF)
    with house.database.write() as session:
        make_donation(session, *(NewLine(f"渌江集{n}") for n in range(LISTED + 1)))
        make_donation(session, NewLine("地契"))
    page = "/desk/batch-edits/new/donation-line"
    first = clerk.get(f"{page}?q=渌江集").text
    assert "第 1 页，共 2 页" in first
    assert "一次最多修改 20,000 条" in first
    one = re.findall(r'name="record" value="(\w+)"', first)
    assert len(one) == LISTED
    typed = {"q": "渌江集", "record": one[:2], "change-note": "true", "new-note": "已核"}
    second = clerk.submit(page, typed | {"action": "page-2"}).text
    two = re.findall(r'name="record" value="(\w+)"', second)
    assert len(two) == 1
    assert "其他页已勾选 2 条" in second
    assert 'value="已核"' in second
    more = typed | {"record": two, "elsewhere": " ".join(one[:2]), "page": "2"}
    shown = clerk.submit(page, more | {"action": "preview"}).headers["location"]
    assert "将修改 3 条记录" in clerk.get(shown).text
    back = clerk.submit(page, more | {"action": "page-1"}).text
    assert back.count(" checked") >= 3
    every = typed | {"record": [], "all": "true", "action": "preview"}
    shown = clerk.submit(page, every).headers["location"]
    assert f"将修改 {LISTED + 1} 条记录" in clerk.get(shown).text
    assert "第 2 页" not in clerk.get(f"{page}?q=地契").text


def test_the_preview_says_what_will_be_left_out_and_why(person: Person, house: House) -> None:
    clerk = person(Role.STAFF)
    with house.database.write() as session:
        registered = make_accepted(session, NewLine("醴陵县志")).lines[0]
        mark_registered(session, registered.id, make_volume(session).title.id)
        other = make_donation(session, NewLine("醴陵瓷业志")).lines[0]
    page = "/desk/batch-edits/new/donation-line"
    asked = {"change-author": "true", "new-author": "徐淦", "action": "preview"}
    chosen = {"record": [registered.id, other.id]}
    shown = clerk.submit(page, asked | chosen).headers["location"]
    seen = clerk.get(shown).text
    assert "将修改 1 条记录" in seen
    assert "1 条不能修改" in seen
    assert "因为：“醴陵县志”已登记入藏，清单不能再改" in seen
    assert "醴陵瓷业志" not in clerk.get(f"{shown}?state=left-out").text
    alone = clerk.submit(page, asked | {"record": [registered.id]}).headers["location"]
    assert "执行修改" not in clerk.get(alone).text
    refused = clerk.submit(f"{alone}/begin", {"why": "x"})
    assert refused.status_code == 422


def test_a_branch_sees_edits_and_undoes_its_own_alone(person: Person, house: House) -> None:
    clerk, chief = person(Role.STAFF), person(Role.ADMINISTRATOR)
    here, there = make_branches(house)
    with house.database.write() as session:
        change_branch(session, find_account_by_name(session, "staff").id, here)
        gifts = [make_donation(session, NewLine(f"渌江集{n}")) for n in range(3)]
        for each, branch in zip(gifts, (here, there, None), strict=True):
            session.get_one(Donation, each.id).branch_id = branch
    own, foreign, nobodys = (gift.lines[0].id for gift in gifts)
    page = "/desk/batch-edits/new/donation-line"
    listed = re.findall(r'name="record" value="(\w+)"', clerk.get(page).text)
    assert set(listed) == {own, nobodys}
    asked = {"change-note": "true", "new-note": "已核", "action": "preview"}
    assert clerk.submit(page, asked | {"record": [foreign]}).status_code == 403
    every = clerk.submit(page, asked | {"all": "true"}).headers["location"]
    assert "将修改 2 条记录" in clerk.get(every).text
    theirs = chief.submit(page, asked | {"record": [foreign]}).headers["location"]
    assert clerk.submit(f"{theirs}/begin").status_code == 403
    assert chief.submit(f"{theirs}/begin").status_code == 303
    perform_all(house)
    assert 'data-dialog-open="undo"' not in clerk.get(theirs).text
    assert 'data-dialog-open="undo"' in chief.get(theirs).text
    assert clerk.submit(f"{theirs}/undo").status_code == 403
    headers = {"X-CSRF-Token": clerk.token}
    at = f"/api/v1{theirs.removeprefix('/desk')}"
    assert clerk.post(f"{at}/undo", headers=headers).status_code == 403
    asked_by_program = {"kind": "donation-line", "changes": {"note": "x"}, "record_ids": [foreign]}
    for door in ("preview", "previews", ""):
        answer = clerk.post(
            f"/api/v1/batch-edits/{door}".rstrip("/"), json=asked_by_program, headers=headers
        )
        assert answer.status_code == 403, door
    assert chief.submit(f"{theirs}/undo").status_code == 303


def test_a_branch_gives_its_gifts_to_no_other(person: Person, house: House) -> None:
    clerk, chief = person(Role.STAFF), person(Role.ADMINISTRATOR)
    here, there = make_branches(house)
    with house.database.write() as session:
        change_branch(session, find_account_by_name(session, "staff").id, here)
        gift = make_donation(session, NewLine("渌江集")).id
        session.get_one(Donation, gift).branch_id = here
    page = "/desk/batch-edits/new/donation"
    assert "乙馆" not in clerk.get(page).text
    away = {"record": [gift], "change-branch_id": "true", "new-branch_id": there}
    refused = clerk.submit(page, away | {"action": "preview"})
    assert refused.status_code == 422
    assert "只能把捐赠归到本馆" in refused.text
    asked = {"kind": "donation", "changes": {"branch_id": there}, "record_ids": [gift]}
    headers = {"X-CSRF-Token": clerk.token}
    assert clerk.post("/api/v1/batch-edits", json=asked, headers=headers).status_code == 422
    shown = chief.submit(page, away | {"action": "preview"}).headers["location"]
    assert clerk.submit(f"{shown}/begin").status_code == 422
    chief.submit(f"{shown}/begin")
    perform_all(house)
    with house.database.write() as session:
        assert session.get_one(Donation, gift).branch_id == there
        change_branch(session, find_account_by_name(session, "staff").id, there)
    assert clerk.submit(f"{shown}/undo").status_code == 403


@pytest.mark.parametrize("kind", ["donation-line", "donation", "donor", "title"])
def test_choosing_takes_few_queries(
    house: House, person: Person, count_queries: CountQueries, kind: str
) -> None:
    with house.database.write() as session:
        for n in range(30):
            make_donation(session, NewLine(f"醴陵县志{n}"), donor=NewDonor(f"李立{n}"))
    clerk = person(Role.STAFF)
    for query in ("", "?q=县志", "?q=李立"):
        with count_queries(house.database) as asked:
            assert clerk.get(f"/desk/batch-edits/new/{kind}{query}").status_code == 200
        assert len(asked) <= MOST_QUERIES, (query, asked)


def test_lines_are_found_in_any_script_by_number_author_and_donor(
    house: House, person: Person
) -> None:
    with house.database.write() as session:
        gift = make_donation(
            session, NewLine("醴陵县志", "徐淦"), NewLine("讲义"), donor=NewDonor("张毓鋆")
        )
        make_donation(session, NewLine("地契"), donor=NewDonor("李立"))
    clerk = person(Role.STAFF)
    for text, count in (
        ("陵縣志", 1), ("徐淦", 1), (gift.number, 2), ("张毓鋆", 2), ("讲义", 1), ("无此题", 0),
    ):  # fmt: skip
        page = clerk.get(f"/desk/batch-edits/new/donation-line?q={text}").text
        assert page.count('name="record"') == count, text
