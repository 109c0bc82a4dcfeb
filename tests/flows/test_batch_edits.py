"""A clerk changes many records at once, through HTTP and the real worker's job."""

import re

from archive.accounts.models import Role
from archive.kernel.house import House
from tests.fixtures.clients import Person
from tests.flows.test_the_desk import log


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
    seen = clerk.submit(page, asked | {"action": "preview"}).text
    assert "<del>方志</del>" in seen
    assert "<ins>地图</ins>" in seen
    chosen = {"chosen": " ".join(records), "why": "归类有误"}
    answer = clerk.submit(page, asked | chosen | {"action": "begin", "submission": "0" * 12})
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
