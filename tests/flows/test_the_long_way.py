"""A gift from the counter to the public roll, and the ways out, through HTTP."""

import re

from archive.accounts.models import Role
from archive.kernel.identifiers import new_id
from tests.fixtures.clients import Client, Person
from tests.flows.test_the_desk import lines_on, log

TERMS = {"kind": "gift", "network_scope": "none", "attribution": "named"}


def move(clerk: Client, page: str, event: str, **more: str) -> int:
    """Enter a step, and return the status of the answer."""
    fields = {f"{name}-{event}": value for name, value in more.items()}
    return clerk.submit(f"{page}/moves", {"event": event} | fields).status_code


def accept(clerk: Client, page: str) -> None:
    assert clerk.submit(f"{page}/accept-all", {}).status_code == 303


def agree(clerk: Client, page: str, **terms: str) -> str:
    """Draft and sign an agreement; return its address."""
    assert clerk.submit(f"{page}/agreements", TERMS | terms).status_code == 303
    shown = clerk.get(page).text
    found = re.search(rf"{page}/agreements/[0-9a-z]+(?=/sign)", shown)
    assert found, shown
    signing = {"signed_on": "2026-03-02", "signed_by": "张毓鋆"}
    assert clerk.submit(f"{found[0]}/sign", signing).status_code == 303
    return found[0]


def test_a_gift_goes_the_long_way(person: Person) -> None:
    clerk = person(Role.STAFF)
    page = log(clerk)
    assert move(clerk, page, "hand-over") == 409
    assert "要到“已决定”以后才能交接" in clerk.get(page).text
    assert move(clerk, page, "appraise") == 303
    accept(clerk, page)
    address = agree(clerk, page)
    headers = {"X-CSRF-Token": clerk.token}
    refused = clerk.post(f"{address}/scan", content=b"<html>", headers=headers)
    assert refused.status_code == 422
    kept = clerk.post(f"{address}/scan", content=b"%PDF-1.7 signed", headers=headers)
    assert kept.status_code == 201
    assert clerk.get(f"{address}/scan").content == b"%PDF-1.7 signed"
    assert move(clerk, page, "hand-over", moved_on="2026-03-02") == 303
    answer = clerk.submit(f"{page}/register", {"submission": new_id()})
    batch = clerk.get(answer.headers["location"]).text
    for event in ("thank", "catalogue", "announce"):
        assert move(clerk, page, event) == 303
    shown = clerk.get(page).text
    assert "已公示" in shown
    assert "签订协议第 1 版" in shown
    title = re.search(r"/desk/titles/([0-9a-z]{12})", batch)
    assert title
    anybody = person(None)
    assert title[1] not in anybody.get("/search?q=醴陵县志").text
    assert anybody.get(f"/titles/{title[1]}").status_code in {401, 403, 404}


def test_the_ways_out_are_open_until_the_accession(person: Person) -> None:
    clerk = person(Role.STAFF)
    page = log(clerk)
    assert move(clerk, page, "withdraw") == 422
    assert move(clerk, page, "withdraw", why="家人不同意") == 303
    shown = clerk.get(page).text
    assert "已撤回" in shown
    assert move(clerk, page, "resume", why="又同意了") == 303
    for line in lines_on(clerk, page):
        key = line.rsplit("/", 1)[-1]
        assert clerk.submit(line, {f"decision-{key}": "deposited"}).status_code == 303
    assert move(clerk, page, "hand-over") == 303
    assert "没有接收为馆藏的文献" in clerk.get(page).text
    assert move(clerk, page, "return", why="寄存期满") == 303
    assert "已退还" in clerk.get(page).text
    assert move(clerk, page, "resume", why="后悔") == 409


def test_ticked_lines_are_decided_together_and_mistakes_are_named(person: Person) -> None:
    clerk = person(Role.STAFF)
    page = log(clerk)
    keys = [line.rsplit("/", 1)[-1] for line in lines_on(clerk, page)]
    nothing = clerk.submit(f"{page}/decisions", {"decision-selected": "accepted"})
    assert nothing.status_code == 422
    assert "请先在清单里勾选" in nothing.text
    declined = {"line": keys, "decision-selected": "declined"}
    assert "请写明理由" in clerk.submit(f"{page}/decisions", declined).text
    early = declined | {"reason-selected": "已有复本", "decided_on-selected": "2020-01-01"}
    assert "日期早于收到日期" in clerk.submit(f"{page}/decisions", early).text
    meant = early | {"is_confirmed-selected": "true"}
    assert clerk.submit(f"{page}/decisions", meant).status_code == 303
    shown = clerk.get(page).text
    assert "已婉拒" in shown
    assert "2020-01-01" in shown
